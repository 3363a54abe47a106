"""One Back of the browser undoes one act, whatever was done and however much it changed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_0")

Visit = Callable[..., Page]
CHIPS = ".st-key-chips [data-testid=stButton]"
THREE = "authority=Camden&age_band=10+to+15&ethnic_group=White"
WITH_BAR = [
    path.split("/")[1]
    for pages in acts.PAGES.values()
    for path in pages
    if not path.endswith(("load_data", "members", "activity"))
]


def _clear(page: Page) -> None:
    page.get_by_role("button", name="Clear all choices").click()
    acts.sees_chosen(page)


def _drop(page: Page) -> None:
    acts.chip(page, "Camden").click()
    expect(page.locator(".st-key-chips")).not_to_contain_text("Camden")


def _take_ready_made(page: Page) -> None:
    acts.open_fold(page, "Ready-made choices")
    page.get_by_test_id("stPopoverBody").get_by_role("button", name="Teenagers in residential care").click()
    expect(page.locator(".st-key-chips")).to_contain_text("16 and over")


def _switch(page: Page) -> None:
    acts.pick_one(page, "Gaps by", "Need cohort")
    page.wait_for_url("**kind=Need*")


def _leave_a_switched_page(page: Page) -> None:
    _switch(page)
    acts.settle(page)
    acts.go(page, "What does it cost?", "Price and value")
    page.go_back()
    page.wait_for_url("**/gaps?**kind=Need*")


@pytest.mark.parametrize("act", [_clear, _drop, _take_ready_made, _switch, _leave_a_switched_page])
def test_one_back_undoes_one_act(visit: Visit, address: str, act: Callable[[Page], None]) -> None:
    """Clearing three choices was three addresses, and Back showed what nobody had ever chosen."""
    page = visit(f"{address}/gaps?{THREE}")
    _is_undone_by_one_back(page, act)


def test_a_click_is_in_the_address_as_soon_as_its_chip_is_seen(visit: Visit, address: str) -> None:
    """Of a choice whose list was not drawn the address said nothing, and Back left the tool."""
    page = visit(f"{address}/disproportionality")
    page.get_by_test_id("stVegaLiteChart").first.locator("[aria-roledescription=bar]").nth(1).click(force=True)
    acts.chip(page, "Ethnic group").wait_for()
    assert "?ethnic_group=" in page.url
    page.go_back()
    expect(page).to_have_url(f"{address}/disproportionality")
    acts.settle(page)
    acts.sees_chosen(page)


def test_a_link_in_a_notice_keeps_the_visit_and_back_undoes_it(visit: Visit, address: str) -> None:
    page = visit(f"{address}/my_borough?authority=City+of+London")
    acts.view_as(page, "Viewer (protected)")
    acts.follow(page, page.get_by_test_id("stAlert").get_by_role("link", name="North East London"))
    expect(page.locator(".lead")).to_contain_text("North East London: ")
    expect(page.locator(".mast-facts .protected")).to_have_count(1)
    page.go_back()
    expect(page.get_by_test_id("stAlert")).to_contain_text("City of London looks after fewer than")
    acts.settle(page)


@pytest.mark.parametrize("asked", ["authority=E09000007&age_band=10+to+15", "authority=camden&as_at=2024-09-30"])
def test_back_leaves_an_address_that_was_opened_by_a_code(visit: Visit, address: str, asked: str) -> None:
    """Put into words such an address was two steps, and the one before them showed London."""
    page = visit(f"{address}/disproportionality?{asked}")
    expect(page).to_have_url(re.compile("authority=Camden"))
    acts.chip(page, "Camden").wait_for()
    _drop(page)
    acts.settle(page)
    page.go_back()
    acts.chip(page, "Camden").wait_for()
    acts.settle(page)
    page.evaluate("history.back()")
    page.wait_for_url("about:blank")


@pytest.mark.whole
@pytest.mark.parametrize("name", WITH_BAR)
def test_all_that_was_cleared_is_back_on_each_page(visit: Visit, address: str, name: str) -> None:
    page = visit(f"{address}/{'' if name == 'overview' else name}?{THREE}")
    _is_undone_by_one_back(page, _clear)


def _is_undone_by_one_back(page: Page, act: Callable[[Page], None]) -> None:
    before, chosen = page.url, page.locator(CHIPS).all_inner_texts()
    act(page)
    acts.settle(page)
    page.go_back()
    expect(page).to_have_url(before)
    acts.settle(page)
    expect(page.locator(CHIPS)).to_have_text(chosen, use_inner_text=True)
