"""Ticks of what is counted whole are whole numbers, in every kind of chart and in those that PowerPoint can edit."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pandas as pd
import pptx
import pytest
import vl_convert

from sufficiency.presentation import charts, export, formatting
from sufficiency.presentation.charts import KINDS
from sufficiency.presentation.export import Exhibit
from sufficiency.reference import units
from sufficiency.result import Column, Result, View

WHOLE = [unit for unit, row in units.units().items() if row["decimals"] == "0"] + ["expected"]
LINES = {
    "bar": "bar x=low_figure y=name",
    "dot": "dot x=low_figure y=name colour=side",
    "line": "line x=as_at y=low_figure colour=name",
    "stacked": "stacked x=as_at y=low_figure colour=name",
    "range": "range x=name low=low_figure mid=mid_figure high=high_figure",
    "scatter": "scatter x=low_figure y=high_figure label=name",
    "histogram": "histogram x=name y=low_figure colour=side",
}
WITHOUT_AXIS = {"heat", "map", "funnel"}  # a funnel is of shares, across it many children


def few(unit: str, most: float) -> Result:
    """Names with figures of nought to ``most`` in one unit, on three dates or one."""
    figures = [Column(f"{part}_figure", unit, f"{part} figure") for part in ("low", "mid", "high")]
    columns = (
        Column("as_at", "date", "As at"),
        Column("name", "text", "Name"),
        Column("side", "text", "Side"),
        *figures,
    )
    rows = pd.DataFrame(
        [
            (pd.Timestamp(2024 + year, 3, 31), name, side, *(most * share for share in shares))
            for year in range(3)
            for name, side, shares in (("Camden", "Own", (0, 1, 1)), ("Barnet", "Other", (1, 1, 1)))
        ],
        columns=[column.name for column in columns],
    )
    view = View("few", "marts", "Few", "Few.", columns=columns)
    return Result(view, rows, pd.DataFrame("", index=rows.index, columns=rows.columns), as_at=date(2026, 3, 31))


def ticks(result: Result, line: str) -> Iterator[str]:
    """The words of axes as they are drawn."""
    drawn = vl_convert.vegalite_to_svg({**charts.draw(result, line).vega_lite(), "width": 700})
    for group in re.findall(r'role-axis-label".*?</g>', drawn, re.S):
        yield from re.findall(r">([^<>]+)</text>", group)


def test_every_kind_of_chart_is_tried() -> None:
    assert set(LINES) | WITHOUT_AXIS == set(KINDS)


@pytest.mark.parametrize("most", [1.0, 2.0, 3.0, 7.0])
@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("unit", WHOLE)
def test_no_tick_is_at_half_a_child(unit: str, kind: str, most: float) -> None:
    said = [words for words in ticks(few(unit, most), LINES[kind]) if not words.isalpha()]
    numbers = [words for words in said if re.fullmatch(r"[−£\d.,%]+", words)]
    assert [words for words in numbers if "." in words] == []
    assert len(set(numbers)) == len(numbers) or kind == "scatter"
    assert numbers or kind in ("bar", "histogram")


@pytest.mark.parametrize("most", [1.0, 2.0, 3.0, 7.0])
@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("unit", WHOLE)
def test_nor_in_a_chart_that_powerpoint_can_edit(unit: str, kind: str, most: float) -> None:
    deck = pptx.Presentation(io.BytesIO(export.pptx([Exhibit(few(unit, most), LINES[kind])])))
    for chart in (shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart):
        for axis, reach in axes(chart):
            assert axis.major_unit is None or axis.major_unit == int(axis.major_unit)
            # Left alone, PowerPoint divides an axis into ten at the most.
            assert axis.major_unit is not None or reach >= 10 * formatting.least_step(unit)


def axes(chart: Any) -> Iterator[tuple[Any, float]]:
    """The axes of figures that are seen, and how far what they measure reaches."""
    plots: Sequence[Any] = chart.plots[0].series
    values = [value or 0.0 for series in plots for value in series.values]
    if chart.value_axis.visible and "percent" not in str(chart.chart_type).lower():
        yield chart.value_axis, sum(values) if "STACKED" in str(chart.chart_type) else max(values, default=0.0)
    if "XY" in str(chart.chart_type):
        yield chart.category_axis, max(float(x) for s in plots for x in s._element.xpath("./c:xVal//c:v/text()"))
