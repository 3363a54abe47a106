"""Titles of slides: sentences that say no more than the rows shown, beside what a place is compared with."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pptx
import pytest

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.presentation import charts, export
from sufficiency.presentation.export import Beside, Exhibit, comparator, findings, native
from sufficiency.reference import tables
from sufficiency.result import Column, Result, View

FAR = "bar x=distant_pct y=authority_name"
ENDS = ("comparator_value_low", "comparator_value_high")


def headline(value: float, low: float, high: float) -> Result:
    """A headline of the measure ``distant``: what all of London's children say, with its interval."""
    columns = (
        Column("measure", "code", "Measure"),
        Column("unit", "code", "Unit"),
        Column("comparator_value", "pct", "Of London", low=ENDS[0], high=ENDS[1]),
        *(Column(end, "pct", "An end", is_limit=True) for end in ENDS),
    )
    rows = pd.DataFrame([["distant", "pct", value, low, high]], columns=[column.name for column in columns])
    view = View("headline", "marts", "Headline", columns=columns)
    return Result(view, rows, pd.DataFrame("", index=rows.index, columns=rows.columns), compared_with="London")


@pytest.fixture
def camden(make: Callable[..., Result], boroughs: list[dict]) -> Result:
    """Camden has 40% of 200 far away, 33% to 47%; the others 10%."""
    for row in boroughs:
        share = 40.0 if row["authority_name"] == "Camden" else 10.0
        row |= {"distant_pct": share, "distant_low_pct": share - 7, "distant_high_pct": share + 7}
    return make(FAR, boroughs, marked=("Camden",))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (35.0, "Camden places 40% of its children over 20 miles from home, like London (35%)"),
        (12.0, "Camden places 40% of its children over 20 miles from home, more than London (12%)"),
        (70.0, "Camden places 40% of its children over 20 miles from home, less than London (70%)"),
    ],
)
def test_more_is_said_only_beyond_chance(value: float, said: str, camden: Result) -> None:
    exhibit = Exhibit(camden, beside=Beside("London", None, headline(value, value - 1, value + 1)))
    deck = pptx.Presentation(io.BytesIO(export.pptx([exhibit])))
    assert deck.slides[1].shapes.title.text == said


def test_the_comparator_is_a_bar_of_its_own_with_its_figure_and_interval(camden: Result) -> None:
    both = Exhibit(camden, beside=Beside("London", None, headline(12.0, 11.0, 13.0))).compared()
    frame = both.drawn().frame
    assert frame is not None and native.comparator_of(frame) == "London"
    drawn = native.with_comparator(frame)
    [mine] = [record for record in drawn.records if record["category"] == "London"]
    assert (mine["value"], mine["value_low"], mine["value_high"], mine["value_text"]) == (12.0, 11.0, 13.0, "12%")
    deck = pptx.Presentation(io.BytesIO(export.pptx([both])))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    shown = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
    assert shown["London"] == 12.0 and shown["Camden"] == 40.0 and len(shown) == 33
    assert "London: 12%" in str(both.drawn().data)


def test_what_may_not_be_told_of_the_comparator_is_not_drawn(camden: Result) -> None:
    withheld = headline(float("nan"), float("nan"), float("nan"))
    withheld.symbols["comparator_value"] = "c"
    for beside in (Beside(), Beside("London", None, withheld)):
        exhibit = Exhibit(camden, beside=beside)
        assert exhibit.compared() is exhibit


def test_two_populations_stand_side_by_side_and_of_a_count_its_share(make: Callable[..., Result]) -> None:
    kinds = ("Foster placements", "Supported accommodation")
    rows = [{"placement_type": kind, "child_count": 100.0 * n} for n, kind in enumerate(kinds, 1)]
    mine = make("bar x=child_count y=placement_type", rows, choices={"authority": ("E09000007",)})
    share = Column("child_pct", "pct", "Share of all", kind="share", numerator="child_count", denominator="all")
    view = replace(mine.view, columns=(*mine.view.columns, share), grain="one row per placement_type")
    sides = [
        replace(mine, view=view, rows=mine.rows.assign(child_pct=values), symbols=mine.symbols.assign(child_pct=""))
        for values in ((33.0, 67.0), (50.0, 50.0))
    ]
    both = Exhibit(sides[0], beside=Beside("London", sides[1])).compared()
    chart = both.drawn()
    assert chart.frame is not None and chart.frame.values("series") == ["Camden", "London"]
    figures = {(r["category"], r["series"]): r["value_text"] for r in chart.frame.records}
    assert figures["Foster placements", "Camden"] == "33%" and figures["Foster placements", "London"] == "50%"
    # Shares without intervals differ by what nobody can tell.
    frame = charts.draw(sides[0]).frame
    assert frame is not None
    said = findings.of(sides[0], frame, chart.frame, Beside("London", sides[1]), "Kinds of home")
    assert said == "Kinds of home: no clear difference between Camden and London"


def test_each_phrase_is_of_a_column_that_is_there_and_a_measure_that_is_there() -> None:
    measures = {row["measure"] for row in tables.records("headline_measures")}
    assert set(comparator.measures().values()) <= measures
    for row in tables.records("finding_phrases"):
        view = header.read(settings.SQL / "marts" / f"{row['view_name']}.sql")
        assert view.column(row["column_name"]).is_measure
        told = {"place": "Hackney", "own": "Hackney's", "figure": "12%", "category": "Barnet", "categorys": "Barnet's"}
        for phrase in filter(None, (row["finding"], row["leading"])):
            assert "{" not in phrase.format(**told)


def test_a_histogram_has_every_step_on_a_slide(make: Callable[..., Result]) -> None:
    steps = [f"{n} to {n + 5}" for n in range(0, 80, 5)]
    rows = [
        {"distance_band": step, "distance_class": "Over 20 miles" if n >= 4 else "20 miles or less", "child_count": 9.0}
        for n, step in enumerate(steps)
    ]
    result = make("histogram x=distance_band y=child_count colour=distance_class", rows)
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == steps
    assert sum(value or 0 for series in chart.plots[0].series for value in series.values) == 9 * len(steps)


def test_a_chart_of_one_bar_is_a_table(make: Callable[..., Result], boroughs: list[dict]) -> None:
    deck = pptx.Presentation(io.BytesIO(export.pptx([make(FAR, boroughs[:1])])))
    assert [shape.has_table for shape in deck.slides[1].shapes if shape.has_table or shape.has_chart] == [True]
