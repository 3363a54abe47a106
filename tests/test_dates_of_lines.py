"""A line over time ends at the date that its page is about, with the figure that the page says of that date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from sufficiency import query, settings
from sufficiency.catalogue import loader
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import charts, coverage
from sufficiency.reference import tables
from sufficiency.result import EXACT, Choices, View
from sufficiency.snapshot import store

CAMDEN, SUTTON = "E09000007", "E09000029"  # of which one is ahead of the returns by a feed, and one stops a year before
ENDS = {(CAMDEN,): "2026-05-31", (SUTTON,): "2025-03-31"}
# The newest month end, the one that is shown first, an earlier March, and a month end that no return ends at.
DATES = ("2026-05-31", "2026-03-31", "2024-03-31", "2024-09-30")
CHOICES: tuple[Choices, ...] = ({}, {"authority": (CAMDEN,)}, {"authority": (SUTTON,)}, {"sex": ("F",)})
# A view whose months run from the last one seen is an outlook: its page says that no date changes it.
AHEAD = "months_ahead"


def axis(view: View) -> str:
    """The column of months or dates that a view's own chart has across; '' where it has none."""
    line = charts.parse(view.chart, view) if view.chart else None
    across = line.parts.get("x", "") if line and line.kind == "line" else ""
    return across if across and view.column(across).unit in ("date", "month") else ""


OVER_TIME = {
    view.name: axis(view)
    for view in loader.load(settings.SQL).layer("marts")
    if axis(view) and AHEAD not in {column.name for column in view.columns}
}
SAID = ("headline", "need_cohorts", "headline_lines", "headline_trend", "cohort_trend", "entries_and_exits")
SAID += ("secure_and_remand", "unregistered_and_dol")
ASKED = {*OVER_TIME, *SAID}


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Scope]:
    """London's database over the invented London of the repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        scope = Scope(store.read(settings.DEMONSTRATION), marts=ASKED)
        yield scope
        scope.close()


def month_ends(rows: pd.DataFrame, column: str) -> set[str]:
    return {f"{pd.Timestamp(day):%Y-%m-%d}" for day in rows[column].dropna()}


@pytest.mark.parametrize("as_at", DATES)
@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_no_row_is_of_later_than_the_date(demonstration: Scope, chosen: Choices, as_at: str) -> None:
    assert {"headline_lines", "entries_and_exits", "placement_trend", "cohort_trend", "liberty_tracker"} <= {*OVER_TIME}
    results = query.fetch(demonstration, [*OVER_TIME], {**chosen, "as_at": (as_at,)}, profile=EXACT)
    days = {name: month_ends(result.rows, OVER_TIME[name]) for name, result in results.items()}
    assert {name: late for name, of in days.items() if (late := {day for day in of if day > as_at})} == {}
    assert days["placement_trend"], "and there are earlier ones"


@pytest.mark.parametrize("as_at", DATES)
@pytest.mark.parametrize("profile", [EXACT, gate.LONDON_7_5])
@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_the_figure_at_the_end_of_a_line_is_the_one_that_the_page_says(
    demonstration: Scope, chosen: Choices, profile: str, as_at: str
) -> None:
    results = query.fetch(demonstration, SAID, {**chosen, "as_at": (as_at,)}, profile=profile)
    headline = results["headline"].rows.set_index("measure")
    trend = results["headline_trend"]
    # Where the line is not of all who count at the date, it says of whom it is.
    assert all(name in coverage.over_time(trend) for name in trend.line_without)
    own = () if trend.line_without else ("value",)
    once = {row["measure"] for row in tables.records("headline_measures") if row["collected"]}
    ends = at(trend.rows, as_at).set_index("measure").drop(sorted(once), errors="ignore")
    for measure in ends.index:
        for name in (*own, "comparator_value"):
            assert same(ends.at[measure, name], headline.at[measure, name]), f"{measure}, {name}"
    lines = at(results["headline_lines"].rows, as_at)
    # Of an authority that does not count at the date nothing is said of the date: its page ends before any line.
    for row in lines[lines["measure"].isin(headline.index)].itertuples() if own else ():
        both = headline.loc[row.measure, ["value", "comparator_value"]]
        assert row.measure in once or any(same(row.value, said) for said in both), f"{row.measure}, {row.series}"
    if not own:
        return
    assert len(ends) > 5 or as_at > ENDS.get(chosen.get("authority"), "2026-03-31"), "there is much to compare"
    cohorts = results["need_cohorts"].rows.set_index("cohort_code")["child_count"]
    for row in at(results["cohort_trend"].rows, as_at).itertuples():
        # Not known of a line where one of its authorities did not send what the cohort rests on.
        assert pd.isna(row.child_count) or same(row.child_count, cohorts[row.cohort_code]), row.cohort_code
    for name in ("entries_and_exits", "cohort_trend", "secure_and_remand", "unregistered_and_dol"):
        for count in at(results[name].rows, as_at)["looked_after_count"]:
            assert same(count, headline.at["looked_after", "value"]), name


@pytest.mark.parametrize("profile", [EXACT, gate.LONDON_7_5])
def test_where_a_cohorts_line_is_not_told_of_and_its_bar_is_the_page_names_who_sent_nothing(
    demonstration: Scope, profile: str
) -> None:
    results = query.fetch(demonstration, SAID, {"as_at": ("2024-03-31",)}, profile=profile)
    bars = results["need_cohorts"].rows.set_index("cohort_code")["child_count"]
    line = at(results["cohort_trend"].rows, "2024-03-31").set_index("cohort_code")["child_count"]
    untold = [cohort for cohort in line.index if pd.isna(line[cohort]) and not pd.isna(bars[cohort])]
    assert untold, "one authority of the demonstration sent no scores that year"
    said = coverage.seen_once(results["cohort_trend"])
    assert "x at 31 March 2024, for City of London sent none (a count at such a date alone is of the others)" in said
    assert "31 March 2024; City of London sent none" in coverage.seen_once(results["need_cohorts"])
    own = query.fetch(demonstration, SAID, {"as_at": ("2024-03-31",), "authority": (CAMDEN,)}, profile=profile)
    assert "sent none" not in coverage.seen_once(own["cohort_trend"])


@pytest.mark.parametrize("as_at", DATES)
def test_what_is_kept_ready_of_everyones_line_is_what_the_line_of_those_chosen_gives(
    demonstration: Scope, as_at: str
) -> None:
    columns = "as_at, measure, numerator_count, denominator_count, round(value, 9)"
    ways = (
        f"select {columns} from int_headline where population = 'line'",
        f"""select {columns} from int_headline_everyone as e inner join int_everyone_line as l
            on e.line_number = l.line_number and e.as_at <= l.last_at
            and 12 * year(e.as_at) + month(e.as_at) >= l.first_number
            where population = 'everyone line'""",
    )
    with demonstration.cursor_for({}, date.fromisoformat(as_at), ["headline_trend"]) as (cursor, _):
        for one, other in (ways, ways[::-1]):
            assert cursor.execute(f"select count(*) from ({one})").fetchall() != [(0,)]
            assert cursor.execute(f"({one}) except all ({other})").fetchall() == []


def at(rows: pd.DataFrame, as_at: str) -> pd.DataFrame:
    return rows[pd.to_datetime(rows["as_at"]) == pd.Timestamp(as_at)]


def same(one: float, other: float) -> bool:
    """Alike, or neither is shown."""
    return (pd.isna(one) and pd.isna(other)) or bool(abs(one - other) < 1e-9)
