"""A plan of new homes and its business case, made as a person makes them in a browser."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_1")


def test_a_person_plans_a_home_for_croydon_and_takes_its_business_case_in_word(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(f"{address}/open_places?authority=Croydon&cohort=Complex+adolescents")
    homes = page.get_by_role("spinbutton", name="Homes to open")
    homes.fill("1")
    homes.press("Enter")
    expect(page.locator(".lead").first).to_contain_text("4 beds for complex adolescents would serve most in Croydon")
    acts.settle(page)
    assert "siting_homes=1" in page.url
    with page.expect_download(timeout=acts.PATIENCE * 2) as taken:
        page.get_by_role("button", name="Make the business case (Word)").click()
    report = Document(io.BytesIO(Path(taken.value.path()).read_bytes()))
    words = "\n".join(paragraph.text for paragraph in report.paragraphs)
    assert "Business case for new homes: Croydon" in words
    assert "would serve most in Croydon" in words and "Sensitivity" in words and "[To be written: " in words
    cells = [cell.text for table in report.tables for row in table.rows for cell in row.cells]
    assert "Change nothing: go on paying today's prices" in cells
