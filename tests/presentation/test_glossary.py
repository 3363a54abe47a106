"""Definitions are made from the headers, and the protection page from the very gate."""

from __future__ import annotations

from datetime import date

from sufficiency import settings
from sufficiency.catalogue import loader
from sufficiency.presentation import glossary, worked_examples
from sufficiency.result import Column, View

# A thing is named, and not asked for.
ASKING = ("what ", "whether ", "which ", "how ", "where ", "when ", "why ", "measured ")
VIEW = View(
    "flows",
    "marts",
    "Flows",
    "Who goes where.",
    source="SSDA903",
    columns=(
        Column("authority_name", "text", "Authority"),
        Column("out_count", "count", "Children placed outside"),
        Column("child_count", "count", "Children looked after"),
        Column(
            "out_pct", "pct", "Share placed outside", numerator="out_count", denominator="child_count", kind="share"
        ),
        Column("median_miles", "miles", "Median distance", of="child_count", kind="median"),
    ),
)


def test_a_share_says_what_is_divided_by_what() -> None:
    found = glossary.measure(VIEW, VIEW.column("out_pct"))
    assert found.method == "“Children placed outside” ÷ “Children looked after”"
    assert found.unit == "Per cent"


def test_a_median_says_over_whom_and_how_many_are_needed() -> None:
    found = glossary.measure(VIEW, VIEW.column("median_miles"))
    assert found.method == (
        "The middle of “Children looked after”; protected figures show it where 25 children or more are shown"
    )


def test_search_gives_a_whole_view_or_the_figures_that_hold_the_words() -> None:
    assert len(glossary.find([VIEW], "who goes")[0].measures) == 4
    assert [m.name for m in glossary.find([VIEW], "DISTANCE median")[0].measures] == ["median_miles"]
    assert glossary.find([VIEW], "adoption") == []


def test_every_figure_of_every_view_has_a_meaning_and_a_method() -> None:
    marts = loader.load(settings.SQL).layer("marts")
    for found in glossary.find(marts):
        for one in found.measures:
            assert one.meaning and one.unit and one.method, f"{found.view.name}.{one.name}"


def test_glossary_is_in_order_and_can_be_searched() -> None:
    names = [word for word, _, _ in glossary.words()]
    assert names == sorted(names, key=str.casefold)
    assert [word for word, _, _ in glossary.words("herfindahl")] == ["Concentration"]


def test_worked_example_withholds_and_rounds_as_the_gate_does() -> None:
    rows = worked_examples.counts(date(2026, 3, 31))
    assert rows[1] == ("3", "100", "c", "105", "c")
    assert rows[4] == ("14", "100", "15", "105", "14%")
    assert rows[7] == ("15", "15", "15", "15", "c")


def test_what_a_row_is_of_is_said_in_things_and_each_once() -> None:
    """Not 'one row per reason for placement change for placement change', 'per measured by registered places'."""
    for view in loader.load(settings.SQL).layer("marts"):
        said = glossary.grain(view)
        keys = view.grain.removeprefix("one row per ").split(", ") if view.grain != "one row" else []
        things = [glossary.thing(view.column(key)) for key in keys]
        assert "_" not in said and "{" not in said, said
        assert len(set(things)) == len(things), said
        assert not [each for each in things if each.startswith(ASKING)], said


def test_a_name_keeps_its_capital_inside_what_a_row_is_of() -> None:
    columns = (Column("area_code", "code", "London, its areas"), Column("band", "text", "Miles from home: in bands"))
    said = glossary.grain(View("v", "marts", "V", "V.", grain="one row per area_code, band", columns=columns))
    assert said == "One row per London and miles from home"
