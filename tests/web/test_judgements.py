"""Up and down, better and worse are said only of changes that a test of chance supports: all authorities and years.

The counts, prices and distances are read from the children themselves, and tested in another way than the
tool's own, also where a reader sees protected figures: Pearson's test of two shares, the exact test of two
counts, Welch's of two means, Mood's of two medians.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
import pytest
from scipy import stats

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import key_figures
from sufficiency.result import EXACT, Result
from sufficiency.snapshot import store

CHANCE = 0.05
FIGURES = {"weekly_cost": "weekly_cost_gbp", "median_distance": "distance_miles"}


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Scope]:
    """London's database over the invented London of the repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        scope = Scope(store.read("demonstration"), marts=("headline", "everyone"))
        yield scope
        scope.close()


def judged(headline: Result) -> pd.DataFrame:
    """The measures of which a card says up or down, and so better or worse."""
    says = [
        any(
            word in key_figures._change(headline.where(measure=row["measure"]), row)
            for word in ("up", "down", "better", "worse")
        )
        for row in headline.rows.to_dict("records")
    ]
    return headline.rows[pd.Series(says, headline.rows.index, dtype=bool)]


def is_supported(row: dict[str, Any], scope: Scope, authority: str, as_at: date) -> bool:
    """True where chance alone would make such a change less than once in twenty times."""
    if row["unit"] == "pct":
        now, then = (
            (row[f"{when}numerator_count"], row[f"{when}denominator_count"] - row[f"{when}numerator_count"])
            for when in ("", "last_year_")
        )
        return bool(stats.chi2_contingency([now, then], correction=False).pvalue < CHANCE)
    if row["unit"] == "count":
        counts = [int(row[f"{when}numerator_count"]) for when in ("", "last_year_")]
        return bool(stats.binomtest(counts[0], sum(counts), 0.5).pvalue < CHANCE)
    now, then = (
        [
            figure
            for (figure,) in _ask(
                scope,
                f"select {FIGURES[row['measure']]} from everyone where authority_code = ? and as_at = ? "
                f"and {FIGURES[row['measure']]} is not null",
                [authority, day],
            )
        ]
        for day in (as_at, as_at.replace(year=as_at.year - 1))
    )
    if row["measure"] == "weekly_cost":
        return bool(stats.ttest_ind(now, then, equal_var=False).pvalue < CHANCE)
    return bool(stats.median_test(now, then, correction=False).pvalue < CHANCE)


def _ask(scope: Scope, sql: str, values: list[object]) -> list[tuple[Any, ...]]:
    with scope.cursor() as cursor:
        return cursor.execute(sql, values).fetchall()


def _places(scope: Scope, years: int) -> list[tuple[str, date]]:
    dates = _ask(scope, "select distinct as_at from everyone where month(as_at) = 3 order by 1", [])[1:][-years:]
    return [(code, day) for code in scope.snapshot.authorities for (day,) in dates]


# Every authority in the last year, which stand for the others: the same function judges them all. What
# is said of protected figures must be true of the exact ones.
@pytest.mark.parametrize(
    ("profile", "years"),
    [
        (EXACT, 1),
        (gate.LONDON_7_5, 1),
        pytest.param(EXACT, 99, marks=pytest.mark.whole),
        pytest.param(gate.LONDON_7_5, 2, marks=pytest.mark.whole),
    ],
)
def test_no_better_or_worse_is_said_that_chance_explains(demonstration: Scope, profile: str, years: int) -> None:
    known = query.options(demonstration)
    said, unsupported = 0, []
    for authority, day in _places(demonstration, years):
        chosen = {"authority": (authority,), "as_at": (day.isoformat(),)}
        headline = query.fetch(demonstration, ["headline"], chosen, profile=profile, known=known)["headline"]
        measures = judged(headline)["measure"]
        if measures.empty:
            continue
        if profile != EXACT:
            headline = query.fetch(demonstration, ["headline"], chosen, profile=EXACT, known=known)["headline"]
        exact = headline.rows
        for row in exact[exact["measure"].isin(measures)].to_dict("records"):
            said += 1
            if not is_supported(row, demonstration, authority, day):
                unsupported.append(f"{authority} {day} {row['measure']}")
    assert said > 0, "nothing is judged at all, so that this test holds nothing"
    assert unsupported == []


def test_a_judgement_that_chance_explains_is_counted(demonstration: Scope) -> None:
    """3 of 30 beside 5 of 30 is chance; the same card would be caught were it called better."""
    found = query.fetch(demonstration, ["headline"], {}, profile=EXACT)["headline"]
    one = found.where(measure="distant")
    planted = {"numerator_count": 3, "denominator_count": 30, "value": 10.0, "last_year_value": 16.7}
    planted |= {"last_year_numerator_count": 5, "last_year_denominator_count": 30, "change_value": -6.7}
    for name, value in (planted | {"change_is_clear": True}).items():
        one.rows[name] = value
    rows = judged(one).to_dict("records")
    assert len(rows) == 1
    assert not is_supported(rows[0], demonstration, "E09000007", demonstration.as_at)
    one.rows["change_is_clear"] = False
    assert judged(one).empty and "No clear change" in key_figures._change(one, one.rows.iloc[0].to_dict())


def test_nothing_is_judged_on_fewer_than_20_children(demonstration: Scope) -> None:
    city = {"authority": ("E09000001",)}
    headline = query.fetch(demonstration, ["headline"], city, profile=EXACT)["headline"]
    thin = headline.rows[headline.rows["denominator_count"] < 20]
    assert len(thin) and not thin["change_is_clear"].any()
