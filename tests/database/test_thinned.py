"""The invented London with returns taken away: nobody else's figure moves, and no figure is made up.

Of seven of its authorities one lacks its last return, one its first, one a year between, and one all its
headers. The others sent everything. Their returns don't contradict each other: what a later return
corrects is not known before it comes, so that where returns do, what is true changes with them.
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
from sufficiency.snapshot.store import Snapshot

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
    # Of those of whom London has others of similar need.
    "price_for_similar_need": {"matched", "mean", "largest", "top_two"},
    "price_for_similar_need_by_sector": {"matched", "mean", "largest", "top_two"},
    "gap_assumptions": {"value", "low", "high", "measured"},
}
# What was received and matched is told of the returns as they came.
OF_WHAT_WAS_RECEIVED = {"authorities_counted", "data_quality", "data_submission", "match_rates"}


@dataclass(frozen=True)
class Three:
    """The same authorities: whole, thinned, and thinned without those that do not count at the last date."""

    whole: Scope
    thinned: Scope
    counted: Scope


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


def _marts(three: Three) -> list[View]:
    return three.whole.catalogue.layer("marts")


def _fetch(scope: Scope, name: str, **chosen: tuple[str, ...]) -> Result:
    return query.fetch(scope, [name], chosen, profile=EXACT)[name]


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


@pytest.mark.parametrize("day", [LAST, "2024-06-30"])
def test_nobody_elses_figure_moves(three: Three, day: str) -> None:
    apart = []
    for view in _marts(three):
        if not view.shared:
            chosen = {"authority": OTHERS, "as_at": (day,)}
            one, other = (_without_london(_fetch(scope, view.name, **chosen)) for scope in (three.whole, three.thinned))
            if view.name == "published_comparison":
                one, other = (side.where(area_code=OTHERS) for side in (one, other))
            apart += _apart(one, other, _own(view))
    assert "; ".join(apart) == ""


def test_london_is_of_those_that_count_and_of_nobody_else(three: Three) -> None:
    """All figures of the last date are the same as if those that do not count had never sent anything."""
    apart = []
    for view in _marts(three):
        if view.section == "data":
            continue
        one, other = (_fetch(scope, view.name, as_at=(LAST,)) for scope in (three.counted, three.thinned))
        if "as_at" in one.rows and view.shared:
            one, other = (side.where(as_at=(pd.Timestamp(LAST),)) for side in (one, other))
        apart += _apart(one, other, [column.name for column in view.columns])
    assert "; ".join(apart) == ""


@pytest.mark.parametrize(
    ("authority", "day"),
    [
        (EARLY, "2021-09-30"),
        (EARLY, "2022-03-31"),
        (EARLY, "2023-09-30"),
        (HOLED, "2023-03-31"),
        (HOLED, "2024-09-30"),
        (HOLED, "2025-03-31"),
        (LATE, "2024-03-31"),
        (LATE, "2024-12-31"),
        (LATE, "2025-03-31"),
    ],
)
def test_a_thinned_authority_shows_its_true_figure_or_x(three: Three, authority: str, day: str) -> None:
    """Every mart that is of the authority and the date: of what was received the truth is what was received."""
    apart = []
    for view in three.whole.catalogue.layer("marts"):
        if view.shared or view.name in OF_WHAT_WAS_RECEIVED:
            continue
        true, shown = (_fetch(s, view.name, authority=(authority,), as_at=(day,)) for s in (three.whole, three.thinned))
        true, shown = (_without_london(side) for side in (true, shown))
        apart += _made_up(true, shown)
    assert "; ".join(apart) == ""


@pytest.mark.parametrize(
    ("authority", "day"), [(LATE, LAST), (EARLY, "2021-03-31"), (HOLED, "2023-12-31"), (BARE, LAST)]
)
def test_a_thinned_authority_shows_no_figure_where_nothing_vouches(three: Three, authority: str, day: str) -> None:
    shown = []
    for view in _marts(three):
        if view.shared or not unvouched.is_of_the_date(view, three.thinned.catalogue):
            continue
        result = _fetch(three.thinned, view.name, authority=(authority,), as_at=(day,))
        assert (result.authority_count, len(result.left_out)) == (0, 1)
        for column in view.columns:
            if column.is_measure and column.unit not in unvouched.PUBLIC and result.rows[column.name].notna().any():
                shown.append(f"{view.name}.{column.name}")
    assert shown == []
