"""A saved scenario, a plan of new homes and its business case, made as a person makes them in a browser."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_1")


def test_a_person_saves_a_scenario_plans_a_home_for_croydon_and_takes_the_case_of_both_in_word(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(f"{address}/what_if?authority=Croydon&levers=step_down:10")
    expect(page.locator(".lead").first).to_contain_text("Croydon", timeout=acts.PATIENCE * 3)
    acts.settle(page)
    page.get_by_role("button", name="Save and open scenarios").click()
    name = page.get_by_role("textbox", name="Name", exact=True)
    name.fill("More step-down")
    name.press("Enter")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="More step-down")).to_be_visible()
    page.keyboard.press("Escape")
    acts.open_here(page, "open_places")
    acts.choose(page, "Need cohort", "Complex adolescents")
    acts.settle(page)
    homes = page.get_by_role("spinbutton", name="Homes to open")
    homes.fill("1")
    homes.press("Enter")
    expect(page.locator(".lead").first).to_contain_text("4 beds for complex adolescents would serve most in Croydon")
    acts.settle(page)
    assert "siting_homes=1" in page.url
    acts.pick(page, "With a saved scenario", "More step-down")
    acts.settle(page)
    given = acts.handed_out(page, page.get_by_role("button", name="Make the business case (Word)"))
    assert given.suggested_filename.startswith("business-case-for-new-homes-in-croydon_")
    report = Document(io.BytesIO(Path(given.path()).read_bytes()))
    words = "\n".join(paragraph.text for paragraph in report.paragraphs)
    assert "Business case for new homes in Croydon" in words and "What if: More step-down" in words
    assert "would serve most in Croydon" in words and "Sensitivity" in words and "[To be written: " in words
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert "Change nothing: go on paying today's prices" in cells
