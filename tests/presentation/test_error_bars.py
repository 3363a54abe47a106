"""Charts on slides show the interval of each figure, from its low end to its high."""

from __future__ import annotations

import io

import pandas as pd
import pptx
import pytest
from pptx.oxml.ns import qn

from sufficiency.presentation import charts, export
from sufficiency.result import Column, Result, View

COLUMNS = (
    Column("authority_name", "text", "Authority"),
    Column("sex", "text", "Sex"),
    Column("child_count", "count", "Children"),
    Column("distant_count", "count", "Far away"),
    Column(
        "distant_pct",
        "pct",
        "Share far away",
        kind="share",
        numerator="distant_count",
        denominator="child_count",
        low="distant_low_pct",
        high="distant_high_pct",
    ),
    Column("distant_low_pct", "pct", "Low end", kind="limit", is_limit=True),
    Column("distant_high_pct", "pct", "High end", kind="limit", is_limit=True),
)
ROWS = [
    ("Barnet", "Female", 100, 20, 20.0, 13.0, 29.0),
    ("Barnet", "Male", 50, 20, 40.0, 28.0, 54.0),
    ("Camden", "Female", 80, 8, 10.0, 5.0, 18.5),
    ("Camden", "Male", 8, 3, None, None, None),
]


def result(line: str, rows: list[tuple]) -> Result:
    """Rows of a share with its interval, drawn by ``line``; what is missing is withheld."""
    view = View("shares", "marts", "Shares", summary="A test.", source="A test", chart=line, columns=COLUMNS)
    frame = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    symbols = frame.isna().replace({True: "c", False: ""}).astype(object)
    return Result(view=view, rows=frame, symbols=symbols, authority_total=2, authority_count=2)


def bars(content: bytes) -> list[tuple[list[float | None], list[float | None]]]:
    """The lengths down and up of the error bars of each series of the chart on a deck's second slide."""
    deck = pptx.Presentation(io.BytesIO(content))
    chart = next(shape.chart for shape in deck.slides[1].shapes if shape.has_chart)
    found = []
    for series in chart.plots[0].series:
        drawn = series._element.find(qn("c:errBars"))
        if drawn is None:
            continue
        assert drawn.getnext().tag in (qn("c:cat"), qn("c:val"), qn("c:xVal")), "where the format wants them"
        ends = []
        for name in ("c:minus", "c:plus"):
            points = {int(p.get("idx")): float(p.find(qn("c:v")).text) for p in drawn.find(qn(name)).iter(qn("c:pt"))}
            count = int(drawn.find(qn(name)).find(f".//{qn('c:ptCount')}").get("val"))
            ends.append([points.get(place) for place in range(count)])
        found.append((ends[0], ends[1]))
    return found


def test_bars_of_one_series_have_their_intervals() -> None:
    one = result("bar x=distant_pct y=authority_name", [ROWS[0], ROWS[2]])
    assert bars(export.pptx([one])) == [([7.0, 5.0], [9.0, 8.5])]


def test_bars_side_by_side_have_theirs_and_what_is_withheld_has_none() -> None:
    both = result("bar x=distant_pct y=authority_name colour=sex", ROWS)
    female, male = bars(export.pptx([both]))
    assert female == ([7.0, 5.0], [9.0, 8.5])
    assert male == ([12.0, None], [14.0, None])


def test_counts_have_no_error_bars() -> None:
    assert bars(export.pptx([result("bar x=child_count y=authority_name", [ROWS[0], ROWS[2]])])) == []


def test_a_table_on_a_slide_has_the_interval_in_its_cell() -> None:
    deck = pptx.Presentation(io.BytesIO(export.pptx([result("", ROWS)])))
    table = next(shape.table for shape in deck.slides[1].shapes if shape.has_table)
    cells = [cell.text for cell in table.rows[1].cells]
    assert "20% (13% to 29%)" in cells
    assert [cell.text for cell in table.rows[4].cells][-1] == "c"


@pytest.mark.parametrize("kind", ["bar", "dot"])
def test_figures_side_by_side_on_the_page_show_their_intervals(kind: str) -> None:
    chart = charts.draw(result(f"{kind} x=distant_pct y=authority_name colour=sex", ROWS)).vega_lite()
    sure = [values for name, values in chart["datasets"].items() if name.startswith("sure")]
    assert sure and {(row["value_low"], row["value_high"]) for row in sure[0]} == {
        (13.0, 29.0),
        (28.0, 54.0),
        (5.0, 18.5),
    }
