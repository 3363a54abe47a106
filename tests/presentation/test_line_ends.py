"""A line is said to be the highest only at a date that tells it, and of when that is."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pptx
import pytest
from pptx.oxml.ns import qn

from sufficiency.disclosure.gate import LONDON_7_5
from sufficiency.presentation import charts, export
from sufficiency.result import Result

Make = Callable[..., Result]
LINE = "line x=as_at y=child_count colour=placement_type"


def _rows(**counts: list[float | None]) -> list[dict[str, Any]]:
    """A row a line and year to 31 March 2026; None where the line has no row."""
    return [
        {"as_at": pd.Timestamp(2027 - len(each) + place, 3, 31), "placement_type": name, "child_count": count}
        for name, each in counts.items()
        for place, count in enumerate(each)
        if count is not None
    ]


def test_a_line_alone_at_its_end_leads_nobody(make: Make) -> None:
    """An authority that is ahead of the rest by a feed was called the highest, above a rest that is higher."""
    title = charts.draw(make(LINE, _rows(Camden=[100, 110, 120], London=[300, 310, None]))).title
    assert title == "London has the most children looked after, 310 in March 2025"


def test_what_is_not_of_the_date_says_when_it_was(make: Make) -> None:
    """Of a small authority nothing is shown after some month: its last figures are not those of today."""
    rows = _rows(Foster=[45, 45, None], Homes=[15, 15, None])
    assert charts.draw(make(LINE, rows, profile=LONDON_7_5, leaves_out=True)).title.endswith("45 in March 2025")
    now = charts.draw(make(LINE, _rows(Foster=[45, 45], Homes=[15, 15]))).title
    assert now == "Foster has the most children looked after, 45"


@pytest.mark.parametrize("is_listed", [True, False])
def test_one_leads_where_all_others_are_too_few_to_show(make: Make, is_listed: bool) -> None:
    rows = _rows(Foster=[45, 45], Homes=[15, 15 if is_listed else None])
    hidden = [(len(rows) - 1, "child_count")] if is_listed else []
    title = charts.draw(make(LINE, rows, hidden, profile=LONDON_7_5, leaves_out=True)).title
    assert title == "Foster has the most children looked after, 45"


def test_lines_that_end_before_the_date_say_so_over_the_chart(make: Make) -> None:
    """An axis that stops in May 2021 was read as one that goes on to today."""
    rows = _rows(Foster=[45, 45, None], Homes=[15, 15, None])
    early = charts.draw(make(LINE, rows, profile=LONDON_7_5, leaves_out=True))
    assert "the last figure shown is of March 2025" in " ".join(early.notes)
    whole = charts.draw(make(LINE, _rows(Foster=[45, 45], Homes=[15, None])))
    assert "the last figure" not in " ".join(whole.notes)


def test_a_line_that_ends_in_another_month_than_the_dates_is_labelled_with_it(make: Make) -> None:
    """The last figure of one whose inputs stop a year before stood beside that of London as if it were of now."""
    drawn = charts.draw(make(LINE, _rows(London=[300, 310, 320], Sutton=[100, 110, None]))).vega_lite()
    said = {end["words"].replace("\n", " ") for end in drawn["datasets"]["ends"]}
    assert said == {"London 320", "Sutton 110 in March 2025"}
    outlook = charts.draw(make(LINE, _rows(London=[300, 310, 320]), as_at=date(2025, 3, 31))).vega_lite()
    assert [end["words"].replace("\n", " ") for end in outlook["datasets"]["ends"]] == ["London 320 in March 2026"]


def test_a_slide_labels_it_likewise(make: Make) -> None:
    result = make(LINE, _rows(London=[300, 310, 320], Sutton=[100, 110, None]))
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    said = {label.find(qn("c:numFmt")).get("formatCode") for label in chart._chartSpace.iter(qn("c:dLbl"))}
    assert said == {"#,##0", '#,##0" in March 2025"'}


def test_the_years_under_a_line_do_not_touch(make: Make) -> None:
    """A label with its month left the line so little room that the names of years ran into one another."""
    spec = charts.draw(make(LINE, _rows(London=[300, 310, 320]))).vega_lite()
    assert spec["layer"][0]["encoding"]["x"]["axis"]["labelSeparation"] >= 8


def test_what_is_of_too_few_to_say_is_set_beside_nothing(make: Make) -> None:
    """Of two lines one was 'between 17% and 53%' and the other 'too few children to say', as the title of a page."""
    line = "line x=as_at y=distant_pct colour=placement_type"

    def title(low: float, high: float) -> str:
        ends = {"Foster": (40.0, 27.0, 55.0), "Homes": (45.0, low, high)}
        rows = [
            {"as_at": pd.Timestamp(year, 3, 31), "placement_type": name, "distant_pct": share}
            | {"distant_low_pct": least, "distant_high_pct": most}
            for name, (share, least, most) in ends.items()
            for year in (2025, 2026)
        ]
        return charts.draw(make(line, rows, profile=LONDON_7_5)).title

    assert title(15.0, 80.0) == "Placement distance"
    assert title(30.0, 60.0).startswith("No clear difference between")


def test_a_line_that_leads_under_one_of_few_children_says_among_whom(make: Make) -> None:
    """Youth custody had 'the highest share' at 43%, and two lines of the chart ended at 100%."""
    ends = {"Custody": (43.0, 27.0, 61.0, 28), "Elsewhere": (14.0, 5.0, 26.0, 21), "Secure": (100.0, 57.0, 100.0, 5)}
    rows = [
        {"as_at": pd.Timestamp(year, 3, 31), "placement_type": name, "distant_pct": share, "child_count": count}
        | {"distant_low_pct": least, "distant_high_pct": most}
        for name, (share, least, most, count) in ends.items()
        for year in (2025, 2026)
    ]
    result = make("line x=as_at y=distant_pct colour=placement_type", rows)
    columns = [
        replace(column, kind="share", denominator="child_count") if column.name == "distant_pct" else column
        for column in result.view.columns
    ]
    title = charts.draw(replace(result, view=replace(result.view, columns=tuple(columns)))).title
    assert title.startswith("Custody has the highest share")
    assert title.endswith("of those with 20 children or more")
