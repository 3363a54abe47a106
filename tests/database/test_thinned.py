"""The invented London with returns taken away: nobody else's figure moves, and no figure is made up.

Of eight of its authorities one lacks its last return, one its first, one a year between, and one
all its headers. The other four sent everything.
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

pytestmark = pytest.mark.xdist_group("thinned")

LATE, EARLY, HOLED, BARE = "E09000008", "E09000007", "E09000028", "E09000010"
OTHERS = ("E09000001", "E09000022", "E09000033")
GONE = f"""not (authority_code = '{LATE}' and return_year = 2026)
    and not (authority_code = '{EARLY}' and return_year = 2021)
    and not (authority_code = '{HOLED}' and return_year = 2024)"""
LAST = "2026-03-31"
# Columns that set a figure beside London's, which is of whoever counts: they move with it, as they say.
BESIDE_LONDON = re.compile(r"^(london|similar|expected|difference|dearer|filled|registered|usable|supply_gap)_")
BESIDE_LONDON_IN = {
    "net_movement": {"others_in", "living_in", "import", "net", "movement"},
    "top_placements": {"percentile", "saving"},
    "gap_assumptions": {"value", "low", "high", "measured"},
}


@dataclass(frozen=True)
class Three:
    """The same eight authorities: whole, thinned, and thinned without those that do not count at the last date."""

    whole: Scope
    thinned: Scope
    counted: Scope


def _scope(folder: Path, authorities: tuple[str, ...], kept: str, headers: str) -> Scope:
    found = store.read(settings.DEMONSTRATION)
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
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Three]:
    """The three databases, made in memory of the demonstration's own tables."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        patch.setattr(settings, "QUERY_SECONDS", 120)
        folder = tmp_path_factory.mktemp("thinned")
        everyone = (LATE, EARLY, HOLED, BARE, *OTHERS)
        bare = f"authority_code <> '{BARE}'"
        yield Three(
            _scope(folder / "whole", everyone, "true", "true"),
            _scope(folder / "thinned", everyone, GONE, bare),
            _scope(folder / "counted", (EARLY, HOLED, *OTHERS), GONE, bare),
        )


def _marts(three: Three) -> list[View]:
    return [view for view in three.whole.catalogue.layer("marts") if view.section != "data"]


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


def _without_london(result: Result) -> Result:
    return result.where(series="Chosen") if result.view.name == "headline_lines" else result


@pytest.mark.parametrize("day", [LAST, "2024-06-30"])
def test_nobody_elses_figure_moves(three: Three, day: str) -> None:
    apart = []
    for view in _marts(three):
        if not view.shared:
            chosen = {"authority": OTHERS, "as_at": (day,)}
            one, other = (_without_london(_fetch(scope, view.name, **chosen)) for scope in (three.whole, three.thinned))
            apart += _apart(one, other, _own(view))
    assert "; ".join(apart) == ""


def test_london_is_of_those_that_count_and_of_nobody_else(three: Three) -> None:
    """All figures of the last date are the same as if those that do not count had never sent anything."""
    apart = []
    for view in _marts(three):
        one, other = (_fetch(scope, view.name, as_at=(LAST,)) for scope in (three.counted, three.thinned))
        if "as_at" in one.rows and view.shared:
            one, other = (side.where(as_at=(pd.Timestamp(LAST),)) for side in (one, other))
        apart += _apart(one, other, [column.name for column in view.columns])
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
