"""Every measure has a page where its reader would look for it, beside the page of all views."""

from __future__ import annotations

import re

import pytest

from sufficiency import settings
from sufficiency.catalogue import loader

FOUND = loader.load(settings.SQL)
LISTS = {"views.py", "definitions.py"}
MASTHEAD = settings.ROOT / "sufficiency" / "web" / "masthead.py"  # stands on every page
OWN = [path for path in sorted((settings.ROOT / "pages").glob("*/*.py")) if path.name not in LISTS]
TEXTS = {path: path.read_text(encoding="utf-8") for path in [*OWN, MASTHEAD]}
# A page that shows a picture with its switches has them in a module that is named for it.
PANELS = [
    path
    for path in (settings.ROOT / "sufficiency" / "web").glob("*.py")
    if any(re.search(rf"^from sufficiency\.web import .*\b{path.stem}\b", TEXTS[own], re.M) for own in OWN)
]
PAGES = "\n".join([*TEXTS.values(), *(path.read_text(encoding="utf-8") for path in PANELS)])
SQL = {name: view.sql for name, view in FOUND.views.items()}


def _is_read(name: str) -> bool:
    """True for a mart seen through another that is made from it, or that it stands in for where figures
    are protected, or lent to one authority's."""
    return (
        FOUND.views[name].shared
        or any(name == view.coarser for view in FOUND.views.values())
        or any(re.search(rf"\b{name}\b", sql) for other, sql in SQL.items() if other != name)
    )


@pytest.mark.parametrize("name", sorted(view.name for view in FOUND.layer("marts")))
def test_the_mart_is_on_a_page_or_seen_through_another(name: str) -> None:
    assert f'"{name}"' in PAGES or _is_read(name), f"{name} has no page of its own"


def test_every_page_is_in_the_menu() -> None:
    from app import PAGES as MENU

    listed = {path for pages in MENU.values() for path in pages}
    files = {f"{path.parent.name}/{path.stem}" for path in (settings.ROOT / "pages").glob("*/*.py")}
    assert files == listed


def test_pages_are_short_and_hold_no_sql() -> None:
    for path in (settings.ROOT / "pages").glob("*/*.py"):
        text = path.read_text(encoding="utf-8")
        assert len(text.splitlines()) < 80, path.name
        assert not re.search(r"\bselect\b.*\bfrom\b|import (pandas|duckdb)", text, re.I), path.name
