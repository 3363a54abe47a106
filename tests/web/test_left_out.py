"""Broken views: what is to be mended is said once on a page, with the views that are left out for want of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency.catalogue import broken
from sufficiency.web import context
from tests import tiny
from tests.database import marts

PATIENCE = 180
PAGE = """
from sufficiency.web import page
here = page.start("Placement sufficiency", "Who?")
here.fetch("upper")
page.end(here)
"""


@pytest.fixture
def lower(data_folder: Path, views: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A view that is broken, read by one that two marts read."""
    tiny.write(data_folder)
    monkeypatch.setenv("SUFFICIENCY_SQL", str(views))
    marts.write(views, "lower", "select five as child_count", layer="intermediate")
    marts.write(views, "middle", "select child_count from lower", layer="intermediate")
    for name in ("upper", "uppermost"):
        marts.write(views, name, "select child_count from middle", marts.COUNT)
    return views / "intermediate" / "lower.sql"


def _shown(script: str) -> AppTest:
    found = AppTest.from_string(script, default_timeout=PATIENCE)
    found.session_state[context.VIEW_AS] = "regional_analyst"
    return found.run()


def test_a_page_that_ends_for_want_of_a_view_says_what_is_to_be_mended(lower: Path) -> None:
    page = _shown(PAGE)
    assert [said.value.split(". ")[0] for said in page.error] == ["A view this page needs is not sound"]
    [warning] = page.warning
    assert warning.value.startswith("lower is left out because it is broken. sql/intermediate/lower.sql:")
    assert warning.value.endswith("Left out with it: `middle`, `upper`, `uppermost`.")


def test_views_says_once_what_is_broken(lower: Path) -> None:
    script = PAGE.replace('here.fetch("upper")', "page.tell_broken(here)")
    assert [said.value.partition(" is left out")[0] for said in _shown(script).warning] == ["lower"]


def test_each_root_has_those_that_are_left_out_for_want_of_it() -> None:
    why = {
        "a": "sql/intermediate/a.sql:3: no column is called five",
        "b": "sql/intermediate/b.sql:3: no column is called six",
        "of_a": "sql/marts/of_a.sql:9: reads a, which is broken",
        "of_both": "sql/marts/of_both.sql:9: reads b, of_a, which is broken",
    }
    assert broken.roots(why) == {"a": ("of_a", "of_both"), "b": ("of_both",)}
    assert broken.behind("of_both", why) == ("a", "b") and broken.behind("a", why) == ("a",)
