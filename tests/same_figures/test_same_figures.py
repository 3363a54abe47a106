"""A sample of the pages whose files are compared with their tables, and that the comparison sees what is apart."""

from __future__ import annotations

import io
import zlib
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from sufficiency import settings
from sufficiency.reference import tables
from tests.contact_sheet import taken
from tests.same_figures import compared, documents, drawn, spreadsheets
from tests.same_figures.drawn import Cell, Page

EACH = 36  # of the pages of places one in so many has its sheets compared in every run
WHOLE = "fairness/disproportionality", "Camden"  # with its slides, reports and PDFs in every run


def _sample(of: int) -> list[object]:
    """Each page of each place; the rest than one in ``of`` in the whole."""
    return [
        pytest.param(path, place, marks=[pytest.mark.whole] if _turn(path, place) % of else [])
        for path in taken.pages()
        for place in taken.PLACES
    ]


def _turn(path: Path, place: str) -> int:
    return zlib.crc32(f"{path.stem} {place}".encode())


def named(part: object) -> str:
    """A case by its page and place."""
    return part.stem if isinstance(part, Path) else str(part)


@pytest.mark.xdist_group("pages_0")
@pytest.mark.parametrize(("path", "place"), _sample(EACH), ids=named)
def test_every_csv_and_workbook_says_what_the_table_on_the_page_says(path: Path, place: str) -> None:
    assert compared.of_page(path, place, is_quick=True)[0] == []


@pytest.mark.whole
@pytest.mark.parametrize(("path", "place"), _sample(1), ids=named)
def test_every_file_of_a_page_says_what_the_page_says(path: Path, place: str) -> None:
    assert compared.of_page(path, place)[0] == []


@pytest.fixture(scope="module")
def seen() -> Page:
    """A page with a chart, tables and all kinds of file."""
    return drawn.page(settings.ROOT / "pages" / f"{WHOLE[0]}.py", WHOLE[1])


@pytest.mark.xdist_group("pages_0")
def test_slides_reports_and_pdfs_of_a_page_say_what_its_tables_say() -> None:
    path = settings.ROOT / "pages" / f"{WHOLE[0]}.py"
    differences, cells = compared.of_page(path, WHOLE[1])
    assert differences == [] and cells > 50


@pytest.mark.xdist_group("pages_0")
def test_the_comparison_sees_what_is_apart(seen: Page) -> None:
    figure = next(figure for figure in seen.figures if len(figure.rows) > 1)
    place = next(n for n, column in enumerate(figure.columns) if column.is_measure)
    first = list(figure.rows[0])
    for other in (Cell("1,234.5"), Cell("c"), Cell("Not known")):
        changed = replace(figure, rows=(tuple([*first[:place], other, *first[place + 1 :]]), *figure.rows[1:]))
        assert len([fault for fault in spreadsheets.faults(changed) if "row 1" in fault]) >= 2, other
    swapped = replace(figure, rows=(figure.rows[1], figure.rows[0], *figure.rows[2:]))
    assert [*spreadsheets.faults(swapped)]
    renamed = replace(figure, heads=("Something else", *figure.heads[1:]))
    assert [fault for fault in spreadsheets.faults(renamed) if "headed" in fault]
    with pytest.raises(AssertionError, match="rows in the file"):
        [*spreadsheets.of_csv(replace(figure, result=figure.result.at([True])), figure.files["csv"]())]
    report = next(build() for name, build in seen.files.items() if name.endswith(".docx"))
    held = docx.Document(io.BytesIO(report))
    held.tables[0].rows[1].cells[-1].text = "9,999"
    other = io.BytesIO()
    held.save(other)
    assert [*documents.faults(seen, "docx", other.getvalue())]
    pdf = next(build() for name, build in seen.files.items() if "-report_" in name and name.endswith(".pdf"))
    assert [*documents.of_pdf(pdf, documents.tables("docx", other.getvalue()))]


@pytest.mark.xdist_group("pages_0")
def test_bands_of_age_stand_in_the_order_of_age() -> None:
    """'1 to 4, 10 to 15, 16 and over, 5 to 9, Under 1' is the alphabet's."""
    bands = [row["age_band"] for row in tables.records("age_bands")]
    compared_pairs = 0
    for figure in drawn.page(settings.ROOT / "pages" / "need" / "need_cohorts.py", WHOLE[1]).figures:
        for place, column in enumerate(figure.columns):
            labels = [n for n, other in enumerate(figure.columns) if not other.is_measure and n != place]
            for row, after in zip(figure.rows, figure.rows[1:], strict=False):
                both = [line[place].words for line in (row, after)]
                if not column.is_measure and {*both} <= {*bands} and all(row[n] == after[n] for n in labels):
                    assert bands.index(both[0]) < bands.index(both[1]), (figure.key, both)
                    compared_pairs += 1
    assert compared_pairs > len(bands)


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (12.5, '#,##0"%"', "13%"),
        (-1230.0, "£#,##0", "−£1,230"),
        (4.0, "#,##0.0", "4.0"),
        ("'=1", "General", "=1"),
        (None, "General", ""),
    ],
)
def test_a_cell_is_read_as_excel_shows_it(value: object, form: str, words: str) -> None:
    assert spreadsheets.written(value, form) == words
