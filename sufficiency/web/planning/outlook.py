"""What can be said from DfE's published counts alone: the last value, with a range that has held."""

from __future__ import annotations

import streamlit as st

from sufficiency import choices
from sufficiency.planning import drivers
from sufficiency.planning.forecast import LACKING
from sufficiency.planning.series import STARTED
from sufficiency.presentation.sentences import planning
from sufficiency.reference import tables
from sufficiency.result import EXACT, Choices, Result
from sufficiency.web import figures, peers
from sufficiency.web.page_run import PageRun

PLACE = ("authority", "area", "grouping")
VIEWS = ("published_outlook", "published_forecast_errors")
TWO_YEARS = "2 years"
LONGEST = "3 years"  # that can be held against what came: a forecast for five years is judged by it
TRIED = ("1 year", TWO_YEARS, LONGEST)
ERRORS = ("level", "method", "weighted_error", "mean_error", "mean_share", "covered_80", "covered_95")
AIMS = ("aim", "level", "most_ratio", "error_ratio", "outcome", "covered_80", "case_number")
PUBLISHED = ("years_ahead", "method", "weighted_error", "mean_error", "mean_share", "range_80", "covered_80")
ALL = "All children looked after"
# What changes a number of all children: growing older and moving only change its parts.
OF_ALL = drivers.NAMES[:3]
MONTH_ENDS = (
    "Counted from one month end to the next: a child who comes and leaves between two is not seen here, so that "
    "Trends in care mostly has more."
)


def of_place(page: PageRun) -> Choices:
    """What is chosen of places, which alone bears on a forecast."""
    return {key: page.choices[key] for key in PLACE if key in page.choices}


def unheard(page: PageRun, forecast: Result) -> None:
    """Say which choices do not change a forecast: all but places, and those that it has a line of its own for."""
    lines = set(forecast.rows["category"])
    kept = [key for key in page.choices if key not in (*PLACE, "comparator") and not lines & set(page.words_of(key))]
    others = [choices.kinds()[key].name for key in kept]
    if others:
        named = f"{', '.join(others[:-1])} and {others[-1]} do" if len(others) > 1 else f"{others[0]} does"
        st.info(f"The forecast is of all children of a place, from the last month end seen: {named} not change it.")


def lacking(facts: Result) -> None:
    """Which file to add, where the forecast had to do without what it says."""
    for said in facts.where(fact=LACKING).rows["said"]:
        st.info(f"{LACKING} {said[:1].lower()}{said[1:]}.")  # In a table of facts it begins a cell.


def told(kind: str) -> str:
    """The name of a kind of series over a picture of all of it."""
    return ALL if kind == "All" else kind


def flows(kind: str) -> None:
    """How starts and ends are counted, under a picture of them."""
    if kind == STARTED.kind:
        month_ends()


def month_ends() -> None:
    """How starts and ends are counted here, where another page counts them otherwise."""
    st.html(f"<p class='caption'>{MONTH_ENDS}</p>")


def driving(result: Result, kind: str) -> Result:
    """What drives a series, without what never changes a number of all children."""
    return result.where(driver=OF_ALL) if kind == "All" else result


def errors(of_series: Result, years: str) -> None:
    """How far off each way of foretelling one series was so many years on, in London and its authorities."""
    tried = years if years in TRIED else LONGEST
    rest = "" if tried == years else ", the furthest that can be tried"
    is_exact = of_series.profile == EXACT
    columns = [name for name in ERRORS if is_exact or of_series.view.column(name).kind != "exact"]
    of_years = of_series.where(years_ahead=tried)
    figures.figure(
        of_years.where(level=(tables.named(), "Authorities")),
        "bar x=weighted_error y=method colour=level sort=none",
        key="errors_drawn",
        title=f"Error {tried} on{rest}: {planning.nearest(of_years)}",
        columns=columns,
        is_picked=False,
    )
    figures.under(of_years, key="errors", columns=columns, is_open=True)


def panel(page: PageRun, outlook: Result, errors: Result) -> None:
    """The last published counts carried on, of a place among the others, and how far off that was; real counts,
    whoever is served."""
    figures.heading("From DfE's published counts alone")
    if outlook.is_empty:
        st.info(
            tables.filled(
                "DfE publishes no count of these authorities that can be carried on. Choose another, or all "
                "of {region}."
            )
        )
    else:
        _carried_on(outlook, peers.among(page, outlook))
    figures.under(errors, key="published_errors", columns=PUBLISHED, is_open=True)


def _carried_on(outlook: Result, among: Result) -> None:
    figures.lead(
        "These are real counts. Nothing made of yearly counts came nearer than the last value, so it is shown, with "
        "the range that held four in five of all authorities' counts two years on.",
        outlook,
    )
    figures.figure(
        among.where(years_ahead=TWO_YEARS),
        "range x=authority_name low=low_80 mid=looked_after high=high_80",
        key="outlook",
        title="Last published count, and its range two years on",
    )
