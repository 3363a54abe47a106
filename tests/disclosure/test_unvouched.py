"""Nobody's median is not applicable; what is not known of children who are there is not available."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, unvouched
from sufficiency.result import EXACT, Column, View
from sufficiency.snapshot import store

STAYS = View(
    "stays",
    "marts",
    "Stays",
    columns=(
        Column("placement_type", "text", "Placement type"),
        Column("child_count", "count", "Children"),
        Column("median_days", "days", "Median", of="child_count", kind="median", low="low_days", high="high_days"),
        Column("low_days", "days", "Low end", of="child_count", kind="limit", is_limit=True),
        Column("high_days", "days", "High end", of="child_count", kind="limit", is_limit=True),
        Column("over_count", "count", "Long"),
        Column("over_pct", "pct", "Share", numerator="over_count", denominator="child_count", kind="share"),
    ),
)


def test_a_median_of_nobody_is_z_and_one_that_is_not_known_is_x() -> None:
    nothing = float("nan")
    rows = pd.DataFrame(
        [
            ["Three, all known", 3, 90.0, nothing, nothing, 1, 33.3],
            ["Three, one not known", 3, nothing, nothing, nothing, nothing, nothing],
            ["Nobody", 0, nothing, nothing, nothing, 0, nothing],
            ["How many is not known", nothing, nothing, nothing, nothing, nothing, nothing],
        ],
        columns=[column.name for column in STAYS.columns],
    )
    symbols = rows.isna().replace({True: "z", False: ""})
    marked = unvouched.mark(STAYS, rows, symbols)
    assert marked["median_days"].tolist() == ["", "x", "z", "x"]
    # Of three children a median has no interval, which is not applicable; of one not known the ends are not either.
    assert marked["low_days"].tolist() == marked["high_days"].tolist() == ["z", "x", "z", "x"]
    assert marked["over_count"].tolist() == ["", "x", "", "x"]
    assert marked["over_pct"].tolist() == ["", "x", "z", "x"]


COHORTS = View(
    "cohorts",
    "marts",
    "Cohorts",
    columns=(
        Column("cohort_code", "code", "Cohort"),
        Column("child_count", "count", "Children"),
        Column("population_0_17", "number", "Children who live there"),
        Column("over_pct", "pct", "Share", numerator="child_count", denominator="child_count", kind="share"),
    ),
)


def test_a_cohort_that_nobody_told_of_is_x_where_it_would_be_withheld() -> None:
    """A c would say that there are children, few of them; who sent what is said beside the figures."""
    nothing = float("nan")
    rows = pd.DataFrame(
        [["solo", nothing, 900.0, nothing], ["under_fives", nothing, 900.0, nothing]],
        columns=[column.name for column in COHORTS.columns],
    )
    symbols = pd.DataFrame([["", "c", "", "c"]] * 2, columns=rows.columns)
    hidden, marks = unvouched.hide_cohorts(COHORTS, rows, symbols, {"solo"})
    assert marks.to_numpy().tolist() == [["", "x", "", "x"], ["", "c", "", "c"]]
    assert hidden["population_0_17"].tolist() == [900.0, 900.0]


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Scope]:
    """London's database over the invented London of the repository: eight authorities sent found placements."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        scope = Scope(store.read(settings.DEMONSTRATION), marts=("cohort_trend",))
        yield scope
        scope.close()


def test_a_month_that_not_all_of_a_line_told_of_is_x_for_a_viewer_too(demonstration: Scope) -> None:
    """Who sent what is said on the page, so an x tells nothing; a c would say that there are a few children."""
    exact = query.fetch(demonstration, ["cohort_trend"], {}, profile=EXACT)["cohort_trend"]
    shown = query.fetch(demonstration, ["cohort_trend"], {}, profile=gate.LONDON_7_5)["cohort_trend"]
    key = ["cohort_code", "as_at"]
    one, other = (result.rows[key].assign(symbol=result.symbols["child_count"]) for result in (exact, shown))
    beside = one.merge(other, on=key, suffixes=("_exact", "_shown"))
    is_untold = beside["symbol_exact"] == "x"
    assert is_untold.any() and len(beside) == len(exact.rows)
    assert set(beside["symbol_shown"][is_untold]) == {"x"}
    assert "x" not in set(beside["symbol_shown"][~is_untold])
    # How many are looked after is known on that day.
    untold = (shown.symbols["child_count"] == "x").to_numpy()
    assert set(shown.symbols.loc[untold, "looked_after_count"]) == {""}
    assert set(shown.symbols.loc[untold, "looked_after_pct"]) == {"x"}


def test_a_cohort_that_only_searches_tell_of_is_x_where_none_sent_them(london: Scope) -> None:
    told = {"exploitation", "fire_setting", "self_harm", "solo"}
    chosen = {"authority": (london.snapshot.authorities[0],)}
    shown = query.fetch(london, ["need_cohorts"], chosen, profile=EXACT)["need_cohorts"]
    is_untold = shown.rows["cohort_code"].isin(told).to_numpy()
    measures = [c.name for c in shown.view.columns if c.is_measure and c.unit not in unvouched.PUBLIC]
    assert is_untold.sum() == len(told)
    assert set(shown.symbols.loc[is_untold, measures].to_numpy().ravel()) == {"x"}
    # Of other cohorts of the same authority figures stand.
    assert (shown.symbols.loc[~is_untold, "looked_after_count"] != "x").any()


def test_in_every_mart_z_stands_where_nobody_does(london: Scope) -> None:
    marts = [view for view in london.catalogue.layer("marts") if not view.child_level]
    wrong = []
    for result in query.fetch(london, [view.name for view in marts], {}, profile=EXACT).values():
        for column in result.view.columns:
            behind = column.of or column.denominator
            if (
                column.is_measure
                and column.kind not in ("", "difference")
                and not column.is_limit
                and behind in result.rows
            ):
                is_z = result.symbols[column.name] == "z"
                if (result.rows[behind][is_z].astype("float64") > 0).any():
                    wrong.append(f"{result.view.name}.{column.name}")
    assert wrong == []
