"""What is taken away is what is on screen: the same figures, and pictures that are pictures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.presentation import formatting
from sufficiency.result import EXACT
from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_0")

VIEW = "placement_locality"


@pytest.mark.parametrize("role", ["Regional analyst (exact)", "Viewer (protected)"])
def test_files_hold_the_table_on_screen(role: str, visit: Callable[..., Page], address: str, london: Scope) -> None:
    view = query.fetch(london, [VIEW], {}, profile=EXACT)[VIEW].view  # its columns name the comparator
    page = visit(f"{address}/placement_distance")
    if role.startswith("Viewer"):
        acts.view_as(page, role)
    acts.choose(page, "Placement type", "Foster placements")
    heading, *shown = acts.table(page, "Inside or outside the authority, near or far")
    lines = acts.take(page, VIEW, "CSV").decode("utf-8-sig").splitlines()
    assert any(line.startswith("# Children: ") and "Foster placements" in line for line in lines)
    kept = csv.DictReader(io.StringIO("\n".join(line for line in lines if line[0] != "#")))
    named = {formatting.heading(column): column for column in view.columns}
    columns = [named[words] for words in heading]
    rows = [[row[column.name] for column in columns] for row in kept]
    assert len(columns) == len(heading) and len(rows) == len(shown)
    _are_the_same(rows, shown)
    book = openpyxl.load_workbook(io.BytesIO(acts.take(page, VIEW, "Excel")), data_only=True)
    cells = {tuple(row[: len(columns)]) for sheet in book for row in sheet.values}
    text = {tuple(str(cell) for cell in row if cell is not None)[:1] for row in cells}
    assert {(row[0],) for row in rows} <= text
    assert acts.take(page, VIEW, "Picture (PNG)").startswith(b"\x89PNG\r\n")
    drawing = acts.take(page, VIEW, "Drawing (SVG)").decode()
    assert "<svg" in drawing and "Foster placements" in drawing


def test_a_chart_offers_no_bare_figures_or_pictures_of_streamlits_own(visit: Callable[..., Page], address: str) -> None:
    """They would lack the caption and the notes on protection."""
    page = visit(f"{address}/placement_distance")
    page.get_by_test_id("stVegaLiteChart").first.hover()
    offered = page.get_by_test_id("stElementToolbar").first.get_by_role("button")
    expect(offered).to_have_count(1)
    expect(offered).to_have_accessible_name(re.compile("^Fullscreen"))


def test_a_whole_table_in_excel_is_the_table_on_screen(visit: Callable[..., Page], address: str, london: Scope) -> None:
    view = query.view_of(london, "placement_distance")
    page = visit(f"{address}/views?view={view.title.replace(' ', '+')}&sex=Female")
    heading, *shown = acts.table(page, view.title)
    book = openpyxl.load_workbook(io.BytesIO(acts.take(page, "view", "Excel")))
    sheet = book["Table"]
    heads = [cell.value for cell in sheet[3]]
    kept = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert len(kept) == len(shown) > 30 and set(heading) <= set(heads)
    places = [heads.index(words) for words in heading]
    rows = [["" if row[place] is None else str(row[place]) for place in places] for row in kept]
    _are_the_same(rows, shown)
    assert all(isinstance(row[heads.index("Children looked after")], int) for row in kept)
    assert "Sex: Female" in str([cell.value for row in book["Cover"] for cell in row])


def _are_the_same(rows: list[list[str]], shown: list[list[str]]) -> None:
    for row, line in zip(rows, shown, strict=True):
        for kept, seen in zip(row, line, strict=True):
            number = re.fullmatch(r"(−?)£?([\d,]+(?:\.(\d+))?)%?(?: \S+ to \S+)?", seen)
            if not number or not re.fullmatch(r"-?[\d.]+", kept):
                assert kept == seen or (kept, seen) == ("", "Not known")
                continue
            value = float(number[2].replace(",", "")) * (-1 if number[1] else 1)
            assert abs(value - float(kept)) <= 0.51 * 10 ** -len(number[3] or "")
