"""Jobs that end in a document or a comparison, done as a person does them in a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.presentation import evidence
from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_1")


def test_one_click_makes_an_evidence_pack_for_an_authority_and_a_cohort(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(f"{address}/evidence_pack?authority=Barnet&cohort=Complex+adolescents")
    given = acts.handed_out(page, page.get_by_role("button", name="Make the evidence pack (Word)"))
    assert given.suggested_filename == "evidence-pack_barnet_2026-03-31_exact.docx"
    report = Document(io.BytesIO(Path(given.path()).read_bytes()))
    words = "\n".join(paragraph.text for paragraph in report.paragraphs)
    for heading in {figure.heading for figure in evidence.figures()}:
        assert heading in words
    assert "Barnet" in words and "Complex adolescents" in words
    assert "[To be written: " in words and "snapshot demonstration" in words.lower()


def test_two_authorities_stand_side_by_side_with_the_figures_each_has_alone(
    visit: Callable[..., Page], address: str, london: Scope
) -> None:
    codes = {o.label: o.value for o in query.options(london) if o.choice == "authority"}
    page = visit(f"{address}/compare?this_authorities=Camden&with_authorities=Hackney")
    heading, *rows = acts.table(page, "Camden beside Hackney")
    shown = {row[0]: row[1:4] for row in rows}
    children = []
    for name in ("Camden", "Hackney"):
        chosen = {"authority": (codes[name],)}
        found = query.fetch(london, ["headline"], chosen, profile="exact")["headline"]
        children.append(int(found.where(measure="looked_after").rows["value"].iloc[0]))
    said = [int(text.replace("−", "-").replace(",", "")) for text in shown["Children looked after"]]
    assert said == [*children, children[1] - children[0]]
    assert shown["Placed over 20 miles from home"][2].endswith("points")


@pytest.mark.whole
def test_two_dates_stand_side_by_side_with_the_figures_each_has_alone(
    visit: Callable[..., Page], address: str, london: Scope
) -> None:
    page = visit(f"{address}/compare?authority=Camden")
    acts.pick_one(page, "Compare two", "Dates")
    expect(page.locator(".lead")).to_contain_text("31 March 2026 and 31 March 2025")
    acts.settle(page)
    heading, *rows = acts.table(page, "31 March 2026 beside 31 March 2025")
    assert heading[1:3] == ["31 March 2026", "31 March 2025"]
    shown = {row[0]: row[1:4] for row in rows}["Children looked after"]
    children = []
    for date in ("2026-03-31", "2025-03-31"):
        chosen = {"authority": ("E09000007",), "as_at": (date,)}
        found = query.fetch(london, ["headline"], chosen, profile="exact")["headline"]
        children.append(int(found.where(measure="looked_after").rows["value"].iloc[0]))
    assert [int(text.replace("−", "-")) for text in shown] == [*children, children[1] - children[0]]


def test_any_view_is_compared_for_two_authorities(visit: Callable[..., Page], address: str, london: Scope) -> None:
    page = visit(f"{address}/compare?this_authorities=Camden&with_authorities=Hackney")
    title, figure = "Placements by type and provider", "Children looked after"
    acts.pick(page, "What of them", title)
    expect(page.get_by_role("combobox", name="Figure", exact=True)).to_be_visible()
    acts.settle(page)
    acts.pick(page, "Figure", figure)
    expect(page.get_by_role("heading", name=f"{title}: {figure}")).to_be_visible()
    acts.settle(page)
    shown = {row[0]: row[1:3] for row in acts.table(page, "Camden beside Hackney")[1:]}
    for place, code in enumerate(("E09000007", "E09000012")):
        chosen = {"authority": (code,)}
        found = query.fetch(london, ["placement_mix"], chosen, profile="exact")["placement_mix"]
        for row in found.rows.itertuples():
            said = shown[f"{row.placement_type}, {row.provider_sector}"][place]
            assert said == f"{row.child_count:,}"


def test_a_word_or_a_figure_is_found_by_typing_it(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/definitions")
    page.get_by_label("Find a word or a figure").fill("herfindahl")
    page.keyboard.press("Enter")
    expect(page.locator(".lead")).to_have_text(re.compile("hold what you look for"))
    acts.settle(page)
    acts.reads(page, "Concentration")
    acts.reads_not(page, "Provision register")


def test_a_viewer_is_told_why_single_placements_are_not_listed(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/dearest")
    acts.reads(page, "placement 1")
    acts.view_as(page, "Viewer (protected)")
    acts.reads(page, "open only to people entitled to exact figures")
    acts.reads_not(page, "placement 1")
