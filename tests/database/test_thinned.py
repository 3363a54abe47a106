"""The invented London with returns taken away: nobody else's figure moves, and no figure is made up.

Of seven of its authorities one lacks its last return, one its first, one a year between, and one all its
headers. The others sent everything. That nobody else's figure moves is shown of returns that contradict
each other, the repository's own demonstration. That what a thinned authority shows is true is shown of returns
that do not: where a later return corrects an earlier one (rules 1 to 5 of the joining, and the newest return's
row of an episode), what is known of the earlier date changes when it comes, so that without it the figure is
that of the returns there are, and says so.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.disclosure import unvouched
from sufficiency.result import EXACT, Result, View
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from tests.shares import is_in_every_run

pytestmark = pytest.mark.xdist_group("clean returns")

LATE, EARLY, HOLED, BARE = "E09000008", "E09000007", "E09000028", "E09000010"
OTHERS = ("E09000001", "E09000022", "E09000033")
GONE = f"""not (authority_code = '{LATE}' and return_year = 2026)
    and not (authority_code = '{EARLY}' and return_year = 2021)
    and not (authority_code = '{HOLED}' and return_year = 2024)"""
LAST = "2026-03-31"
# Columns that set a figure beside London's, which is of whoever counts: they move with it, as they say.
BESIDE_LONDON = re.compile(
    r"^(london|comparator|similar|expected|difference|dearer|filled|registered|usable|supply_gap)_"
)
BESIDE_LONDON_IN = {
    "net_movement": {"others_in", "living_in", "import", "net", "movement"},
    "top_placements": {"percentile", "saving"},
    # One of the three that they are the least and the largest of is beside similar need.
    "top_ten_savings": {"least", "largest"},
    # Of those of whom London has others of similar need.
    "price_for_similar_need": {"matched", "mean", "largest", "top_two"},
    "price_for_similar_need_by_sector": {"matched", "mean", "largest", "top_two"},
    "gap_assumptions": {"value", "low", "high", "measured"},
}
each_share = pytest.mark.parametrize("share", ["some", pytest.param("all", marks=pytest.mark.whole)])
# What was received and matched is told of the returns as they came.
OF_WHAT_WAS_RECEIVED = {"authorities_counted", "data_quality", "data_submission", "feed_differences", "match_rates"}


@dataclass(frozen=True)
class Three:
    """The same authorities: whole, thinned, and thinned without those that do not count at the last date."""

    whole: Scope
    thinned: Scope
    counted: Scope


@dataclass(frozen=True)
class Two:
    """The same authorities, whose returns contradict each other: whole and thinned."""

    whole: Scope
    thinned: Scope


def _scope(found: Snapshot, folder: Path, authorities: tuple[str, ...], kept: str, headers: str) -> Scope:
    folder.mkdir()
    sums: dict[str, dict[str, object]] = {}
    for table in found.tables:
        source, target = found.file(table), folder / f"{table}.parquet"
        columns = {row[0] for row in duckdb.sql(f"describe select * from '{source}'").fetchall()}
        where = "true"
        if {"authority_code", "return_year"} <= columns:
            where = f"authority_code in {authorities} and {kept}" + (f" and {headers}" if table == "header" else "")
        duckdb.sql(f"copy (select * from '{source}' where {where}) to '{target}' (format parquet)")
        sums[table] = {"sha256": hashlib.sha256(target.read_bytes()).hexdigest(), "rows": 0}
    return Scope(replace(found, authorities=authorities, tables=sums, folder=folder))


@pytest.fixture(scope="module")
def three(clean_snapshot: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Three]:
    """The three databases, made in memory of the clean returns' own tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "QUERY_SECONDS", 120)
        folder = tmp_path_factory.mktemp("thinned")
        everyone = (LATE, EARLY, HOLED, BARE, *OTHERS)
        bare = f"authority_code <> '{BARE}'"
        yield Three(
            _scope(clean_snapshot, folder / "whole", everyone, "true", "true"),
            _scope(clean_snapshot, folder / "thinned", everyone, GONE, bare),
            _scope(clean_snapshot, folder / "counted", (EARLY, HOLED, *OTHERS), GONE, bare),
        )


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """Two databases of the demonstration's own tables: one authority lacks its last return, one a year between,
    and two sent everything."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        patch.setattr(settings, "QUERY_SECONDS", 120)
        demonstration = store.read(settings.DEMONSTRATION)
        folder = tmp_path_factory.mktemp("contradicting")
        some = (LATE, HOLED, *OTHERS[1:])
        yield Two(
            _scope(demonstration, folder / "whole", some, "true", "true"),
            _scope(demonstration, folder / "thinned", some, GONE, "true"),
        )


def _marts(scope: Scope, share: str = "all") -> list[View]:
    """Every mart; of a ``share`` of them, those that stand in every run of the tests."""
    marts = scope.catalogue.layer("marts")
    return marts if share == "all" else [view for view in marts if is_in_every_run(view.name)]


def _all(scope: Scope, views: list[View], **chosen: tuple[str, ...]) -> dict[str, Result]:
    """Every view of ``views`` for the same choices, read on one cursor."""
    return query.fetch(scope, [view.name for view in views], chosen, profile=EXACT)


def _apart(one: Result, other: Result, columns: list[str]) -> list[str]:
    """In which columns two results differ, to the last digit that the order of a sum leaves alone."""
    if len(one.rows) != len(other.rows):
        return [f"{one.view.name}: {len(one.rows)} and {len(other.rows)} rows"]
    found = []
    for name in columns:
        left, right = one.rows[name], other.rows[name]
        if pd.api.types.is_float_dtype(left) or pd.api.types.is_float_dtype(right):
            same = np.isclose(left.astype(float), right.astype(float), rtol=1e-11, atol=1e-11, equal_nan=True).all()
        else:
            same = left.equals(right)
        if not same:
            found.append(f"{one.view.name}.{name}")
    return found


def _own(view: View) -> list[str]:
    """The columns of a view that are of those chosen alone."""
    stems = BESIDE_LONDON_IN.get(view.name, set())
    return [
        column.name
        for column in view.columns
        if not BESIDE_LONDON.match(column.name)
        and not any(column.name.startswith(stem) for stem in stems)
        and not (view.name == "gap_assumptions" and column.is_measure)
    ]


def _made_up(true: Result, shown: Result) -> list[str]:
    """Columns in which a row shown says what is not true; x, and nothing at all, say nothing."""
    own = _own(shown.view)
    is_list = shown.view.child_level
    columns = [column for column in shown.view.columns if column.name in own]
    figures = [column.name for column in columns if column.is_measure or is_list or column.unit == "flag"]
    labels = [column.name for column in columns if column.name not in figures and not column.kind]
    keys = [name for name in own if name in ("child_label", "placement_label")] or labels
    if not keys and is_list:
        grain = shown.view.grain.removeprefix("one row per ").split(", ")
        keys = [name for name in grain if name in own]
    if not keys:
        true, shown = (replace(side, rows=side.rows.assign(all=1)) for side in (true, shown))
        keys = ["all"]
    # A judgement is of the change beside it: where that is not known, it says nothing.
    judged = {name: name.replace("_is_clear", "_value") for name in figures if name.endswith("_is_clear")}
    figures = [name for name in figures if name not in keys]
    both = shown.rows[[*keys, *figures]].merge(
        true.rows[[*keys, *figures]], on=keys, how="left", suffixes=("", "_true"), indicator=True
    )
    found = [] if (both["_merge"] == "both").all() else [f"{shown.view.name}: a row that is not true"]
    for name in figures:
        shows = shown.rows[judged.get(name, name)].notna() & shown.rows[name].notna()
        known = (shown.symbols[name] == "").to_numpy() & shows.to_numpy()
        left, right = both[name][known], both[f"{name}_true"][known]
        if shown.view.column(name).is_measure:
            same = np.isclose(left.astype(float), right.astype(float), rtol=1e-11)
        else:
            same = (left == right).to_numpy()
        if not same.all():
            found.append(f"{shown.view.name}.{name}: {left[~same].tolist()[:3]} for {right[~same].tolist()[:3]}")
    return found


def _without_london(result: Result) -> Result:
    if result.view.name != "headline_lines":
        return result
    return result.where(series=tuple(set(result.rows["series"]) - {"London"}))


@each_share
@pytest.mark.parametrize("day", [LAST, pytest.param("2024-06-30", marks=pytest.mark.whole)])
def test_nobody_elses_figure_moves(two: Two, day: str, share: str) -> None:
    others, apart = OTHERS[1:], []
    views = [view for view in _marts(two.whole, share) if not view.shared]
    whole, thinned = (_all(scope, views, authority=others, as_at=(day,)) for scope in (two.whole, two.thinned))
    for view in views:
        one, other = (_without_london(side[view.name]) for side in (whole, thinned))
        if view.name == "published_comparison":
            one, other = (side.where(area_code=others) for side in (one, other))
        apart += _apart(one, other, _own(view))
    assert "; ".join(apart) == ""


@each_share
@pytest.mark.parametrize(
    "chosen", [pytest.param({}, id="London"), pytest.param({"authority": OTHERS}, id="others", marks=pytest.mark.whole)]
)
def test_london_is_of_those_that_count_and_of_nobody_else(
    three: Three, chosen: dict[str, tuple[str, ...]], share: str
) -> None:
    """All figures of the last date, of London and of others beside it, views that all share among them and similar
    need too, are the same as if those that do not count had never sent anything."""
    apart = []
    views = [view for view in _marts(three.whole, share) if view.section != "data"]
    counted, thinned = (_all(scope, views, as_at=(LAST,), **chosen) for scope in (three.counted, three.thinned))
    for view in views:
        one, other = counted[view.name], thinned[view.name]
        if "as_at" in one.rows and view.shared:
            one, other = (side.where(as_at=(pd.Timestamp(LAST),)) for side in (one, other))
        apart += _apart(one, other, [column.name for column in view.columns])
    assert "; ".join(apart) == ""


@each_share
@pytest.mark.parametrize(
    ("authority", "day"),
    [
        pytest.param(EARLY, "2021-09-30", marks=pytest.mark.whole),
        pytest.param(EARLY, "2022-03-31", marks=pytest.mark.whole),
        pytest.param(EARLY, "2023-09-30", marks=pytest.mark.whole),
        pytest.param(HOLED, "2023-03-31", marks=pytest.mark.whole),
        (HOLED, "2024-09-30"),
        pytest.param(HOLED, "2025-03-31", marks=pytest.mark.whole),
        pytest.param(LATE, "2024-03-31", marks=pytest.mark.whole),
        pytest.param(LATE, "2024-12-31", marks=pytest.mark.whole),
        pytest.param(LATE, "2025-03-31", marks=pytest.mark.whole),
    ],
)
def test_a_thinned_authority_shows_its_true_figure_or_x(three: Three, authority: str, day: str, share: str) -> None:
    """Every mart that is of the authority and the date: of what was received the truth is what was received.

    Views that all share are London's and no authority's; columns beside London, and who is like whom in it, are of
    whoever counts there: both are held by the test of London above.
    """
    apart = []
    views = [view for view in _marts(three.whole, share) if not view.shared and view.name not in OF_WHAT_WAS_RECEIVED]
    whole, thinned = (_all(s, views, authority=(authority,), as_at=(day,)) for s in (three.whole, three.thinned))
    for view in views:
        apart += _made_up(*(_without_london(side[view.name]) for side in (whole, thinned)))
    assert "; ".join(apart) == ""


@pytest.mark.parametrize(("authority", "gone"), [(LATE, 2026), (EARLY, 2021), (HOLED, 2024)])
def test_of_what_was_received_a_thinned_authority_shows_what_was_received(
    three: Three, authority: str, gone: int
) -> None:
    """The years that came are told as they are beside the one that did not. What a row is matched to, and which
    rows are repaired, may lie in the year that is gone; how many rows there are to match does not."""
    views = [view for view in _marts(three.whole) if view.name in OF_WHAT_WAS_RECEIVED]
    whole, thinned = (_all(s, views, authority=(authority,), as_at=(LAST,)) for s in (three.whole, three.thinned))
    assert str(gone) in set(whole["data_submission"].rows["return_year"])
    sent, came = (side["data_submission"].rows for side in (whole, thinned))
    assert not came[came["return_year"] == str(gone)]["is_received"].astype(bool).any()
    sent, came = (rows[rows["return_year"] != str(gone)].reset_index(drop=True) for rows in (sent, came))
    pd.testing.assert_frame_equal(sent, came, check_dtype=False)
    rows_to_match = [
        side["match_rates"].rows.groupby(["return_year", "table_name", "matched_to"])["row_count"].sum()
        for side in (whole, thinned)
    ]
    years = rows_to_match[1].index.get_level_values("return_year")
    assert str(gone) not in set(years)
    beside = rows_to_match[0].reindex(rows_to_match[1].index)
    assert (beside == rows_to_match[1]).all(), rows_to_match[1][beside != rows_to_match[1]]


@pytest.mark.parametrize(
    ("authority", "day"),
    [
        (LATE, LAST),
        pytest.param(EARLY, "2021-03-31", marks=pytest.mark.whole),
        pytest.param(HOLED, "2023-12-31", marks=pytest.mark.whole),
        (BARE, LAST),
    ],
)
def test_a_thinned_authority_shows_no_figure_where_nothing_vouches(three: Three, authority: str, day: str) -> None:
    shown = []
    for view in _marts(three.thinned):
        if view.shared or not unvouched.is_of_the_date(view, three.thinned.catalogue):
            continue
        result = _all(three.thinned, [view], authority=(authority,), as_at=(day,))[view.name]
        assert (result.authority_count, len(result.left_out)) == (0, 1)
        for column in view.columns:
            if column.is_measure and column.unit not in unvouched.PUBLIC and result.rows[column.name].notna().any():
                shown.append(f"{view.name}.{column.name}")
    assert shown == []
