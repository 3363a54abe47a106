"""A cell in words: where it stands by itself, and in the middle of a sentence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd
import pytest

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.plurals import counted
from sufficiency.presentation import formatting
from sufficiency.reference import served, tables, units
from sufficiency.result import Column


def test_the_name_of_a_region_has_a_capital_where_a_label_begins_and_none_within_a_sentence() -> None:
    north_east = next(row for row in tables.records("regions") if row["region_code"] == "E12000001")
    with served.speaking(north_east):
        assert formatting.label("the North East", "text") == "The North East"
        assert formatting.in_sentence("the North East", "text") == "the North East"
        assert formatting.label("the same home", "text") == "the same home"
    assert formatting.label("London", "text") == formatting.in_sentence("London", "text") == "London"


@pytest.mark.parametrize("nothing", [None, float("nan"), np.nan, pd.NaT, pd.NA, np.datetime64("NaT")])
def test_what_is_no_value_is_missing(nothing: object) -> None:
    assert formatting.missing(nothing)


@pytest.mark.parametrize("something", [0, 0.0, "", False, np.float64(0), pd.Timestamp("2025-03-31")])
def test_nought_and_no_are_values(something: object) -> None:
    assert not formatting.missing(something)


@pytest.mark.parametrize(
    ("values", "unit", "places"),
    [
        ([222.0, 4.5], "miles", 1),
        ([222.0, 4.0], "miles", 0),
        ([4.5, 415.3, 49.0], "number", 1),
        ([1.07, 2.0], "ratio", 2),
    ],
)
def test_figures_of_a_column_have_as_few_decimals_as_tell_them_all(values: list[float], unit: str, places: int) -> None:
    assert formatting.decimals(values, unit) == places


@pytest.mark.parametrize("name", [path.stem for path in sorted((settings.SQL / "marts").glob("*.sql"))])
def test_places_are_told_whole_in_whatever_they_are_told(name: str) -> None:
    """'Redbridge has the most usable places, 71.44': nobody opens part of a place, whatever an assumption comes to."""
    for column in header.read(settings.SQL / "marts" / f"{name}.sql").columns:
        if column.name.endswith("_places"):
            assert column.unit == "places" and formatting.text(71.44, column.unit) == "71 places", column.name


def test_a_date_among_labels_is_in_words_wherever_it_stands() -> None:
    assert formatting.label("2026-03-31", "text") == "31 March 2026" == formatting.in_sentence("2026-03-31", "code")
    assert [formatting.label(said, "text") for said in ("2026", "2025-26", "2025-13-40")] == [
        "2026",
        "2025-26",
        "2025-13-40",
    ]


def shown_words() -> Iterator[tuple[str, str]]:
    """Whatever is written to be read: cells of reference tables, headers of views, and what pages and files say."""
    for path in sorted((settings.ROOT / "data" / "reference").glob("*.csv")):
        yield path.name, path.read_text(encoding="utf-8")
    for path in sorted((settings.SQL / "marts").glob("*.sql")):
        yield path.name, path.read_text(encoding="utf-8").partition("*/")[0]
    rooms = [settings.ROOT / "pages", *(settings.ROOT / "sufficiency" / room for room in ("presentation", "web"))]
    for path in sorted(file for room in rooms for file in room.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        notes = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
                yield path.name, node.value


def test_a_per_cent_stands_without_a_space_wherever_it_is_shown() -> None:
    spaced = [(name, found[0]) for name, text in shown_words() if (found := re.search(r"\d %(?![\w(])", text))]
    assert spaced == []
    assert formatting.short(80.0, "pct") == "80%" and formatting.text(80.0, "pct") == "80%"


def test_a_number_whose_row_says_what_it_means_has_its_own_decimals() -> None:
    """'4.00 places in one home' stood among shares such as 0.85."""
    column = Column("value_high", "number", "High value")
    rows = pd.DataFrame({"value_high": [4.0, 0.85], "meaning": ["Places in one home", "Share of places"]})
    symbols = rows.map(lambda _: "")
    assert formatting.decimals_of(column, rows, symbols) is None
    assert [formatting.short(value, "number") for value in rows["value_high"]] == ["4", "0.85"]
    assert formatting.decimals_of(column, rows[["value_high"]], symbols) == 2


def test_one_of_a_thing_is_not_told_as_several():
    assert [counted(count, "file") for count in (0, 1, 1200)] == ["0 files", "1 file", "1,200 files"]
    assert [counted(count, "authority") for count in (1, 33)] == ["1 authority", "33 authorities"]


@pytest.mark.parametrize(
    ("value", "places", "nearest"),
    [(12.5, 0, 13), (-12.5, 0, -13), (0.285, 2, 0.29), (1.005, 2, 1.01), (82.49999, 0, 82), (0.0, 1, 0), (9.95, 1, 10)],
)
def test_a_half_goes_away_from_nought_as_in_sql_and_in_excel(value: float, places: int, nearest: float) -> None:
    assert formatting.nearest(value, places) == nearest
    assert formatting.short(-0.4, "count") == "0"
    [told] = duckdb.sql("select round(12.5::double), round(-12.5::double), round(2.5::double)").fetchall()
    assert told == tuple(formatting.nearest(half, 0) for half in (12.5, -12.5, 2.5))


@pytest.mark.parametrize("unit", [name for name, row in units.units().items() if row["decimals"]])
def test_every_unit_writes_a_half_upwards(unit: str) -> None:
    places = int(units.units()[unit]["decimals"])
    half = 2.5 / 10**places
    assert re.sub(r"[^\d.]", "", formatting.short(half, unit, places)) == f"{3 / 10**places:.{places}f}"


@pytest.mark.parametrize(
    ("words", "headed"),
    [
        ("How long placements last", "Camden: how long placements last"),
        ("Care plan: 64% of all moves, the largest share", "In Camden, care plan: 64% of all moves, the largest share"),
        ("Camden: 11% moved often", "Camden: 11% moved often"),
        ("Where Camden's children live", "Where Camden's children live"),
    ],
)
def test_a_heading_names_the_place_it_is_of_once(words: str, headed: str) -> None:
    assert formatting.under_name("Camden", words) == headed
    assert formatting.under_name("", words) == words
