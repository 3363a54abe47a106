"""The change log is narrowed by words, and does not run for fifty screens of a phone before its end."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings

pytestmark = pytest.mark.xdist_group("pages_0")
PAGE = str(settings.ROOT / "pages" / "data" / "changes.py")


def told(app: AppTest) -> str:
    assert not app.exception
    return "".join(part.proto.body for part in app.get("html"))


def test_it_is_narrowed_by_words_and_what_is_earlier_is_folded() -> None:
    app = AppTest.from_file(PAGE, default_timeout=300).run()
    whole = told(app)
    newest, _, earlier = whole.partition("<details class='tabled'>")
    assert newest.count("<tr") <= 42 and " changes</summary>" in earlier
    app.text_input(key="words").set_value("workbench question").run()
    few = told(app)
    assert 0 < few.count("<tr") < whole.count("<tr") / 5 and "one question after another" in few
    app.text_input(key="words").set_value("nosuchword").run()
    assert "<caption>Changes" not in told(app) and "No change holds" in app.info[0].value
