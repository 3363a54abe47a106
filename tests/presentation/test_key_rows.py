"""Tables of one row: each is a list of key figures on slides, several on one."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pptx

from sufficiency.presentation import export
from sufficiency.presentation.export import Exhibit, key_rows
from sufficiency.result import Result

Make = Callable[..., Result]


def titled(result: Result, title: str) -> Exhibit:
    view = replace(result.view, name=title.lower(), title=title, source=f"Source of {title}")
    return Exhibit(replace(result, view=view), "", title)


def test_several_tables_of_one_row_stand_on_one_slide_and_each_figure_on_a_line(
    make: Make, boroughs: list[dict]
) -> None:
    """Camden's slides of Data submission had four of one row each, nine tenths of them empty."""
    alone = [titled(make("", boroughs[:1]), name) for name in ("Gaps", "Coverage")]
    long = titled(make("", boroughs), "All")
    deck = pptx.Presentation(io.BytesIO(export.pptx([alone[0], long, alone[1]])))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) == 2 and len(deck.slides) == 4
    lines = [[cell.text for cell in row.cells] for row in tables[0].rows]
    assert (
        ["Gaps", ""] in lines
        and ["Coverage", ""] in lines
        and ["Lower quartile (miles in a straight line)", "2"] in lines
    )
    words = " ".join(shape.text_frame.text for shape in deck.slides[1].shapes if shape.has_text_frame)
    assert "Source of Gaps; Source of Coverage" in words
    assert deck.slides[1].shapes.title.text == "Gaps; coverage: London, 31 March 2026"


def test_a_list_that_has_no_room_goes_on_on_the_next_slide(make: Make, boroughs: list[dict]) -> None:
    several = [titled(make("", boroughs[:1]), f"Table {number}") for number in range(6)]
    deck = pptx.Presentation(io.BytesIO(export.pptx(several)))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 1 and all(len(table.rows) - 1 <= key_rows.MOST_LINES for table in tables)
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert len(set(titles)) == len(titles)
    # "Camden: key figures (2)" said of no slide what it holds.
    assert all("Table " in title and "London" in title and "figures" not in title for title in titles[2:-1]), titles


def test_more_tables_than_a_title_has_room_for_are_counted(make: Make, boroughs: list[dict]) -> None:
    long = [titled(make("", boroughs[:1]), f"{'What a bed costs there, ' * 3}{number}") for number in range(2)]
    title = key_rows._title(long[0], [each.title for each in long])
    assert title == f"{long[0].title}; 1 more: London, 31 March 2026" and len(title) <= 125


def test_one_table_of_one_row_is_a_list_under_its_own_title(make: Make, boroughs: list[dict]) -> None:
    deck = pptx.Presentation(io.BytesIO(export.pptx([titled(make("", boroughs[:1]), "Gaps")])))
    assert deck.slides[1].shapes.title.text.startswith("Gaps: ")
    [table] = [shape.table for shape in deck.slides[1].shapes if shape.has_table]
    lines = [[cell.text for cell in row.cells] for row in table.rows]
    assert len(table.columns) == 2 and ["Median weekly cost (£ a week)", "£1,000"] in lines
