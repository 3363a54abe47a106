"""Someone's first click is an address in a message: the page must come whole, from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import server
from tests.browser.screenshots import addresses

PATHS = addresses()
# What is heaviest to open: figures and charts, a matrix, a map, a page of forms, and one that shows no figures.
FIRST = ["", "need_cohorts", "flows", "evidence_pack", "members"]
OTHERS = [
    pytest.param(path, id=path, marks=pytest.mark.xdist_group(f"browser_{number % 2}"))
    for number, path in enumerate(path for path in PATHS if path not in FIRST)
]


@pytest.mark.parametrize("path", FIRST, ids=[path or "overview" for path in FIRST])
def test_first_visit_on_a_fresh_server(
    path: str, visit: Callable[..., Page], tiny_folder: Path, guarded: dict[str, str]
) -> None:
    with server.running(SUFFICIENCY_DATA=str(tiny_folder), **guarded) as fresh:
        _is_whole(visit(f"{fresh}/{path}"), path)
    assert not Path(guarded["REQUESTS_NOTED"]).exists(), "the server asked someone else"


@pytest.mark.parametrize("path", OTHERS)
def test_first_visit_in_a_fresh_browser(path: str, visit: Callable[..., Page], tiny_address: str) -> None:
    _is_whole(visit(f"{tiny_address}/{path}"), path)


def _is_whole(page: Page, path: str) -> None:
    expect(page).to_have_title(f"{_title(path)} · Dynamic Sufficiency Tool")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_role("navigation").first).to_be_visible()
    # A page that shows no figures has nothing to filter.
    asked = "View as" if path in ("members", "activity", "load_data") else "Need cohort"
    expect(page.get_by_test_id("stSidebar").get_by_text(asked, exact=True)).to_be_visible()
    page.context.close()  # before the server stops: the browser may still be fetching ahead


def _title(path: str) -> str:
    from app import PAGES

    titles = {key.split("/")[1]: name for pages in PAGES.values() for key, name in pages.items()}
    return titles[path or "overview"]
