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
from sufficiency.presentation.export import over_time
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
    # Beside its own end the name would lie on the other line, and be cut off at 400 pixels.
    assert {end["category"][:10] for end in drawn["datasets"]["ends"]} == {"2026-03-31"}
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


def test_the_largest_of_many_lines_is_named_where_it_ends_early_and_says_why(make: Make) -> None:
    """Of those deprived of liberty the largest line was grey and nameless, and lines at 0 were named."""
    rows = _rows(Largest=[45, 75, 55], Last=[15, 15, 15], None1=[0, 0, 0], None2=[0, 0, 0], None3=[0, 0, 0])
    hidden = [place for place, row in enumerate(rows) if row["placement_type"] == "Largest"][-1:]
    drawn = charts.draw(make(LINE, rows, [(place, "child_count") for place in hidden], profile=LONDON_7_5))
    spec = drawn.vega_lite()
    said = {end["words"].replace("\n", " ") for end in spec["datasets"]["ends"]}
    assert "Largest 75 in March 2025, then c" in said and "Last 15" in said
    assert not [row for row in spec["datasets"]["quiet"] if row["series"] == "Largest"]
    assert any(note.startswith("c: too few") for note in drawn.notes)


def test_the_largest_is_named_where_it_ends_below_the_others(make: Make) -> None:
    rows = _rows(Largest=[900, 5, None], A=[10, 10, 10], B=[11, 11, 11], C=[12, 12, 12], D=[13, 13, 13])
    drawn = charts.draw(make(LINE, rows)).vega_lite()
    named = {end["words"].split()[0] for end in drawn["datasets"]["ends"]}
    assert named == {"Largest", "B", "C", "D"}


def test_what_is_of_too_few_to_say_leads_nobody(make: Make) -> None:
    """*Youth custody has the highest share …, too few children to say in April 2024* headed a chart of one point."""
    ends = {"Custody": (60.0, 20.0, 99.0), "Secure": None}
    rows = [
        {"as_at": pd.Timestamp(2025, 3, 31), "placement_type": name, "distant_pct": ends and ends[0]}
        | {"distant_low_pct": ends and ends[1], "distant_high_pct": ends and ends[2]}
        for name, ends in ends.items()
    ]
    result = make("line x=as_at y=distant_pct colour=placement_type", rows, [(1, "distant_pct")], profile=LONDON_7_5)
    assert "highest" not in charts.draw(result).title


@pytest.mark.parametrize("ends", [(300, 310, 320, None), (300, 310, None, None)])
def test_what_heads_a_line_that_ends_before_the_date_says_in_which_month(make: Make, ends: tuple) -> None:
    """The card of September said £1,571 and the line beside it £1,780, of March, without its month."""
    rows = [
        {"as_at": pd.Timestamp(2023 + place, 3, 31), "placement_type": name, "child_count": count}
        for name, each in (("London", ends), ("Camden", (100, 110, 120, None)))
        for place, count in enumerate(each)
        if count is not None
    ]
    told = over_time.moved(charts.draw(make(LINE, rows)).frame, "Children", "Camden")
    if ends[2] is None:
        assert told.startswith("Children: Camden 120 in March 2025, ") and told.endswith("London 310 in March 2024")
    else:
        assert told.startswith("Children in March 2025: Camden 120, ") and told.endswith("London 320")
    alone = make("line x=as_at y=child_count", [row for row in rows if row["placement_type"] == "Camden"])
    told = over_time.moved(charts.draw(alone).frame, "Children", "Camden")
    assert told.startswith("Camden: 120 children looked after in March 2025, ")
