"""Intervals and tests of change, held to another way of working them out and to the counts shown."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sufficiency import query, settings
from sufficiency.catalogue import header
from sufficiency.database import intervals, shown_counts
from sufficiency.database.scope import Scope
from sufficiency.database.shown_counts import Shown
from sufficiency.disclosure import gate
from sufficiency.result import EXACT, Column, View

Z = 1.959964
COUNTS = [(part, whole) for whole in (1, 8, 11, 20, 29, 240, 11_900) for part in {0, 1, whole // 3, whole - 1, whole}]
SHARE = View(
    "shares",
    "marts",
    "Shares",
    columns=(
        Column("area_name", "text", "Area"),
        Column("child_count", "count", "Children"),
        Column("distant_count", "count", "Far from home"),
        Column(
            "distant_pct", "pct", "Share far away", numerator="distant_count", denominator="child_count", kind="share"
        ),
        Column("place_count", "places", "Places"),
        Column(
            "child_ratio", "ratio", "Children a place", numerator="child_count", denominator="place_count", kind="rate"
        ),
    ),
)


@pytest.fixture
def cursor(empty_scope: Scope) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on a database that holds the macros."""
    with empty_scope.cursor() as found:
        yield found


def asked(cursor: duckdb.DuckDBPyConnection, sql: str, *values: object) -> object:
    """The one value that ``sql`` gives."""
    return cursor.execute(f"select {sql}", list(values)).fetchall()[0][0]


def test_the_numbers_are_those_of_the_reference_table(cursor: duckdb.DuckDBPyConnection) -> None:
    with (settings.REFERENCE / "certainty.csv").open(encoding="utf-8", newline="") as handle:
        rows = {row["rule"]: float(row["value"]) for row in csv.DictReader(handle)}
    # No view is asked what a sentence says.
    assert rows.pop("widest_points") == 20 and rows.pop("telling_points") == 50
    assert {rule: float(asked(cursor, f"{rule}()")) for rule in rows} == rows
    assert rows["confidence_z"] == pytest.approx(stats.norm.ppf(0.975), abs=1e-6)
    assert rows["funnel_z"] == pytest.approx(stats.norm.ppf(0.999), abs=1e-6)


@pytest.mark.parametrize(("part", "whole"), COUNTS)
def test_a_share_has_wilsons_interval(part: int, whole: int, cursor: duckdb.DuckDBPyConnection) -> None:
    low, high = stats.binomtest(part, whole).proportion_ci(0.95, method="wilson")
    assert asked(cursor, "wilson_low(?, ?, confidence_z())", part, whole) == pytest.approx(low, abs=1e-6)
    assert asked(cursor, "wilson_high(?, ?, confidence_z())", part, whole) == pytest.approx(high, abs=1e-6)


def test_wilson_by_hand(cursor: duckdb.DuckDBPyConnection) -> None:
    # 3 of 11, z 1.96: (3 + 1.9208 -+ 1.96 * sqrt(3 * 8 / 11 + 0.9604)) / (11 + 3.8416) = (4.9208 -+ 3.4747) / 14.8416
    assert asked(cursor, "round(100 * wilson_low(3, 11, 1.96), 1)") == 9.7
    assert asked(cursor, "round(100 * wilson_high(3, 11, 1.96), 1)") == 56.6


@pytest.mark.parametrize("count", [0, 1, 3, 11, 40, 500])
def test_a_count_has_byars_limits_close_to_the_exact_ones(count: int, cursor: duckdb.DuckDBPyConnection) -> None:
    exact = (stats.chi2.ppf(0.025, 2 * count) / 2 if count else 0.0, stats.chi2.ppf(0.975, 2 * count + 2) / 2)
    assert asked(cursor, "byar_low(?, confidence_z())", count) == pytest.approx(exact[0], abs=0.04)
    assert asked(cursor, "byar_high(?, confidence_z())", count) == pytest.approx(exact[1], abs=0.04)


