"""Someone's first click is an address in a message: the page must come whole, from nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from playwright.sync_api import Page

from tests.browser import acts, server
from tests.browser.screenshots import addresses


def visited_always(*paths: str) -> list[ParameterSet]:
    """Visits to these pages, in every run of the tests."""
    return [pytest.param(path, id=path or "overview", marks=_of_group(path)) for path in paths]


def visited_in_the_whole(*paths: str) -> list[ParameterSet]:
    """Visits to these pages, in the whole crossing alone."""
    return [pytest.param(path, id=path or "overview", marks=[_of_group(path), pytest.mark.whole]) for path in paths]


def _of_group(path: str) -> pytest.MarkDecorator:
    return pytest.mark.xdist_group(f"browser_{PATHS.index(path) % 2}")


PATHS = addresses()
# On a server that nobody has asked yet: a map, figures and charts; and, in the whole crossing, the first page, a
# matrix, a page of forms and one that shows no figures.
FRESH_SERVER = [*visited_always("flows"), *visited_in_the_whole("", "need_cohorts", "evidence_pack", "members")]
# In a browser that has fetched nothing yet: each test begins with one, so that in the whole crossing alone the
# pages follow one another; that pages come whole by their address is seen where nobody answers (test_accessibility).
FRESH_BROWSER = visited_in_the_whole(*(path for path in PATHS if path not in ("", "flows")))


@pytest.mark.parametrize("path", FRESH_SERVER)
def test_first_visit_on_a_fresh_server(
    path: str, visit: Callable[..., Page], tiny_folder: Path, guarded: dict[str, str]
) -> None:
    with server.running(SUFFICIENCY_DATA=str(tiny_folder), **guarded) as fresh:
        _is_whole(visit(f"{fresh}/{path}"), path)
    assert not Path(guarded["REQUESTS_NOTED"]).exists(), "the server asked someone else"


@pytest.mark.parametrize("path", FRESH_BROWSER)
def test_first_visit_in_a_fresh_browser(path: str, visit: Callable[..., Page], tiny_address: str) -> None:
    _is_whole(visit(f"{tiny_address}/{path}"), path)


def _is_whole(page: Page, path: str) -> None:
    acts.is_page(page, path)
    page.context.close()  # before the server stops: the browser may still be fetching ahead
