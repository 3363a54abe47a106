"""Ten jobs of people who work for one borough, each from *My borough* in at most four clicks; five end with a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from sufficiency import query
from sufficiency.database.scope import Scope
from tests.browser import acts
from tests.contact_sheet import reports, slides

pytestmark = pytest.mark.xdist_group("browser_2")

MOST_CLICKS = 4
CAMDEN = {"authority": ("E09000007",)}
HOMES = "Children's homes and secure homes"


@dataclass
class Chair:
    """One person at one screen, whose clicks are counted."""

    page: Page
    address: str
    clicks: int = 0

    def begin(self, place: str, view_as: str = "") -> None:
        """At *My borough* of a place, with no click so far."""
        self.page.goto(f"{self.address}/my_borough?authority={place}")
        acts.settle(self.page)
        if view_as:
            acts.pick(self.page, "View as", view_as)
            acts.reads(self.page, "Protected")
            acts.settle(self.page)
        self.clicks = 0

    def follow(self, words: str) -> None:
        """Click a link of the page."""
        self.clicks += 1
        acts.follow(self.page, self.page.get_by_test_id("stMain").get_by_role("link", name=words, exact=True).first)

    def choose(self, label: str, option: str) -> None:
        """Choose in the filter bar: the list, then one of it."""
        self.clicks += 2
        acts.pick(self.page, label, option)
        # My borough keeps its chips out of sight: the bar beside it shows what is chosen.
        chip = self.page.locator(".st-key-chips button").filter(has_text=f"{label}: {option}").first
        chip.wait_for(state="attached")
        acts.settle(self.page)

    def take(self, kind: str) -> bytes:
        """Take the whole page away as a file."""
        self._click(self.page.locator(".st-key-take_page button").first)
        return self.press(kind)

    def press(self, button: str) -> bytes:
        """Press a button that makes a file."""
        self.clicks += 1
        given = acts.handed_out(self.page, self.page.get_by_role("button", name=re.compile(button)))
        return Path(given.path()).read_bytes()

    def _click(self, found: Locator) -> None:
        self.clicks += 1
        found.click()
        acts.settle(self.page)

    @property
    def lead(self) -> Locator:
        """The sentence the page opens with."""
        return self.page.locator(".lead").first


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    """One window for all of the jobs."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    page = context.new_page()
    page.set_default_timeout(acts.PATIENCE)
    yield page
    context.close()


@pytest.fixture
def chair(screen: Page, address: str) -> Iterator[Chair]:
    """Somebody in a borough's chair, who has clicked at most four times at the end."""
    sitting = Chair(screen, address)
    yield sitting
    assert 0 < sitting.clicks <= MOST_CLICKS, sitting.clicks


def _judged(file: bytes, faults: Callable[[bytes], Iterator[str]]) -> None:
    assert list(faults(file)) == []


@pytest.mark.whole
def test_1_the_share_away_its_change_and_similar_boroughs(chair: Chair, london: Scope) -> None:
    chair.begin("Camden")
    chair.choose("Compared with", "Neighbours")
    chosen = {**CAMDEN, "comparator": ("neighbours",)}
    headline = query.fetch(london, ["headline"], chosen, profile="exact")["headline"]
    for measure, name in (
        ("out_of_area", "Placed outside the responsible borough"),
        ("distant", "Placed over 20 miles from home"),
    ):
        row = headline.where(measure=measure).rows.iloc[0]
        card = chair.page.locator(".figure").filter(has_text=name)
        expect(card.locator(".value")).to_have_text(f"{row['value']:.0f}%")
        expect(card).to_contain_text(f"statistical neighbours: {row['comparator_value']:.0f}%")
        expect(card).to_contain_text("No clear change in a year")
    chair.follow("Placement distance")
    expect(chair.lead).to_contain_text("Camden")
    acts.reads(chair.page, re.compile("Compared with 10 of 10 statistical neighbours"))


def test_2_who_lives_furthest_why_in_which_home_on_a_map(chair: Chair, london: Scope) -> None:
    chair.begin("Camden")
    expect(chair.page.get_by_test_id("stDeckGlJsonChart").first).to_be_visible()
    chair.follow("The 206 children behind these figures")
    heads, first = acts.table(chair.page, "The children behind the figures")[:2]
    listed = query.fetch(london, ["children"], CAMDEN, profile="exact")["children"].rows
    furthest = listed.sort_values("distance_miles", ascending=False).iloc[0]
    row = dict(zip(heads, first, strict=True))
    assert acts.count_rows(chair.page, "The children behind the figures") == len(listed)
    assert row["Reason recorded for the distance"] == furthest["distance_reason"]
    assert row["Provider's name"] == furthest["provider_name"]


@pytest.mark.whole
def test_3_supported_accommodation_and_its_price_beside_neighbours(chair: Chair, london: Scope) -> None:
    chair.begin("Camden")
    chair.choose("Compared with", "Neighbours")
    chair.follow("16 and over")
    chosen = {**CAMDEN, "comparator": ("neighbours",), "age_band": ("16 and over",)}
    priced = query.fetch(london, ["costs_by_type"], chosen, profile="exact")["costs_by_type"]
    row = priced.where(placement_type="Supported accommodation").rows.iloc[0]
    expect(chair.lead).to_contain_text(f"Camden: {row['child_count']:.0f} of ")
    expect(chair.lead).to_contain_text(f"£{row['median_gbp_week']:,.0f} a week, and £")
    expect(chair.lead).to_contain_text(f"£{row['comparator_median_gbp_week']:,.0f} a week across 10 of 10 statistical")


