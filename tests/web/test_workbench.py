"""The list beside the editor: what is picked of it is put into the SQL; what is asked and saved is on record."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.access import decision
from sufficiency.audit import reading
from sufficiency.web import context
from sufficiency.web.workbench import asking, catalogue
from sufficiency.workbench import saving

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


def test_one_question_after_another_is_answered() -> None:
    app = AppTest.from_file(str(settings.ROOT / "pages" / "data" / "workbench.py"), default_timeout=PATIENCE)
    app.session_state[context.VIEW_AS] = "regional_analyst"
    app.run()
    for column in ("child_cuont", "child_count", "distant_count"):
        app.text_area(key=catalogue.EDITOR).set_value(f"select {column} from placement_distance").run()
        app.button(key="workbench_ask").click().run()
        assert app.session_state[asking.ASKING].wait(PATIENCE) and not app.exception
    app.run()
    assert app.session_state[asking.ASKING].answer.view.column("distant_count") and not app.error


@pytest.mark.parametrize(
    ("sql", "act"),
    [
        ("select authority_name, child_count from placement_distance", "view saved"),
        ("select child_id, as_at from looked_after where distance_miles > 50", "need cohort saved"),
    ],
)
def test_what_is_asked_and_what_is_saved_of_it_is_on_record(
    sql: str, act: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "audit"))
    monkeypatch.setattr(asking, "AT_ONCE", 0.0)  # one that takes longer than a click is on record all the same
    monkeypatch.setattr(decision, "writes_views", lambda *_: True)
    monkeypatch.setattr(saving, "missing", lambda *_: [])
    monkeypatch.setattr(saving, "write", lambda *_: None)
    app = AppTest.from_file(str(settings.ROOT / "pages" / "data" / "workbench.py"), default_timeout=PATIENCE)
    app.session_state[context.VIEW_AS] = "regional_analyst"
    app.run()
    app.text_area(key=catalogue.EDITOR).set_value(sql).run()
    app.button(key="workbench_ask").click().run()
    assert app.session_state[asking.ASKING].wait(PATIENCE)
    [asked] = [line for line in reading.lines() if line["action"] == "question"]
    assert asked["rows"] == len(app.session_state[asking.ASKING].answer.result.rows) > 0
    assert asked["sha256"] == hashlib.sha256(sql.encode()).hexdigest() and sql not in str(asked)
    app.session_state["workbench_save"] = True
    app.run()
    app.text_input(key="workbench_name").set_value("far_away").run()
    app.button(key="workbench_keep").click().run()
    assert not app.exception and not app.error
    assert [line["subject"] for line in reading.lines() if line["action"] == act] == ["far_away"]
