"""A printed page holds what can be read, and nothing that waits to be pressed."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser import acts


def test_what_only_opens_or_draws_more_is_not_printed(visit: Callable[..., Page], address: str) -> None:
    """An A4 print of Need cohorts said "Draw all 18", and of each fold its title alone."""
    page = visit(f"{address}/need_cohorts?authority=Camden")
    acts.settle(page)
    more, fold = page.get_by_text("Draw all ").first, page.get_by_text("Children in two need cohorts at once").first
    expect(more).to_be_visible()
    expect(fold).to_be_visible()
    page.emulate_media(media="print")
    expect(more).to_be_hidden()
    expect(fold).to_be_hidden()
    expect(page.locator("h2.part").first).to_be_visible()


def test_a_map_is_printed_on_one_side(visit: Callable[..., Page], address: str) -> None:
    """The Cost map went across two sides of A4."""
    page = visit(f"{address}/cost_map?authority=Camden")
    acts.settle(page)
    page.emulate_media(media="print")
    drawn = page.get_by_test_id("stDeckGlJsonChart").first
    assert drawn.evaluate("map => getComputedStyle(map).breakInside") == "avoid"