@pytest.mark.parametrize("count", [6, 7, 10, 16, 25, 29, 60, 301])
def test_a_medians_interval_holds_it_at_least_about_95_times_in_100(
    count: int, cursor: duckdb.DuckDBPyConnection
) -> None:
    # Of the values 1 to n in any order, the limits are ranks; how often they hold the middle is binomial.
    values = np.random.default_rng(1).permutation(count) + 1
    cursor.register("figures", pd.DataFrame({"v": values.astype("float64")}))
    low, high = cursor.execute("select median_low(v), median_high(v) from figures").fetchall()[0]
    cursor.unregister("figures")
    assert low + high == count + 1
    held = stats.binom.cdf(high - 1, count, 0.5) - stats.binom.cdf(low - 1, count, 0.5)
    assert 0.94 <= held <= 0.985


def test_five_values_have_no_interval_of_their_median(cursor: duckdb.DuckDBPyConnection) -> None:
    found = cursor.execute("select median_low(v), median_high(v) from (values (1), (2), (3), (4), (5), (null)) t (v)")
    assert found.fetchall() == [(None, None)]


@pytest.mark.parametrize("count", [2, 8, 30, 400])
def test_a_mean_has_students_interval(count: int, cursor: duckdb.DuckDBPyConnection) -> None:
    figures = np.random.default_rng(2).lognormal(7.5, 0.6, count)
    cursor.register("figures", pd.DataFrame({"v": figures}))
    low, high = cursor.execute("select mean_low(v), mean_high(v) from figures").fetchall()[0]
    cursor.unregister("figures")
    wanted = stats.t.interval(0.95, count - 1, figures.mean(), stats.sem(figures))
    width = wanted[1] - wanted[0]
    near = 0.003 if count > 2 else 0.5  # of two figures there is no useful interval; none is shown of under eight
    assert (low, high) == (pytest.approx(wanted[0], abs=near * width), pytest.approx(wanted[1], abs=near * width))


@pytest.mark.parametrize(("one", "other"), list(product([(3, 60), (15, 60), (40, 240), (70, 240)], repeat=2)))
def test_two_shares_differ_as_the_two_proportion_test_says(
    one: tuple[int, int], other: tuple[int, int], cursor: duckdb.DuckDBPyConnection
) -> None:
    table = [[part, whole - part] for part, whole in (one, other)]
    wanted = stats.chi2_contingency(table, correction=True).pvalue < 0.05
    assert asked(cursor, "shares_differ(?, ?, ?, ?, confidence_z())", *one, *other) is bool(wanted)


def test_a_share_of_too_few_is_never_judged(cursor: duckdb.DuckDBPyConnection) -> None:
    assert asked(cursor, "shares_differ(0, 19, 200, 200, confidence_z())") is False
    assert asked(cursor, "shares_differ(0, 20, 200, 200, confidence_z())") is True
    assert asked(cursor, "shares_differ(0, 0, 200, 200, confidence_z())") is False
    assert asked(cursor, "shares_differ(null, 30, 200, 200, confidence_z())") is False


@pytest.mark.parametrize("few", [0, 1, 3, 11, 40, 240])
@pytest.mark.parametrize("more", [1, 5, 6, 12, 25, 60, 290, 302])
def test_two_counts_differ_only_where_the_exact_test_of_two_poisson_counts_says_so(
    few: int, more: int, cursor: duckdb.DuckDBPyConnection
) -> None:
    is_clear = asked(cursor, "counts_differ(?, ?, 345, confidence_z())", more - few, more + few)
    exact = stats.binomtest(few, few + more, 0.5).pvalue
    assert not is_clear or exact < 0.05
    assert is_clear or more <= few or exact > 0.02, "nor is it much stricter"


def test_two_counts_by_hand(cursor: duckdb.DuckDBPyConnection) -> None:
    # 240 and 290: 50 less 1 is 49, and 1.96 times the root of 530 is 45.1; 240 and 280: 39 is less than 44.7.
    assert asked(cursor, "counts_differ(50, 530, 345, 1.96)") is True
    assert asked(cursor, "counts_differ(40, 520, 345, 1.96)") is False
    assert asked(cursor, "counts_differ(15, 15, 19, 1.96)") is False
    assert asked(cursor, "counts_differ(-3, 500, 345, 1.96)") is False


