"""Puts the cohorts of ``sql/cohorts`` together, so that one file more is one cohort more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sufficiency.result import View

MEMBERS = "cohort_members"


def view_of(cohort: str) -> str:
    """The name of the view of the cohort in ``sql/cohorts/COHORT.sql``."""
    return f"cohort_{cohort}"


def names(views: Mapping[str, View]) -> list[str]:
    """The names of the cohort views among ``views``, in order."""
    return sorted(view.name for view in views.values() if view.layer == "cohorts")


def members_sql(cohorts: Iterable[str]) -> str:
    """The SELECT that puts the children of these cohort views together, one row a membership."""
    parts = [f"select '{name.removeprefix('cohort_')}' as cohort, child_id, as_at from {name}" for name in cohorts] or [
        "select '' as cohort, 0::bigint as child_id, date '1900-01-01' as as_at where false"
    ]
    return " union all ".join(parts)


def members(cohorts: Iterable[str]) -> View:
    """The view of every cohort's members: made, not written."""
    return View(
        name=MEMBERS,
        layer="intermediate",
        title="Children in each cohort at each month end",
        grain="one row per cohort, child_id, as_at",
        sql=members_sql(cohorts),
        stored=True,
    )


def described(views: Mapping[str, View]) -> list[tuple[str, str, str, str, str, int, str]]:
    """What ``ref.cohorts`` holds: cohort, title, definition, source, limits, the months it looks
    back and the facts seen once a year that it rests on, from each header."""
    cohorts = [views[name] for name in names(views)]
    return [
        (v.name.removeprefix("cohort_"), v.title, v.definition, v.source, v.limits, v.look_back, v.collected)
        for v in cohorts
    ]
