"""Choosing: in the bar, by preset, by chip, by a click on a bar, by address and by Back."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Position, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.presentation.charts import marks, palette
from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_1")

Visit = Callable[..., Page]
DISTANCE = ("Where do they live?", "Placement distance")


def test_a_choice_changes_the_figures_and_a_chip_drops_it(visit: Visit, address: str, london: Scope) -> None:
    page = visit(address)
    before = acts.cards(page)
    acts.choose(page, "Responsible authority", "Barnet")
    chosen = {"authority": ("E09000003",)}
    expect(acts.card(page, "Children looked after")).to_have_text(_looked_after(london, chosen))
    expect(page.locator(".lead")).to_contain_text("Barnet")
    acts.chip(page, "Responsible authority: Barnet").click()
    expect(page.locator(".st-key-chips")).to_have_count(0)
    acts.settle(page)
    assert acts.cards(page) == before


def test_choices_follow_from_page_to_page(visit: Visit, address: str) -> None:
    page = visit(address)
    acts.choose(page, "Placement type", "Foster placements")
    acts.go(page, *DISTANCE)
    acts.sees_chosen(page, "Placement type: Foster placements")
    acts.go(page, "Who needs what?", "Need cohorts")
    acts.sees_chosen(page, "Placement type: Foster placements")
    expect(page).to_have_url(re.compile(r"placement_type=Foster\+placements"))


def test_the_address_shows_another_reader_the_same(visit: Visit, address: str) -> None:
    page = visit(f"{address}/placement_distance")
    acts.choose(page, "Responsible authority", "Barnet")
    acts.choose(page, "As at", "31 March 2025")
    expect(page).to_have_url(re.compile("authority=Barnet"))
    expect(page).to_have_url(re.compile(r"as_at=31\+March\+2025"))
    other = visit(page.url)
    acts.sees_chosen(other, "As at: 31 March 2025", "Responsible authority: Barnet")
    acts.settle(other)
    assert acts.body(other) == acts.body(page)


def test_charts_turn_dark_with_the_system_without_a_click_and_without_a_rerun(visit: Visit, address: str) -> None:
    page = visit(f"{address}/stability", color_scheme="light")
    chart = "[data-testid=stVegaLiteChart]"
    inks = page.locator(f"{chart} .role-axis-label text").first
    bars = page.locator(f"{chart} [fill='{palette.surface('primary', 'light')}']").first
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        for part, name in ((inks, "text"), (bars, "primary")):
            shade = palette.surface(name, scheme)
            red, green, blue = (int(shade[place : place + 2], 16) for place in (1, 3, 5))
            expect(part).to_have_css("fill", f"rgb({red}, {green}, {blue})")
            expect(part).to_have_attribute("fill", palette.surface(name, "light"))


def test_back_undoes_a_choice_and_then_a_page(visit: Visit, address: str) -> None:
    page = visit(address)
    acts.choose(page, "Responsible authority", "Barnet")
    barnet = acts.cards(page)
    acts.choose(page, "Placement type", "Foster placements")
    page.go_back()
    expect(page.locator(".st-key-chips")).not_to_contain_text("Foster")
    acts.settle(page)
    acts.sees_chosen(page, "Responsible authority: Barnet")
    assert acts.cards(page) == barnet
    acts.go(page, *DISTANCE)
    page.go_back()
    expect(page).to_have_title(re.compile("^Overview"))
    acts.settle(page)
    acts.sees_chosen(page, "Responsible authority: Barnet")
    assert acts.cards(page) == barnet


def test_presets_and_clear(visit: Visit, address: str) -> None:
    page = visit(address)
    page.get_by_role("button", name="Ready-made choices").click()
    presets = page.get_by_test_id("stPopoverBody")
    presets.get_by_role("button", name="Placed over 20 miles from home").click()
    acts.chip(page, "Distance from home: Over 20 miles").wait_for()
    acts.settle(page)
    expect(acts.card(page, "Placed over 20 miles from home")).to_have_text("100%")
    acts.press(page, "My authority", "Hackney")
    presets.get_by_role("button", name="My authority").click()
    acts.chip(page, "Responsible authority: Hackney").wait_for()
    acts.settle(page)
    acts.sees_chosen(page, "Responsible authority: Hackney")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Clear all choices").click()
    expect(page.locator(".st-key-chips")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"^[^?]*$"))


@pytest.mark.whole
def test_more_choices_are_made_kept_in_the_address_and_dropped(visit: Visit, address: str) -> None:
    page = visit(f"{address}/views")
    acts.more(page)
    acts.choose(page, "Sex", "Female")
    expect(page).to_have_url(re.compile("sex=Female"))
    other = visit(page.url)
    acts.sees_chosen(other, "Sex: Female")
    acts.chip(page, "Sex: Female").click()
    expect(page.locator(".st-key-chips")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("sex="))


def test_what_one_authority_is_compared_with_is_a_choice_in_the_address(visit: Visit, address: str) -> None:
    page = visit(f"{address}/?authority=Camden")
    beside = page.locator(".figure", has_text="Placed outside")
    expect(beside).to_contain_text("London:")
    acts.choose(page, "Compared with", "Neighbours")
    expect(beside).to_contain_text(re.compile(r"\d+ of 10 statistical neighbours: \d"))
    expect(page).to_have_url(re.compile("comparator=Neighbours"))
    expect(page.locator(".lead")).to_contain_text("statistical neighbours it is")
    acts.choose(page, "Compared with", "Sub-region")
    expect(beside).to_contain_text("North Central London")
    # Protected figures stand beside London or a sub-region.
    acts.choose(page, "Compared with", "Neighbours")
    acts.view_as(page, "Viewer (protected)")
    expect(beside).to_contain_text("London:")
    assert not acts.offers(page, "Compared with", "Neighbours")


@pytest.mark.whole
def test_an_address_that_names_a_choice_by_its_code_keeps_it(visit: Visit, address: str) -> None:
    page = visit(f"{address}/?authority=E09000007&comparator=neighbours&as_at=2025-03-31")
    chosen = ("As at: 31 March 2025", "Responsible authority: Camden", "Compared with: Neighbours")
    acts.sees_chosen(page, *chosen)
    expect(page.locator(".figure", has_text="Placed outside")).to_contain_text("of 10 statistical neighbours")
    for words in ("authority=Camden", "comparator=Neighbours", r"as_at=31.{1,3}March.{1,3}2025"):
        expect(page).to_have_url(re.compile(words))
    acts.sees_chosen(visit(page.url), *chosen)


def test_a_click_on_a_mark_chooses(visit: Visit, address: str) -> None:
    page = visit(address)
    marks = page.get_by_test_id("stVegaLiteChart").nth(1).locator("[aria-roledescription=point]")
    words = marks.first.get_attribute("aria-label") or ""
    name = re.search(r"category_label: ([^;]+)", words)
    assert name, words
    chosen = f"Responsible authority: {name[1]}"
    marks.first.click()
    acts.sees_chosen(page, chosen)
    acts.settle(page)
    acts.chip(page, chosen).click()
    expect(page.locator(".st-key-chips")).to_have_count(0)
    acts.settle(page)
    page.locator(f"[aria-roledescription=point][aria-label*='label: {name[1]}']").first.click()
    acts.sees_chosen(page, chosen)


def test_a_click_on_a_cell_chooses_what_stands_at_its_head_and_its_side(visit: Visit, address: str) -> None:
    page = visit(f"{address}/placement_mix")
    matrix = page.get_by_test_id("stVegaLiteChart").first
    matrix.locator("[aria-roledescription='rect mark']").nth(2).click()
    chips = page.locator(".st-key-chips")
    expect(chips).to_contain_text("Placement type")
    expect(chips).to_contain_text("Provider")
    acts.settle(page)
    page.go_back()
    expect(chips).to_have_count(0)
    acts.settle(page)


@pytest.mark.whole
def test_two_readers_each_see_their_own(visit: Visit, address: str, london: Scope) -> None:
    first, second = visit(address), visit(address)
    pairs = [("Barnet", "Bexley"), ("Brent", "Camden"), ("Croydon", "Ealing"), ("Enfield", "Harrow")]
    codes = {option.label: option.value for option in query.options(london)}
    for done, pair in enumerate(pairs, start=1):
        for page, name in zip((first, second), pair, strict=True):
            acts.pick(page, "Responsible authority", name)
        for place, page in enumerate((first, second)):
            acts.chip(page, pair[place]).wait_for()
            acts.settle(page)
            chosen = tuple(codes[one[place]] for one in pairs[:done])
            expected = _looked_after(london, {"authority": chosen})
            expect(acts.card(page, "Children looked after")).to_have_text(expected)


def _looked_after(london: Scope, chosen: dict[str, tuple[str, ...]]) -> str:
    rows = query.fetch(london, ["headline"], chosen, profile="exact")["headline"].rows
    return f"{rows.set_index('measure').loc['looked_after', 'value']:,.0f}"


def test_a_choice_leaves_what_stays_on_the_page_as_it_stands(visit: Visit, address: str) -> None:
    """Made anew, a map would take a second to draw and an opened table would close."""
    page = visit(f"{address}/cost_map")
    acts.look_behind(page, "costs_by_area")
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first.element_handle()
    acts.choose(page, "Age", "16 and over")
    assert canvas.evaluate("canvas => canvas.isConnected")
    expect(page.locator(".st-key-take_costs_by_area")).to_be_visible()
    page = visit(address)
    chart = page.locator("[data-testid=stVegaLiteChart] svg.marks").nth(1).element_handle()
    acts.choose(page, "Responsible authority", "Barnet")
    assert chart.evaluate("drawn => drawn.isConnected")
    said = chart.evaluate("drawn => [...drawn.querySelectorAll('text')].map(t => t.textContent)")
    assert f"{marks.SIGN} Barnet" in said and "Kingston upon Thames" in said, (
        "the one chosen is marked among the others"
    )


def test_a_click_on_a_map_chooses_the_authority_its_tip_names(visit: Visit, address: str) -> None:
    page = visit(f"{address}/cost_map")
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    frame = canvas.bounding_box()
    assert frame is not None
    west: Position = {"x": frame["width"] * 0.36, "y": frame["height"] / 2}
    _point(page, west, "Hounslow")
    expect(page.locator(".deck-tooltip")).to_contain_text("a week")
    canvas.click(position=west)
    chosen = "Responsible authority: Hounslow"
    acts.sees_chosen(page, chosen)
    acts.settle(page)
    acts.chip(page, chosen).click()
    expect(page.locator(".st-key-chips")).to_have_count(0)
    acts.settle(page)
    _point(page, west, "Hounslow")
    canvas.click(position=west)  # once more
    acts.sees_chosen(page, chosen)


def test_a_click_on_a_map_that_is_shown_smaller_chooses_what_its_tip_names(visit: Visit, address: str) -> None:
    page = visit(f"{address}/cost_map", width=400)
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    frame = canvas.bounding_box()
    assert frame is not None and frame["width"] < canvas.evaluate("canvas => canvas.clientWidth")
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box()
    assert box is not None and box["height"] < box["width"], "London is wider than high, and so is its frame"
    west: Position = {"x": frame["width"] * 0.08, "y": frame["height"] / 2}
    _point(page, west, "Hillingdon")
    tip = page.locator(".deck-tooltip")
    size, wide = tip.evaluate("tip => [parseFloat(getComputedStyle(tip).fontSize), tip.offsetWidth]")
    shown = tip.bounding_box()
    assert shown is not None and size * shown["width"] / wide == pytest.approx(14, abs=0.2), "its tip is no smaller"
    canvas.click(position=west)
    # What is chosen stands in the bar, which a phone folds away, and in the address.
    page.wait_for_url("**authority=Hillingdon*")


def _point(page: Page, place: Position, name: str) -> None:
    """Point at the map until its tip has ``name``: who points before it is drawn points again."""
    tip = page.locator(".deck-tooltip").filter(has_text=name)
    for _ in range(acts.PATIENCE // acts.TRY):
        page.locator("[data-testid=stDeckGlJsonChart] canvas").first.hover(position=place)
        try:
            tip.wait_for(timeout=acts.TRY)  # a busy machine draws the tip some frames later
            return
        except PlaywrightTimeout:
            page.mouse.move(0, 0)
    raise AssertionError(f"the map shows no tip of {name}")


def test_outlines_are_asked_for_once_and_hold_only_boundaries(visit: Visit, address: str) -> None:
    page, asked = visit(address), []
    page.on("request", lambda request: asked.append(request.url.partition("/outlines/")[2]))
    page.goto(f"{address}/flows")
    acts.settle(page)
    # Between all of London's authorities flows stay inside it; those of one reach as far as its children do.
    outlines = ["england-borders.json", "london-borders.json"]
    for choice in (("Responsible authority", "Barnet"), ("Age", "10 to 15")):
        acts.choose(page, *choice)
        assert sorted(filter(None, asked)) == outlines
    for name in outlines:
        sent = page.request.get(f"{address}/outlines/{name}")
        assert set(sent.json()[0]) == {"polygon"}
        assert "connect-src 'self'" in sent.headers["content-security-policy"]
    assert page.request.get(f"{address}/outlines/london-children.json").status == 404


RING = """box => {
    const isRinged = part => {
        const look = getComputedStyle(part);
        return parseFloat(look.outlineWidth) >= 2 && look.outlineStyle !== 'none';
    };
    for (let part = box, steps = 0; part && steps < 4; part = part.parentElement, steps += 1) {
        if (isRinged(part)) return true;
    }
    return false;
}"""


def test_the_workbench_is_worked_by_keyboard_alone_and_shows_where_it_is(visit: Visit, address: str) -> None:
    page = visit(f"{address}/workbench")
    sql, listed = page.get_by_label("One SELECT", exact=True), page.get_by_role("combobox", name="Views to read from")
    first = sql.input_value()
    sql.focus()
    assert sql.evaluate(RING)
    page.keyboard.press("Tab")  # an area for text keeps nobody in
    expect(sql).not_to_be_focused()
    listed.focus()
    assert listed.evaluate(RING)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    option = page.locator("[role=option][data-focused]").first
    expect(option).to_be_visible()
    assert option.evaluate(RING)
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    listed.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    acts.settle(page)
    page.get_by_role("button", name="Begin with all of it").press("Enter")
    expect(sql).not_to_have_value(first)
    page.get_by_role("button", name="Ask", exact=True).press("Enter")
    expect(page.get_by_text("Your question", exact=True).first).to_be_visible()


def test_whose_children_live_here_are_those_chosen_or_said_to_be_all(visit, address: str) -> None:
    """Under *Self-harm; 10 to 15* stood the 64 of Camden's own and everybody else's, beside *inside it live 0*."""
    page = visit(f"{address}/flows?authority=Camden&cohort=self_harm&age_band=10+to+15")
    acts.unfold(page)
    acts.reads(page, "inside it live 0 children of other London authorities")
    acts.reads_not(page, "Camden: 64")
    expect(page.get_by_text("Whose children live in Camden", exact=True).first).to_be_visible()
    page = visit(f"{address}/flows?authority=Croydon&age_band=10+to+15")
    acts.view_as(page, "Viewer (protected)")
    expect(page.get_by_text("Whose children live in Croydon, of all children").first).to_be_visible()


def test_compare_asks_for_an_authority_until_one_is_chosen_here_or_in_the_bar(visit: Visit, address: str) -> None:
    """It began with the two that the alphabet puts first."""
    page = visit(f"{address}/compare?compare=Authorities")
    expect(page.get_by_text("Choose an authority, here or in the bar")).to_be_visible()
    acts.choose(page, "Responsible authority", "Hackney")
    expect(page.locator(".lead")).to_contain_text("Hackney and ")
    assert page.get_by_test_id("stMain").get_by_role("combobox", name="This", exact=True).input_value() == "Hackney"


def test_compare_stands_beside_whom_it_can_be_compared_with(visit: Visit, address: str) -> None:
    """Kingston stood beside Sutton, whose last return is missing, and no share could be shown."""
    page = visit(f"{address}/compare?authority=Kingston+upon+Thames")
    expect(page.locator(".lead")).not_to_contain_text("does not count")
    expect(page.locator(".lead")).not_to_contain_text("Sutton")