def test_two_figures_differ_where_nought_is_outside_the_interval_of_their_difference(
    cursor: duckdb.DuckDBPyConnection,
) -> None:
    # 10 (8 to 12) and 13 (11 to 15): the ends nearest each other are 2 apart on either side; sqrt(8) = 2.83 < 3.
    assert asked(cursor, "figures_differ(10, 8, 12, 13, 11, 15)") is True
    assert asked(cursor, "figures_differ(13, 11, 15, 10, 8, 12)") is True
    # 10 and 12.8 are nearer than that.
    assert asked(cursor, "figures_differ(10, 8, 12, 12.8, 10.8, 14.8)") is False
    assert asked(cursor, "figures_differ(10, null, 12, 13, 11, 15)") is False


def _rows() -> pd.DataFrame:
    rows = pd.DataFrame(
        {"area_name": list("ABCD"), "child_count": [103, 29, 12, 0], "distant_count": [21, 12, 3, 0]}
    ).assign(place_count=[50, 10, 10, 10])
    rows["distant_pct"] = 100 * rows["distant_count"] / rows["child_count"].where(rows["child_count"] > 0)
    rows["child_ratio"] = rows["child_count"] / rows["place_count"]
    return rows[[column.name for column in SHARE.columns]]


def test_every_share_and_rate_has_two_columns_more(cursor: duckdb.DuckDBPyConnection) -> None:
    shown, symbols = gate.apply(SHARE, _rows(), EXACT)
    view, rows, marks = intervals.beside(cursor, [Shown(SHARE, shown, symbols)], EXACT)[0]
    assert list(rows.columns) == list(marks.columns) == [column.name for column in view.columns]
    share = view.column("distant_pct")
    assert (share.low, share.high) == ("distant_low_pct", "distant_high_pct")
    assert view.column("child_ratio").low == "child_low_ratio"
    low, high = stats.binomtest(21, 103).proportion_ci(0.95, method="wilson")
    assert rows["distant_low_pct"].iloc[0] == pytest.approx(100 * low, abs=1e-4)
    assert rows["distant_high_pct"].iloc[0] == pytest.approx(100 * high, abs=1e-4)
    assert marks["distant_low_pct"].tolist() == ["", "", "", "z"]
    # Byar: 29 children 19.4 to 41.7, on 10 places; nobody: 0 to 3.7 (exact 3.69).
    assert rows["child_low_ratio"].iloc[1] == pytest.approx(1.94, abs=0.005)
    assert rows["child_high_ratio"].iloc[1] == pytest.approx(4.17, abs=0.005)
    assert rows[["child_low_ratio", "child_high_ratio"]].iloc[3].tolist() == [0.0, pytest.approx(0.369, abs=0.004)]


def test_protected_figures_have_intervals_of_protected_counts(cursor: duckdb.DuckDBPyConnection) -> None:
    shown, symbols = gate.apply(SHARE, _rows(), gate.LONDON_7_5)
    _, rows, marks = intervals.beside(cursor, [Shown(SHARE, shown, symbols)], gate.LONDON_7_5)[0]
    # 21 of 103 is shown as 25 of 105, which may be 20 of 109 to 29 of 100; 12 of 29 as 15 of 25.
    for row, ends in enumerate([((20, 109), (29, 100)), ((10, 29), (19, 20))]):
        low, high = (
            stats.binomtest(part, whole).proportion_ci(0.95, method="wilson")[end]
            for end, (part, whole) in enumerate(ends)
        )
        assert rows["distant_low_pct"].iloc[row] == round(100 * low)
        assert rows["distant_high_pct"].iloc[row] == round(100 * high)
    assert marks["distant_low_pct"].tolist()[2] == marks["distant_pct"].tolist()[2] == "c"
    assert rows["distant_low_pct"].iloc[2:].isna().all()


