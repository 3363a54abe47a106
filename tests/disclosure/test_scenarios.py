"""Levers move no exact figure: whoever sets them freely, and sees where a figure passes a ten, learns nothing besides
what is shown."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate, rule, scenarios
from sufficiency.result import EXACT, Column, Given, View
from sufficiency.snapshot import store
from tests.intruder import unmoved

MERTON = {"authority": ("E09000024",)}
KEYS = ["kind", "category_code", "months_ahead"]
AHEAD = (12, 24)


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Scope]:
    """The demonstration's database, as far as forecasts and scenarios go."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        patch.setattr(settings, "QUERY_SECONDS", 600)
        scope = Scope(store.read(settings.DEMONSTRATION), marts=("forecast", "scenario", "scenario_differences"))
        yield scope
        scope.close()


def given(scope: Scope, share: float, *, is_of_region: bool = True) -> Given:
    """A scenario by which every series of Merton's grows by ``share`` of its exact figure, and the region's too."""
    rows = []
    for level, chosen in (("authority", MERTON), ("london", {})):
        if level == "authority" or is_of_region:
            frame = query.fetch(scope, ["forecast"], chosen, profile=EXACT)["forecast"].rows
            rows.append(frame[frame["months_ahead"].isin(AHEAD)].assign(level=level))
    frame = pd.concat(rows)
    drawn = frame[["level", "area_name", "authority_code", *KEYS]].assign(
        grouping=None,
        difference=share * frame["expected_count"],
        difference_low=(share - 0.05) * frame["expected_count"],
        difference_high=(share + 0.05) * frame["expected_count"],
        simulated=frame["expected_count"],
    )
    levers = pa.table({"lever": pa.array([], pa.string()), "value": pa.array([], pa.float64())})
    return {"scenario": pa.Table.from_pandas(drawn, preserve_index=False), "scenario_levers": levers}


def differences(scope: Scope, tables: Given, profile: str) -> pd.DataFrame:
    rows = query.fetch(scope, ["scenario_differences"], MERTON, profile=profile, given=tables)
    return rows["scenario_differences"].rows.set_index(["kind", "category_code", "years_ahead"]).sort_index()


def test_where_a_figure_passes_a_ten_says_nothing_of_the_exact_one(demonstration: Scope) -> None:
    """An intruder who turns a lever up says beforehand, from what is shown and the region's share alone, at which
    turn each figure passes its ten; were it the exact figure that grew, the turn would tell it."""
    told = guessed = 0
    for share in np.arange(0, 1, 0.09):
        tables = given(demonstration, share)
        rows = differences(demonstration, tables, gate.LONDON_7_5)
        foreseen = rule.counts(rows["without_count"] * (1 + share))
        pd.testing.assert_series_equal(rows["with_count"], foreseen, check_names=False)
        exact = differences(demonstration, tables, EXACT).reindex(rows.index)
        told += int((rule.counts(exact["with_count"]) != foreseen)[foreseen.notna()].sum())
        guessed += int(foreseen.notna().sum())
    assert guessed > 0
    assert told > 0, "of exact figures the turn would be another one, or nothing was tried"


def test_a_scenario_of_one_place_alone_shows_a_viewer_nothing(demonstration: Scope) -> None:
    tables = given(demonstration, 0.3, is_of_region=False)
    rows = differences(demonstration, tables, gate.LONDON_7_5)
    assert rows[["with_count", "least_count", "most_count"]].isna().all(axis=None)


def test_moving_every_count_within_its_ten_changes_no_scenario(demonstration: Scope) -> None:
    tables = given(demonstration, 0.4)
    before = differences(demonstration, tables, gate.LONDON_7_5)
    with unmoved.all_moved():
        after = differences(demonstration, tables, gate.LONDON_7_5)
    pd.testing.assert_frame_equal(before, after)
    assert before["with_count"].notna().any()


def test_few_differ_by_chance_more_than_the_whole_region_as_a_share() -> None:
    columns = {"kind": "All", "category_code": "All", "months_ahead": 12}
    drawn = pd.DataFrame(
        [
            {
                "level": "london",
                "area_name": "London",
                "difference": 400,
                "difference_low": 300,
                "difference_high": 500,
            },
            {
                "level": "authority",
                "area_name": "Camden",
                "difference": 99,
                "difference_low": 9,
                "difference_high": 999,
            },
        ]
    ).assign(**columns, grouping=None, authority_code=None, simulated=[8005.0, 320.0])
    shown = pd.DataFrame({"area_name": ["Camden"], **{key: [value] for key, value in columns.items()}})
    forecast = shown.assign(**dict.fromkeys(scenarios.SHOWN, 80.05))
    tables: Given = {"scenario": pa.Table.from_pandas(drawn, preserve_index=False)}
    row = scenarios.of_shown(tables, forecast)["scenario"].to_pandas().iloc[0]
    # 400 of 8,005 is 5 per cent of 80.05, 4; a hundredth as many have a range ten times as wide: 5 less and plus 12.5.
    assert row["difference"] == pytest.approx(4, abs=0.01)
    assert row[["difference_low", "difference_high"]].tolist() == pytest.approx([-6, 14], abs=0.05)


def test_nothing_is_expected_of_so_few_that_how_many_they_are_is_withheld(demonstration: Scope) -> None:
    """The high end of a range passes a ten sooner the more children there are: who knew how wide ranges are would
    learn how many of 0 to 9 there are."""
    # Of one authority so few have no row at all.
    area = {"area": ("South West London",)}
    exact = query.fetch(demonstration, ["forecast"], area, profile=EXACT)["forecast"].rows
    shown = query.fetch(demonstration, ["forecast"], area, profile=gate.LONDON_7_5)["forecast"]
    labels = ["kind", "category_code", "as_at"]
    rows = shown.rows.merge(exact[[*labels, "start_count"]], on=labels, suffixes=("", "_exact"))
    few = rows[(rows["start_count_exact"] < rule.band()) & (rows["start_count_exact"] > 0)]
    ahead = few[few["months_ahead"] > 0]
    figures = [column.name for column in shown.view.columns if column.unit == "count"]
    assert len(ahead) > 0
    assert ahead[figures].isna().all(axis=None)
    assert rows.loc[rows["start_count_exact"] >= rule.band(), "expected_high_count"].notna().any()


def test_a_count_beside_another_is_withheld_with_it() -> None:
    columns = (
        Column("category_code", "code", "Kind"),
        Column("start_count", "count", "Children"),
        Column("high_count", "count", "High end", kind="beside", of="start_count"),
    )
    view = View("v", "marts", "V", grain="one row per category_code", columns=columns)
    rows = pd.DataFrame({"category_code": ["a", "b", "c"], "start_count": [9, 10, 0], "high_count": [12.5, 12.5, 12.5]})
    shown, symbols = gate.apply(view, rows, gate.LONDON_7_5)
    assert shown["high_count"].tolist()[1:] == [15.0, 15.0]
    assert np.isnan(shown["high_count"][0])
    assert symbols["high_count"].tolist() == ["c", "", ""]
