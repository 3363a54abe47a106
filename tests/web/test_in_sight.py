"""In a narrow window a name and the figure that is drawn stand first, whatever else a table has."""

from __future__ import annotations

import pandas as pd

from sufficiency.result import Column, Result, View
from sufficiency.web import html_table, in_sight, tables, wide_table

COLUMNS = (
    Column("basis", "text", "Whose price"),
    Column("authority_code", "code", "Authority, ONS code"),
    Column("authority_name", "text", "Authority"),
    Column("is_in_region", "flag", "In London"),
    Column("placement_type", "text", "Placement type"),
    Column("child_count", "count", "Children looked after"),
    Column("median_gbp_week", "gbp_week", "Median weekly cost"),
    Column("given_by", "text", "Given by"),
)
ROWS = pd.DataFrame(
    {
        "basis": ["Placing authority"] * 2,
        "authority_code": ["E1", "E2"],
        "authority_name": ["Barnet", "Camden"],
        "is_in_region": [True, False],
        "placement_type": ["Foster placements", "Residential schools"],
        "child_count": [345.0, 206.0],
        "median_gbp_week": [900.0, 985.0],
        "given_by": ["a", "b"],
    }
)
CHART = "bar x=median_gbp_week y=authority_name"


def result(chart: str = CHART, rows: pd.DataFrame = ROWS) -> Result:
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    return Result(View("costs", "marts", "Costs", columns=COLUMNS, chart=chart), rows, symbols)


def names(shown: Result, line: str | None = None) -> list[str]:
    return [column.name for column in in_sight.ordered(shown, COLUMNS, line)]


def test_names_that_tell_rows_apart_come_first_then_the_figure_that_is_drawn() -> None:
    told = names(result())
    assert told[:4] == ["authority_name", "placement_type", "median_gbp_week", "child_count"]
    assert set(told[-3:]) == {"authority_code", "is_in_region", "basis"} and set(told) == {
        column.name for column in COLUMNS
    }, "nothing is left out"
    assert names(result(), "bar x=child_count y=placement_type")[:3] == [
        "placement_type",
        "authority_name",
        "child_count",
    ]
    assert names(result("map area=authority_code colour=median_gbp_week"))[:3] == [
        "authority_name",
        "placement_type",
        "median_gbp_week",
    ]


def test_one_row_and_a_view_without_a_chart_keep_their_names_before_their_figures() -> None:
    one = names(result(rows=ROWS.head(1)))
    assert one[0] == "authority_name" and one.index("median_gbp_week") < one.index("child_count")
    assert names(result(""))[:3] == ["authority_name", "placement_type", "child_count"]
    assert names(result("bar x=nothing y=here"))[:2] == ["authority_name", "placement_type"]


def test_columns_that_a_page_names_stand_as_it_names_them() -> None:
    listed = tables.listed(result(), ("child_count", "authority_name"))
    assert [column.name for column in listed] == ["child_count", "authority_name"]


def test_few_rows_of_long_names_are_no_grid_whose_lines_do_not_break() -> None:
    named = "Placed over 20 miles from home, where distance is known"
    long = ROWS.assign(authority_name=["Barnet", named])
    columns = (COLUMNS[2], *COLUMNS[5:7] * 6)
    assert wide_table.is_grid(result(), columns) and not wide_table.is_grid(result(rows=long), columns)
    many = pd.concat([long] * 40, ignore_index=True)
    assert wide_table.is_grid(result(rows=many), columns)
    assert not wide_table.is_grid(result(), columns[:5])


def test_a_grid_gives_each_cell_its_room_and_a_name_and_a_figure_that_of_a_phone() -> None:
    shown = result()
    widths = wide_table.widths(shown.rows, shown.symbols, (COLUMNS[2], COLUMNS[6], COLUMNS[5], COLUMNS[4]))
    assert widths[0] + widths[1] < 340
    assert widths[3] > len("Residential schools") * 6


def test_a_table_of_many_columns_says_in_a_narrow_window_that_there_are_more() -> None:
    row = ("Barnet", "1", "2", "3")
    assert "Move it sideways for all 4 columns." in html_table.html("Rows", ("Name", "a", "b", "c"), [row])
    assert "sideways" not in html_table.html("Rows", ("Name", "a", "b"), [row[:3]])
