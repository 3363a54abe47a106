"""Which facts that are collected once a year the figures of an answer rest on, and which of them are not known."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import duckdb
import pandas as pd

from sufficiency.catalogue.header import COLLECTED, LISTS
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database.built import Built
from sufficiency.database.counted import Counted
from sufficiency.disclosure import unvouched
from sufficiency.reference import tables
from sufficiency.result import Fact, View

# Whether each cohort is told of at each month end of a line over time.
COHORT_LINE = "int_cohort_line"
# Which list of provision counts at each month end.
LISTS_AT = "int_lists_at"


def facts(view: View, catalogue: Catalogue) -> tuple[Fact, ...]:
    """What the view's header names, which all its rows rest on, and what the rows of single measures and
    cohorts do.

    Of a view that shows money it is said from when its prices are, whatever its header names.
    """
    columns = {column.name for column in view.columns}
    whole = {view.collected} | {column.collected for column in view.columns} - {LISTS}
    if any(column.unit in ("gbp", "gbp_week") for column in view.columns):
        whole.discard("prices")
    named = [Fact("", "", collected) for collected in sorted(whole)]
    if "measure" in columns:
        named += [Fact("measure", measure, collected) for measure, collected in _of_measures().items()]
    if "cohort_code" in columns:
        cohorts = (cohort for cohort in catalogue.views.values() if cohort.layer == "cohorts")
        named += [Fact("cohort_code", cohort.name.removeprefix("cohort_"), cohort.collected) for cohort in cohorts]
    return tuple(fact for fact in named if fact.collected)


def cohorts_of(facts: Collection[str], catalogue: Catalogue) -> set[str]:
    """The codes of the cohorts that rest on one of ``facts`` alone."""
    return {
        name.removeprefix("cohort_")
        for name, view in catalogue.views.items()
        if view.layer == "cohorts" and view.collected in facts and view.collected
    }


def untold_dates(cursor: duckdb.DuckDBPyConnection, catalogue: Catalogue, view: View) -> set[tuple[str, date]]:
    """Each cohort and month end of the line for which not all of its authorities sent what the cohort rests on.

    None for a view that is not made of that.
    """
    if COHORT_LINE not in catalogue.inputs([view.name]):
        return set()
    return set(cursor.execute(f"select cohort, as_at from {COHORT_LINE} where not is_told").fetchall())


def list_date(cursor: duckdb.DuckDBPyConnection, built: Built, view: View) -> date | None:
    """The day of the list of provision that a view of the chosen date rests on; None of a view made of none."""
    if LISTS_AT not in built.catalogue.inputs([view.name]) or LISTS_AT in built.problems:
        return None
    row = cursor.execute(f"select list_date from {LISTS_AT} where as_at = chosen_date()").fetchone()
    return row[0] if row else None


def line_gaps(
    cursor: duckdb.DuckDBPyConnection, catalogue: Catalogue, view: View, about: Sequence[Counted], shown: pd.DataFrame
) -> tuple[tuple[str, date, tuple[str, ...]], ...]:
    """What was collected, the days of ``shown`` on which a cohort that rests on it is not told of, and who sent none.

    None for a view that is not made of such lines. It follows from who sent what alone, and names only authorities
    that the figures are ``about``.
    """
    if COHORT_LINE not in catalogue.inputs([view.name]):
        return ()
    names = {authority.authority_code: authority.authority_name for authority in about}
    points = set(zip(shown["cohort_code"], pd.to_datetime(shown["as_at"]).dt.date, strict=True))
    rows = cursor.execute(
        f"select cohort, as_at, collected, without_codes from {COHORT_LINE} where without_codes <> '' order by 2, 1"
    ).fetchall()
    told = {(collected, day): codes.split() for cohort, day, collected, codes in rows if (cohort, day) in points}
    named = ((*key, tuple(sorted(names[code] for code in codes if code in names))) for key, codes in told.items())
    return tuple(gap for gap in named if gap[2])


def hide_unknown(
    cursor: duckdb.DuckDBPyConnection,
    catalogue: Catalogue,
    view: View,
    about: Sequence[Counted],
    shown: pd.DataFrame,
    symbols: pd.DataFrame,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Protected rows and their symbols with x, not available, in place of each figure that is not known.

    A figure is not known where no input of the authorities it is ``about`` vouches for the date, and where none
    of them had what it rests on collected within a year of it.
    """
    symbols = unvouched.mark(view, shown, symbols)
    counting = [authority for authority in about if authority.is_counted]
    if not counting:
        is_hidden = about and unvouched.is_of_the_date(view, catalogue)
        return unvouched.hide(view, shown, symbols) if is_hidden else (shown, symbols)
    lacking = [fact for fact in COLLECTED if not any(authority.knows(fact) for authority in counting)]
    shown, symbols = unvouched.hide_uncollected(view, shown, symbols, lacking)
    shown, symbols = unvouched.hide_cohorts(view, shown, symbols, cohorts_of(lacking, catalogue))
    return unvouched.hide_cohort_dates(view, shown, symbols, untold_dates(cursor, catalogue, view))


@tables.derived_from("headline_measures")
def _of_measures() -> dict[str, str]:
    return {row["measure"]: row["collected"] for row in tables.records("headline_measures")}
