"""The list beside the editor: what is picked of it is put into the SQL."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.web import context
from sufficiency.web.workbench import catalogue

pytestmark = pytest.mark.xdist_group("pages_0")
PATIENCE = 180


def test_what_is_picked_is_begun_with_or_put_at_the_end_and_columns_say_what_they_mean() -> None:
    app = AppTest.from_file(str(settings.ROOT / "pages" / "data" / "workbench.py"), default_timeout=PATIENCE)
    app.session_state[context.VIEW_AS] = "regional_analyst"
    app.session_state["workbench_view"] = "looked_after"
    app.run()
    app.multiselect(key="workbench_columns_looked_after").set_value(["age_band", "sex"]).run()
    app.button(key="workbench_copy").click().run()
    assert app.session_state[catalogue.EDITOR] == "select age_band, sex\nfrom looked_after\n"
    app.multiselect(key="workbench_columns_looked_after").set_value(["distance_miles"]).run()
    app.button(key="workbench_add").click().run()
    assert app.session_state[catalogue.EDITOR] == "select age_band, sex\nfrom looked_after\ndistance_miles\n"
    assert not app.exception and not app.error
    said = "".join(part.proto.body for part in app.get("html"))
    assert "Distance from home to placement (miles)" in said, "a step has the meaning that views give such a column"
    assert "<code>distance_<wbr>miles</code>" in said, "a long name breaks, and its meaning beside it is not cut"
