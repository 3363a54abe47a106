"""Which rows and findings a report has: none cut that would mislead, the newest of a line, no figure said twice."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from sufficiency.presentation.export import Exhibit, exhibit, paper
from sufficiency.result import Result

Make = Callable[..., Result]


def test_a_report_draws_every_step_of_a_histogram_and_lists_them(make: Make) -> None:
    """The last steps and those whose distance is not known were cut from picture and table."""
    steps = [*(f"{n} to {n + 5}" for n in range(0, 80, 5)), "Not known"]
    rows = [{"distance_band": step, "child_count": 20, "distance_class": "All"} for step in steps]
    result = make("histogram x=distance_band y=child_count colour=distance_class", rows)
    given = Exhibit(result)
    assert exhibit.shortened(given, 12) is given
    [section] = paper.of([given]).sections
    assert len(section.figures[0].tables[0].rows) == len(steps)


def test_of_a_line_that_is_not_shown_whole_the_newest_rows_are(make: Make) -> None:
    months = pd.date_range("2024-01-31", periods=26, freq="ME")
    rows = [{"as_at": month, "child_count": 20 + n} for n, month in enumerate(months)]
    [section] = paper.of([Exhibit(make("line x=as_at y=child_count", rows))]).sections
    [table] = section.figures[0].tables
    assert len(table.rows) == paper.FIRST_ROWS
    assert table.rows[0][1] == str(20 + len(months) - 1)
    few = make("line x=as_at y=child_count", rows[:6])
    [section] = paper.of([Exhibit(few)]).sections
    assert [row[1] for row in section.figures[0].tables[0].rows] == [str(20 + n) for n in range(6)]


def test_a_figure_that_two_charts_tell_is_one_finding() -> None:
    within = "Camden places 16% of its children over 20 miles from home, within the limits of chance."
    again = "Camden places 16% of its children over 20 miles from home, like London (17%)."
    other = "Camden places 69% of its children outside its own boundary, like London (66%)."
    plain = ["Need cohorts, month by month: no change.", "Need cohorts, by area: no change."]
    assert paper._once([within, again, other, *plain]) == (within, other, *plain)
