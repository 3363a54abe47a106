"""The commonest jobs, each done as a person does it, and three of them without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from sufficiency import query
from sufficiency.database.scope import Scope
from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_1")

Visit = Callable[..., Page]
BARNET = {"authority": ("E09000003",)}


def test_my_out_of_borough_share_and_its_trend(visit: Visit, address: str, london: Scope) -> None:
    page = visit(address)
    acts.choose(page, "Responsible authority", "Barnet")
    found = query.fetch(london, ["headline"], BARNET, profile="exact")["headline"]
    share = found.where(measure="out_of_area").rows["value"].iloc[0]
    card = acts.card(page, "Placed outside the responsible borough")
    expect(card).to_have_text(f"{share:.0f}%")
    acts.pick(page, "Measure over time", "Placed outside the responsible borough")
    heading = page.get_by_role("heading", name=re.compile("outside the responsible borough"))
    expect(heading.first).to_be_visible()
    expect(acts.said(page).first).to_contain_text("outside the responsible borough")


def test_the_boroughs_sending_most_teenagers_over_20_miles(visit: Visit, address: str, london: Scope) -> None:
    page = visit(f"{address}/placement_distance")
    acts.choose(page, "Age", "16 and over")
    chosen = {"age_band": ("16 and over",)}
    places = query.fetch(london, ["placement_distance"], chosen, profile="exact")
    five = places["placement_distance"].rows.nlargest(5, "distant_pct")["authority_name"]
    acts.unfold(page)
    names = page.locator("[class*='st-key-figure_distant_pct'] svg.marks .role-axis-label text")
    expect(names.filter(has_text=five.iloc[0])).to_have_count(1)
    down = names.evaluate_all("""names => names.map(name => [name.getBoundingClientRect().y, name.textContent])
        .sort((one, other) => one[0] - other[0]).map(name => name[1])""")
    assert down[:5] == list(five)


def test_who_uses_the_places_in_my_borough(visit: Visit, address: str, london: Scope) -> None:
    page = visit(f"{address}/provision?authority=Barnet")
    expect(page.get_by_role("heading", name="Whose children live in Barnet")).to_be_visible()
    homes = {"placement_type": ("Children's homes and secure homes",)}
    found = query.fetch(london, ["placement_flows"], homes, profile="exact")["placement_flows"]
    latest = found.where(host_authority_code="E09000003").rows.nlargest(2, "child_count")
    shown = {line[0]: line[1] for line in acts.table(page, "Whose children live in Barnet")[1:]}
    for name, count in zip(latest["authority_name"], latest["child_count"], strict=True):
        assert shown[name] == f"{count:,.0f}"


@pytest.mark.whole
def test_price_against_similar_need(visit: Visit, address: str) -> None:
    page = visit(f"{address}/value")
    expect(page.get_by_test_id("stVegaLiteChart").first).to_be_visible()
    expect(page.locator(".lead").first).to_contain_text("similar need")


@pytest.mark.whole
def test_an_evidence_pack(visit: Visit, address: str) -> None:
    page = visit(f"{address}/evidence_pack?authority=Barnet")
    given = acts.handed_out(page, page.get_by_role("button", name="Make the evidence pack (Word)"))
    assert given.path().read_bytes().startswith(b"PK")
    assert given.suggested_filename.endswith(".docx")


@pytest.mark.whole
def test_slides_of_a_page(visit: Visit, address: str) -> None:
    page = visit(address)
    page.locator(".st-key-take_page button").first.click()
    given = acts.handed_out(page, page.get_by_role("button", name="Slides (PowerPoint)"))
    assert given.path().read_bytes().startswith(b"PK")


def test_a_map_for_a_slide(visit: Visit, address: str) -> None:
    page = visit(f"{address}/cost_map")
    assert acts.take(page, "costs_by_area", "Picture (PNG)").startswith(b"\x89PNG")


def test_by_keyboard_a_choice_is_made_and_dropped(visit: Visit, address: str) -> None:
    page = visit(address)
    _tab_to(page, "Responsible authority")
    page.keyboard.type("Barnet")
    page.get_by_role("option", name="Barnet", exact=True).wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    acts.chip(page, "Responsible authority: Barnet").wait_for()
    acts.settle(page)
    _tab_to(page, "Responsible authority: Barnet ✕")
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-chips")).to_have_count(0)


@pytest.mark.whole
def test_by_keyboard_the_figures_are_read_as_a_table(visit: Visit, address: str) -> None:
    page = visit(f"{address}/placement_distance")
    _tab_to(page, "Table, meaning and files")
    page.keyboard.press("Enter")
    expect(page.locator(".rows table").first).to_be_visible()


def test_by_keyboard_a_file_is_taken_away(visit: Visit, address: str) -> None:
    page = visit(f"{address}/placement_distance")
    _tab_to(page, "Table, meaning and files")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="CSV").wait_for()
    _tab_to(page, "CSV")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename.endswith(".csv")


def test_the_first_tab_skips_to_the_page(visit: Visit, address: str) -> None:
    page = visit(address)
    page.keyboard.press("Tab")
    assert "skip" in _focused(page).lower()


def _tab_to(page: Page, name: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if _focused(page) == name:
            return
    raise AssertionError(f"{name} cannot be reached with the Tab key")


def _focused(page: Page) -> str:
    return page.evaluate(
        """() => {
            const found = document.activeElement;
            const said = found.getAttribute('aria-label') || found.innerText || '';
            return said.trim().split('\\n')[0];
        }"""
    )