def test_what_is_withheld_changes_no_interval_that_is_shown(cursor: duckdb.DuckDBPyConnection) -> None:
    """Two tables that look the same after the gate have the same intervals, whatever they were."""
    one, two = _rows(), _rows()
    two["distant_count"], two["child_count"] = [26, 14, 1, 0], [104, 27, 11, 0]
    two["distant_pct"] = 100 * two["distant_count"] / two["child_count"].where(two["child_count"] > 0)
    two["child_ratio"] = two["child_count"] / two["place_count"]
    made = []
    for rows in (one, two):
        shown, symbols = gate.apply(SHARE, rows, gate.LONDON_7_5)
        made.append(intervals.beside(cursor, [Shown(SHARE, shown, symbols)], gate.LONDON_7_5)[0].rows)
    assert made[0].equals(made[1])


@pytest.mark.parametrize("profile", [EXACT, gate.LONDON_7_5])
def test_many_rows_have_the_intervals_of_few(
    profile: str, cursor: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for most in (shown_counts.MOST_BOUND, 0):
        monkeypatch.setattr(shown_counts, "MOST_BOUND", most)
        shown, symbols = gate.apply(SHARE, _rows(), profile)
        made.append(intervals.beside(cursor, [Shown(SHARE, shown, symbols)], profile)[0])
    pd.testing.assert_frame_equal(made[0].rows, made[1].rows)
    assert made[0].symbols.equals(made[1].symbols)


def test_a_view_of_no_rows_has_none(cursor: duckdb.DuckDBPyConnection) -> None:
    shown, symbols = gate.apply(SHARE, _rows().iloc[:0], EXACT)
    _, rows, marks = intervals.beside(cursor, [Shown(SHARE, shown, symbols)], EXACT)[0]
    assert rows.empty and marks.empty and "distant_low_pct" in rows


def test_a_view_without_shares_stays_as_it_is(cursor: duckdb.DuckDBPyConnection) -> None:
    counts = replace(SHARE, columns=SHARE.columns[:3])
    rows = _rows()[[column.name for column in counts.columns]]
    shown, symbols = gate.apply(counts, rows, EXACT)
    view, same, _ = intervals.beside(cursor, [Shown(counts, shown, symbols)], EXACT)[0]
    assert view is counts and same is shown


def test_the_median_of_a_header_names_its_limits_and_they_are_held_to_more_children(
    tmp_path, cursor: duckdb.DuckDBPyConnection
) -> None:
    folder = tmp_path / "marts"
    folder.mkdir()
    (folder / "middles.sql").write_text(
        "/*\ntitle: Middles\nsummary: A test\ngrain: one row per area_name\nsource: A test\ncolumns:\n"
        "  area_name | text | Area\n  known_count | count | Known\n"
        "  half_miles | miles | Middle | median of known_count\n"
        "  half_low_miles | miles | Low end | low of half_miles\n"
        "  half_high_miles | miles | High end | high of half_miles\n*/\nselect 1\n",
        encoding="utf-8",
    )
    view = header.read(folder / "middles.sql")
    assert header.unprotected(view) == []
    assert view.column("half_miles").low == "half_low_miles" and view.column("half_low_miles").is_limit
    rows = pd.DataFrame(
        {"area_name": ["A", "B"], "known_count": [29, 30], "half_miles": 5.2, "half_low_miles": 3.4}
    ).assign(half_high_miles=8.4)
    shown, symbols = gate.apply(view, rows, gate.LONDON_7_5)
    assert shown["half_miles"].tolist() == [5.0, 5.0]
    assert symbols["half_low_miles"].tolist() == ["c", ""]
    assert shown["half_high_miles"].iloc[1] == 8.0
    assert intervals.beside(cursor, [Shown(view, shown, symbols)], gate.LONDON_7_5)[0].view is view


def test_every_mart_has_an_interval_of_every_share(london: Scope) -> None:
    marts = [view for view in london.catalogue.layer("marts") if not view.child_level]
    found = query.fetch(london, [view.name for view in marts], {}, profile=EXACT)
    assert sum(c.kind == "share" for view in marts for c in view.columns) > 60
    for result in found.values():
        for column in result.view.columns:
            if column.kind in intervals.MEASURED and not column.is_limit:
                known = result.rows[column.name].notna()
                low, high = (result.rows[end][known].astype("float64") for end in (column.low, column.high))
                values = result.rows[column.name][known].astype("float64")
                name = f"{result.view.name}.{column.name}"
                if column.kind == "rate" and (values == 0).all():
                    continue  # a rate of nobody anywhere does not say what it was multiplied by
                assert (low <= values + 1e-9).all() and (values <= high + 1e-9).all(), name


def test_every_median_and_mean_of_a_mart_has_an_interval(london: Scope) -> None:
    lacking = [
        f"{view.name}.{column.name}"
        for view in london.catalogue.layer("marts")
        for column in view.columns
        if not view.child_level and column.kind in ("median", "mean") and not column.is_limit
        if not (column.low and column.high)
    ]
    assert lacking == []


@pytest.mark.parametrize("count", [12, 60, 400])
def test_the_share_of_a_sum_has_the_interval_of_a_ratio(count: int, cursor: duckdb.DuckDBPyConnection) -> None:
    random = np.random.default_rng(count)
    whole = random.lognormal(7, 0.5, count)
    part = whole * random.uniform(0, 0.6, count)
    cursor.register("pounds", pd.DataFrame({"p": part, "w": whole}))
    low, high = cursor.execute("select ratio_low(p, w), ratio_high(p, w) from pounds").fetchall()[0]
    cursor.unregister("pounds")
    # A ratio less its own estimate is a mean of residuals: its error is theirs over the mean of the whole.
    ratio = part.sum() / whole.sum()
    error = stats.sem(part - ratio * whole) / whole.mean()
    wanted = stats.t.interval(0.95, count - 1, ratio, error)
    assert (low, high) == (pytest.approx(wanted[0], abs=0.001), pytest.approx(wanted[1], abs=0.001))


def test_no_interval_passes_what_a_figure_can_be(cursor: duckdb.DuckDBPyConnection) -> None:
    """Of few children health's share of the cost reached from below nought; a difference of prices may."""
    asked = "select mean_low(p), mean_high(p), ratio_low(p, w), ratio_high(p, w), ratio_low(p - w, w) from pounds"
    for part, wanted in (([0.0, 0.0, 900.0], (0, None, 0, None)), ([900.0, 1000.0, 100.0], (None, None, None, 1))):
        cursor.register("pounds", pd.DataFrame({"p": part, "w": [900.0, 1000.0, 1100.0]}))
        found = cursor.execute(asked).fetchall()[0]
        cursor.unregister("pounds")
        mean = float(np.mean(part))
        assert found[0] >= 0 and found[0] < mean < found[1]
        assert 0 <= found[2] < found[3] <= 1 and found[4] < 0
        assert [end for end, fixed in zip(found, wanted, strict=False) if fixed is not None] == [
            end for end in wanted if end is not None
        ]
    cursor.register("pounds", pd.DataFrame({"p": [5.0], "w": [9.0]}))
    assert cursor.execute(asked).fetchall()[0] == (None,) * 5, "one child has no interval"
    cursor.unregister("pounds")


def test_a_share_that_lasts_has_the_band_that_scipy_gives(cursor: duckdb.DuckDBPyConnection) -> None:
    """Greenwood's error on the scale of log(-log), day by day, of spells of which a third are still open."""
    random = np.random.default_rng(5)
    days, is_open = random.integers(1, 60, 90), np.arange(90) % 3 == 0
    days[0], days[1] = 70, 0  # the last is open and the first has ended, so that the band is everywhere defined
    lasting = stats.ecdf(stats.CensoredData(days[~is_open], right=days[is_open])).sf
    band = lasting.confidence_interval(0.95, method="log-log")
    survival, error = 1.0, 0.0
    for place, day in enumerate(lasting.quantiles):
        at_risk, ended = (days >= day).sum(), ((days == day) & ~is_open).sum()
        survival *= 1 - ended / at_risk
        error += ended / (at_risk * (at_risk - ended))
        assert survival == pytest.approx(lasting.probabilities[place])
        if 0 < survival < 1:
            for end, limit in (("low", band.low), ("high", band.high)):
                made = asked(cursor, f"lasting_{end}(?, ?, confidence_z())", float(survival), float(error))
                assert made == pytest.approx(limit.probabilities[place], abs=1e-5)
