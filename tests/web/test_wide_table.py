"""Wide tables keep numbers as numbers, to be sorted, and are written as narrow ones are."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from sufficiency.result import Column, Result, View
from sufficiency.web import wide_table

COLUMNS = (
    Column("authority_name", "text", "Authority"),
    Column("child_count", "count", "Children"),
    Column("far_pct", "pct", "Share far away", low="far_low_pct", high="far_high_pct"),
    Column("price_gbp_week", "gbp_week", "Price"),
    Column("began", "date", "Began"),
)
ROWS = pd.DataFrame(
    {
        "authority_name": ["Barnet", "Camden", "Brent"],
        "child_count": [1200.0, float("nan"), 35.0],
        "far_pct": [12.4, float("nan"), float("nan")],
        "far_low_pct": [10.0, float("nan"), float("nan")],
        "far_high_pct": [15.0, float("nan"), float("nan")],
        "price_gbp_week": [750.0, 980.0, float("nan")],
        "began": pd.to_datetime(["2025-03-31", "2024-01-01", None]),
    }
)
NONE = dict.fromkeys(ROWS.columns, "")
SYMBOLS = pd.DataFrame([NONE, {**NONE, "child_count": "c", "far_pct": "c"}, {**NONE, "far_pct": "x"}])


def test_figures_are_written_as_people_read_them_and_stay_numbers() -> None:
    style = wide_table.styled(ROWS, SYMBOLS, COLUMNS, ("Camden",))
    first, second, third = (
        line.split("|") for line in style.hide(axis="index").to_string(delimiter="|").splitlines()[1:]
    )
    assert first == ["Barnet", "1,200", "12% (10% to 15%)", "£750", "31 March 2025"]
    assert second == ["▸ Camden", "c", "c", "£980", "1 January 2024"]
    assert third[:4] == ["Brent", "35", "x", "–"]
    assert list(style.data["Children"].dropna()) == [1200.0, 35.0], "nothing stands behind a symbol"
    assert list(style.data.columns) == wide_table.heads(COLUMNS), "no column that is not shown is sent"


def test_a_table_is_a_grid_where_it_has_more_columns_than_stand_beside_one_another() -> None:
    assert not wide_table.is_wide(COLUMNS) and wide_table.is_wide(COLUMNS * 3)


def test_an_empty_cell_says_why_in_the_grids_one_word_or_its_column_is_text() -> None:
    """A grid draws one word, Streamlit's placeholder, in all cells without a number, whatever the style says."""
    assert wide_table.absent(ROWS, SYMBOLS, COLUMNS) == "c", "two are withheld, one not available, one there is not"
    shown = wide_table.styled(ROWS, SYMBOLS, COLUMNS).data
    assert list(shown["Share far away (%)"]) == ["12% (10% to 15%)", "c", "x"]
    assert list(shown["Price (£ a week)"]) == ["£750", "£980", "–"]
    assert shown["Children"].isna().tolist() == [False, True, False], "of one reason the numbers stay numbers"
    assert wide_table.absent(ROWS.dropna(), SYMBOLS.iloc[:1], COLUMNS) == wide_table.NOTHING


def test_a_grid_is_written_once_for_an_answer_and_the_same_the_second_time(monkeypatch: pytest.MonkeyPatch) -> None:
    result = Result(View("wide", "marts", "Wide", columns=COLUMNS), ROWS, SYMBOLS)
    written: list[object] = []
    styled = wide_table.styled

    def counted(*told: Any) -> Any:
        written.append(told)
        return styled(*told)

    monkeypatch.setattr(wide_table, "styled", counted)

    def page(result, columns):  # type: ignore[no-untyped-def]  # Streamlit runs its text alone.
        from sufficiency.web import wide_table

        wide_table.draw(result, columns, "Wide", "wide")

    drawn = [
        AppTest.from_function(page, args=(result, columns)).run().dataframe[0].proto.SerializeToString()
        for columns in (COLUMNS, COLUMNS, COLUMNS[:3])
    ]
    assert drawn[0] == drawn[1] != drawn[2] and len(written) == 2


def test_yes_and_no_and_a_date_that_is_not_there_are_written_as_in_any_table() -> None:
    columns = (COLUMNS[0], Column("is_clear", "flag", "Clear"), Column("began", "date", "Began"))
    rows = ROWS.assign(is_clear=[True, False, True], began=pd.to_datetime(["2025-03-31", None, None]))
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    symbols.loc[1, "began"] = "z"
    style = wide_table.styled(rows, symbols, columns)
    lines = style.hide(axis="index").to_string(delimiter="|").splitlines()[1:]
    assert [line.split("|")[1:] for line in lines] == [["Yes", "31 March 2025"], ["No", "z"], ["Yes", "Not known"]]
    assert style.data["Began"].notna().all(), "a grid's one word would stand in a cell without a value"


def test_the_heading_of_names_is_not_cut_where_the_names_are_short() -> None:
    """'Placement, by authority an' stood over 'Camden, placement 1'."""
    long = (Column("authority_name", "text", "Authority of the homes"), *COLUMNS[1:])
    wide = wide_table.widths(ROWS, SYMBOLS, long)[0]
    assert wide >= wide_table.LETTER * len("Authority of the homes") + wide_table.PADDING - 1