def test_4_the_dearest_beside_similar_need_and_with_whom_to_talk(chair: Chair, london: Scope) -> None:
    chair.begin("Camden")
    chair.follow("Dearest placements")
    dearest = query.fetch(london, ["top_placements"], CAMDEN, profile="exact")["top_placements"].rows
    assert acts.count_rows(chair.page, "Weekly cost of each placement") == len(dearest)
    table = acts.table(chair.page, "Weekly cost of each placement")
    assert {row[table[0].index("Owner of the home")] for row in table[1:]} == set(dearest["owner_name"])
    _judged(chair.take(r"Slides \(PowerPoint\)"), slides.faults)


@pytest.mark.whole
def test_5_whose_children_fill_homes_here_who_runs_them_and_how_they_are_judged(chair: Chair, london: Scope) -> None:
    chair.begin("Camden")
    chair.follow("Homes here")
    owners = query.fetch(london, ["home_owners"], CAMDEN, profile="exact")["home_owners"].where(placement_type=HOMES)
    table = acts.table(chair.page, "Who runs the homes in")
    assert {row[0]: row[3] for row in table[1:]} == {
        row["owner_name"]: f"{row['place_count']:.0f}" for row in owners.rows.to_dict("records")
    }
    acts.reads(chair.page, "Whose children live in Camden: children's homes and secure homes")
    _judged(chair.take(r"Report \(Word\)"), reports.docx_faults)


def test_6_parents_with_a_child_assessments_weeks_and_cost(chair: Chair, london: Scope) -> None:
    chair.begin("Croydon")
    chair.follow("Parents with a child")
    chosen = {"authority": ("E09000008",), "grouping": ("borough",)}
    row = query.fetch(london, ["parent_assessments"], chosen, profile="exact")["parent_assessments"].rows.iloc[0]
    expect(chair.lead).to_contain_text(f"Croydon: {row['begun_count']:.0f} placements in a family centre")
    shared = [words for words in acts.said(chair.page).all_inner_texts() if "South West London" in words]
    assert shared  # what a service shared with the sub-region would serve
    _judged(chair.take(r"Slides \(PDF\)"), reports.pdf_faults)


def test_7_what_is_missing_is_one_number_with_its_range_and_basis(chair: Chair, london: Scope) -> None:
    chair.begin("Camden")
    chair.choose("Need cohort", "Complex adolescents")
    chair.follow("North Central London")
    chosen = {"area": ("North Central London",), "cohort": ("complex_adolescents",)}
    gaps = query.fetch(london, ["gaps"], chosen, profile="exact")["gaps"]
    row = gaps.where(kind="Need cohort", category_code="complex_adolescents").rows.iloc[0]
    said = f"{row['demand_gap_low_count']:.0f} to {row['demand_gap_high_count']:.0f}"
    expect(chair.page.locator(".panel").filter(has_text="Missing here")).to_contain_text(said)
    chair.follow("Gaps")
    expect(chair.lead).to_contain_text(f"North Central London has a gap, {said} children placed elsewhere")
    expect(chair.lead).to_contain_text("return says")
    # Of one kind of need in one area there is one range: in words, as no picture says more of it.
    expect(chair.page.locator("[class*='st-key-figure_'] .alone").first).to_have_text(f"North Central London: {said}.")


@pytest.mark.whole
def test_8_a_slide_of_stability_over_five_years(chair: Chair) -> None:
    chair.begin("Camden")
    chair.follow("Stability")
    words = acts.said(chair.page).first.inner_text()
    assert "Camden" in words and "London" in words
    _judged(chair.take(r"Slides \(PowerPoint\)"), slides.faults)


@pytest.mark.whole
def test_9_an_evidence_pack_for_deprivation_of_liberty(chair: Chair) -> None:
    chair.begin("Croydon")
    chair.choose("Need cohort", "Deprived of liberty")
    chair.follow("Evidence pack")
    # What a home of three beds would cost and save is a click further, for the same choices.
    where = chair.page.get_by_role("link", name="Open places here").get_attribute("href") or ""
    assert where.startswith("open_places?") and "authority=Croydon" in where
    _judged(chair.press(r"Make the evidence pack \(Word\)"), reports.docx_faults)


def test_10_a_viewer_sees_need_and_the_flows_that_are_large_enough(chair: Chair) -> None:
    chair.begin("Camden", view_as="Viewer (protected)")
    chair.follow("North Central London")
    need = chair.page.locator(".panel").filter(has=chair.page.get_by_role("heading", name="Need", exact=True))
    expect(need).to_contain_text("Autism")
    chair.follow("Flows")
    expect(chair.page.get_by_test_id("stDeckGlJsonChart").first).to_be_visible()
    acts.reads(chair.page, "Rows of too few children to show are left out")
