"""Tables of documents: figures have room beside names, however many and long these are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sufficiency.presentation.export import column_widths, paper, table_rows
from sufficiency.result import Result
from sufficiency.web import tables

Make = Callable[..., Result]
HEADS = ("Area", "What it is of", "What it is divided by", "Children", "Children placed outside the area")


def test_names_are_broken_so_that_figures_have_room() -> None:
    kept, widths = column_widths.with_figures([False, False, False, True, True], HEADS, [25, 55, 30, 12, 27], 86)
    assert kept == [0, 1, 2, 3, 4] and sum(widths[:4]) <= 86
    assert widths[3:] == [12, 27], "a figure is never broken"
    kept, widths = column_widths.with_figures([False, True], HEADS[2:4], [25, 12], 86)
    assert (kept, widths) == ([0, 1], [25, 12]), "what has room stays as it is"


def test_names_that_have_no_room_beside_a_figure_are_left_out_the_last_first() -> None:
    kept, _ = column_widths.with_figures([False] * 7 + [True], ["Name"] * 7 + ["Children"], [40] * 7 + [12], 60)
    assert kept == [0, 1, 2, 7]


def test_sentences_give_way_before_a_name_is_broken() -> None:
    """A headline's definition stood in a column of fourteen letters, a page for seven rows."""
    are_figures, heads = [False, False, False, True], ("Measure", "Year", "What is counted", "Value")
    kept, widths = column_widths.with_figures(are_figures, heads, [30, 12, 45, 20], 86, {2})
    assert (kept, widths) == ([0, 1, 3], [30, 12, 20])
    kept, _ = column_widths.with_figures(are_figures, heads, [30, 12, 45, 20], 120, {2})
    assert kept == [0, 1, 2, 3], "where there is room they stand"


def test_what_is_the_same_in_each_row_stands_in_no_table_even_where_a_page_names_it(
    make: Make, boroughs: list[dict]
) -> None:
    rows = [{**row, "placement_type": "Foster placements"} for row in boroughs[:3]]
    names = ["authority_name", "placement_type", "distant_pct"]
    line = "bar x=distant_pct y=authority_name colour=placement_type"
    table = table_rows.of(make(line, rows), names, letters=86)
    assert len(table.heads) == 2 and table.numbers == {1}
    assert len(table_rows.of(make(line, rows[:1]), names, letters=86).heads) == 3, "one row says all it has"


def test_within_a_column_all_figures_and_the_ends_of_their_intervals_have_as_many_decimals(
    make: Make, boroughs: list[dict]
) -> None:
    """'222' stood beside '4.5' in a column of miles: whoever reads down it takes the one for the more exact."""
    names = [row["authority_name"] for row in boroughs[:3]]
    rows = [
        {"authority_name": name, "median_distance_miles": far, "low_miles": far - 1, "high_miles": far + 1}
        for name, far in zip(names, (222.0, 4.5, 7.0), strict=True)
    ]
    result = make("bar x=median_distance_miles y=authority_name", rows)
    column = replace(result.view.column("median_distance_miles"), low="low_miles", high="high_miles")
    assert table_rows.cells_of(result, column) == ["222.0 (221.0 to 223.0)", "4.5 (3.5 to 5.5)", "7.0 (6.0 to 8.0)"]
    view = replace(result.view, columns=(*(c for c in result.view.columns if c.name != column.name), column))
    page = tables.table(replace(result, view=view), ["median_distance_miles"])
    assert "222.0" in page and ">4.5" in page and "7.0" in page


def test_a_long_heading_of_figures_is_broken_into_lines_and_leaves_room_for_names() -> None:
    heading = "Per cent of the other children of similar need whose placement costs less, by fives, 95 at most"
    assert column_widths.needed(heading, ["95", "80"]) <= 24


def test_a_matrix_in_a_report_has_the_columns_that_a_page_has_room_for(make: Make, boroughs: list[dict]) -> None:
    """Of one made for a slide the headings were broken within words: 'adolescent s'."""
    kinds = [f"Kind of placement number {number}" for number in range(9)]
    rows = [{**row, "placement_type": kind} for row in boroughs[:3] for kind in kinds]
    result = make("heat x=placement_type y=authority_name colour=distant_pct", rows)
    [section] = paper.of([result]).sections
    tables = section.figures[0].tables
    assert all(sum(table.widths) <= paper.LETTERS for table in tables) and len(tables) > 1
    # What the first has no room for follows under the same names: it was left out without a word.
    assert sorted(head for table in tables for head in table.heads[1:]) == kinds
    assert len({table.heads[0] for table in tables}) == 1
