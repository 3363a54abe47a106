"""From London down to a sub-region, an authority and its children, and back up again."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from sufficiency import query
from sufficiency.database.scope import Scope
from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_0")

Visit = Callable[..., Page]
NORTH, CAMDEN = "North Central London", {"authority": ("E09000007",)}
BEHIND = re.compile("behind these figures")


def test_down_to_the_children_and_back_step_by_step(visit: Visit, address: str, london: Scope) -> None:
    page = visit(f"{address}/placement_distance")
    way = _way(page)
    way.get_by_text("Go into").click()
    way.get_by_role("link", name=NORTH).click()
    expect(way).to_contain_text(f"London{NORTH}")
    acts.settle(page)
    way.get_by_text("Go into").click()
    way.get_by_role("link", name="Camden").click()
    expect(way.locator("[aria-current]")).to_have_text("Camden")
    acts.settle(page)
    count = _children(london, CAMDEN)
    expect(way.get_by_role("link", name=BEHIND)).to_have_text(f"The {count:,} children behind these figures")
    way.get_by_role("link", name=BEHIND).click()
    expect(page).to_have_title(re.compile("^Children"))
    acts.settle(page)
    expect(page.locator(".lead")).to_contain_text(f"{count:,} children are listed")
    assert acts.count_rows(page, "The children behind the figures") == min(count, 500)
    expect(way).to_contain_text(f"London{NORTH}CamdenChildren")
    page.go_back()
    expect(page).to_have_title(re.compile("^Placement distance"))
    expect(way.locator("[aria-current]")).to_have_text("Camden")
    acts.settle(page)
    page.go_back()
    expect(way.locator("[aria-current]")).to_have_text(NORTH)
    acts.settle(page)
    page.go_back()
    expect(way.locator("[aria-current]")).to_have_text("London")
    acts.settle(page)
    acts.sees_chosen(page)


def test_up_again_by_the_way_keeps_the_other_choices(visit: Visit, address: str) -> None:
    page = visit(f"{address}/gaps?authority=Camden&placement_type=Foster+placements&kind=Need+cohort")
    way = _way(page)
    way.get_by_role("link", name=NORTH).click()
    expect(way.locator("[aria-current]")).to_have_text(NORTH)
    acts.settle(page)
    acts.sees_chosen(page, f"Area: {NORTH}", "Placement type: Foster placements")
    expect(page).to_have_url(re.compile(r"kind=Need\+cohort"))
    way.get_by_role("link", name="London", exact=True).click()
    expect(way.locator("[aria-current]")).to_have_text("London")
    acts.settle(page)
    acts.sees_chosen(page, "Placement type: Foster placements")


@pytest.mark.whole
def test_from_a_card_to_the_children_it_counts(visit: Visit, address: str, london: Scope) -> None:
    page = visit(f"{address}/?authority=Camden")
    card = page.locator(".figure").filter(has_text="Placed over 20 miles from home")
    card.get_by_role("link", name=re.compile("Only these children")).click()
    acts.chip(page, "Distance from home: Over 20 miles").wait_for()
    acts.settle(page)
    count = _children(london, {**CAMDEN, "distance": ("Over 20 miles",)})
    _way(page).get_by_role("link", name=f"The {count} children behind these figures").click()
    expect(page).to_have_title(re.compile("^Children"))
    expect(page.locator(".lead")).to_contain_text(f"{count} children are listed, {count} of them")
    acts.settle(page)


def test_a_viewer_never_sees_the_list_nor_reaches_it_by_address(visit: Visit, address: str) -> None:
    page = visit(f"{address}/placement_distance?authority=Camden")
    acts.view_as(page, "Viewer (protected)")
    expect(_way(page)).to_contain_text("Camden")
    expect(page.get_by_role("link", name=BEHIND)).to_have_count(0)
    page.watch.frames.clear()
    _follow(page, "children?authority=Camden")
    expect(page).to_have_title(re.compile("^Children"))
    acts.settle(page)
    expect(page.locator(".mast-facts .protected")).to_have_count(1)
    acts.reads(page, "open only to people entitled to exact figures")
    sent = b"".join(page.watch.frames)
    assert not re.search(rb"Camden [0-9A-F]{10}", sent)


@pytest.mark.whole
def test_links_in_the_page_keep_the_visit(visit: Visit, address: str) -> None:
    page = visit(f"{address}/placement_distance?authority=Camden")
    acts.view_as(page, "Viewer (protected)")
    page.locator("footer.foot").get_by_role("link", name="Definitions").click()
    expect(page).to_have_title(re.compile("^Definitions"))
    acts.settle(page)
    expect(page.locator(".mast-facts .protected")).to_have_count(1)
    page.go_back()
    expect(page).to_have_title(re.compile("^Placement distance"))
    acts.chip(page, "Responsible authority: Camden").wait_for()
    acts.settle(page)


def _way(page: Page) -> Locator:
    return page.get_by_role("navigation", name="Place")


def _follow(page: Page, where: str) -> None:
    """Go to an address within this visit, as a link in the page does."""
    page.locator("footer.foot a").first.evaluate("(link, where) => {link.href = where}", where)
    page.locator("footer.foot a").first.click()


def _children(london: Scope, chosen: dict[str, tuple[str, ...]]) -> int:
    found = query.fetch(london, ["chosen_children"], chosen, profile="exact")
    return int(found["chosen_children"].rows["child_count"].iloc[0])
