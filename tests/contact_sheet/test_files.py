"""A sample of the files of pages, by the rules that every one of them is judged by, and the rules themselves."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
import pytest
from pptx.util import Pt

from sufficiency import settings
from sufficiency.presentation import formatting
from sufficiency.presentation.export import Exhibit, once, pages, paper, table_rows
from tests.contact_sheet import slides, taken, words
from tests.contact_sheet.__main__ import faults

PAGES = ("distance/placement_distance", "supply/gaps")
# Each place once, and each page; in the whole each page of each place.
SAMPLE = [
    pytest.param(page, place, marks=[pytest.mark.whole] if (number + which) % 2 else [])
    for number, page in enumerate(PAGES)
    for which, place in enumerate(taken.PLACES)
]


@pytest.mark.xdist_group("pages_0")
@pytest.mark.parametrize(("page", "place"), SAMPLE)
def test_files_of_a_page_can_be_sent_as_they_are(page: str, place: str) -> None:
    path: Path = settings.ROOT / "pages" / f"{page}.py"
    files = taken.files(path, place)
    assert [file.name.rpartition(".")[2] for file in files] == ["pptx", "pdf", "docx", "pdf"]
    assert [fault for file in files for fault in faults(file)] == []
    where = place.split(",")[0].lower().replace(" ", "-")
    assert all(f"_{where}_2026-03-31" in file.name for file in files)
    assert all(("_exact." in file.name) is not place.endswith("protected") for file in files)


# Slides of every page for each place; a page in each run, and the others in the whole.
ALL = [
    pytest.param(path, place, marks=[] if path.stem == "provision" else [pytest.mark.whole])
    for path in taken.pages()
    for place in taken.PLACES
]


@pytest.mark.xdist_group("pages_0")
@pytest.mark.parametrize(("path", "place"), ALL, ids=lambda part: getattr(part, "stem", part))
def test_every_slide_is_headed_by_a_finding_or_says_of_whom_and_when_and_none_as_another(
    path: Path, place: str
) -> None:
    for name, build in taken.offered(path, place).items():
        if "-slides_" not in name or not name.endswith(".pptx"):
            continue
        shown, _, _, compare = build.args  # type: ignore[attr-defined]
        found = pages.of(once(compare(shown)), **build.keywords).pages  # type: ignore[attr-defined]
        titles = [page.title for page in found]
        assert len(titles) == len(set(titles)), titles
        day = formatting.day(found[0].exhibit.result.as_at)
        assert [page.title for page in found if not (page.has_finding or day in page.title)] == []
        sections = paper.of(once(compare(shown)), **build.keywords).sections  # type: ignore[attr-defined]
        figures = [figure for section in sections for figure in section.figures]
        listed = [(page.exhibit, page.table) for page in found if page.table]
        listed += [(figure.page.exhibit, table) for figure in figures for table in figure.tables]
        assert [table.heads for exhibit, table in listed if not table.numbers and _has_figures(exhibit)] == []


def _has_figures(exhibit: Exhibit) -> bool:
    """True of what has a figure to list; cards of key figures have theirs in words."""
    if exhibit.measures:
        return False
    columns = [column for column in table_rows.readable(exhibit.result) if column.is_measure]
    return any(table_rows.tells(exhibit.result, column) for column in columns)


def test_the_rules_see_what_is_wrong() -> None:
    deck = pptx.Presentation(str(settings.ROOT / "data" / "templates" / "page.pptx"))
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = "Camden has the highest out_of_area_pct, 69.23077"
    table = slide.shapes.add_table(14, 1, 0, 0, Pt(100), Pt(100))
    run = table.table.cell(0, 0).text_frame.paragraphs[0].add_run()
    run.text, run.font.size = "small", Pt(8)
    run.font.color.rgb = pptx.dml.color.RGBColor(0xEE, 0xEE, 0xEE)
    told = io.BytesIO()
    deck.save(told)
    said = " ".join(slides.faults(told.getvalue()))
    for fault in (
        "no title or language",
        "code name 'out_of_area_pct'",
        "unrounded number '9.23077'",
        "14 rows",
        "8.0 points",
        "EEEEEE on FFFFFF",
        "no words for who cannot see it",
        "is empty",
    ):
        assert fault in said, fault
    assert "out_of_area_pct" in words.from_headers()
