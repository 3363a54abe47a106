"""The whole attack, and its table."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from tests.intruder import marts, months, told
from tests.intruder.editions import EDITIONS, NOW
from tests.intruder.lattice import Lattice

BEGIN = "<!-- made by python -m tests.intruder --write -->"
DIMENSIONS = (
    "age_band",
    "sex",
    "ethnic_group",
    "need",
    "legal_status",
    "placement_type",
    "provider_sector",
    "unaccompanied",
    "distance_class",
)
KNOWN = ("age_band", "sex", "ethnic_group", "placement_type")
PLACES = ("E09000007", "E09000001")  # Camden and the City of London
CHILDREN = """
    select authority_code, age_band, sex, ethnic_group, need, legal_status, placement_type, provider_sector,
        case when is_unaccompanied then 'yes' else 'no' end as unaccompanied, distance_class
    from everyone where as_at = chosen_date() order by authority_code, child_id
"""

AREAS = "select list(authority_code) from stg_areas group by grouping, area_name"
MARTS_BY = ("sex",)


@dataclass(frozen=True)
class Line:
    """One attack in one edition: the widths of the small cells it bounded, and what else it found."""

    attack: str
    edition: str
    widths: Sequence[float]
    note: str = ""


def snapshots(folders: Sequence[Path]) -> Iterator[tuple[str, Snapshot]]:
    """The demonstration, and the current snapshot of each other data folder."""
    yield "The demonstration", store.read(settings.DEMONSTRATION)
    for folder in folders:
        os.environ["SUFFICIENCY_DATA"] = str(folder)
        yield f"Another seed ({folder.name})", store.read(store.current_name() or settings.DEMONSTRATION)


def all_of(snapshot: Snapshot, cells: int, chance: int = 7, *, is_of_marts: bool = True) -> list[Line]:
    """Every attack on one snapshot, in both editions."""
    scope = Scope(snapshot)
    with scope.moment({}, scope.as_at, ["everyone"]) as (cursor, _):
        children = cursor.execute(CHILDREN).df()
        areas = cursor.execute(AREAS).fetchall()
    sets = tuple({frozenset(some) for (some,) in areas if len(some) > 1})
    lines = _months(scope)
    for name in EDITIONS:
        random = np.random.default_rng(chance)
        lines.append(_by_three(children, name, cells, random))
        lines.append(_in_areas(children, name, sets, cells, random))
        lines.append(_attributes(children, name))
    if is_of_marts:
        lines += [*_marts(scope), _told(scope)]
    return sorted(lines, key=lambda line: line.attack)


def _by_three(children: pd.DataFrame, edition: str, cells: int, random: np.random.Generator) -> Line:
    """An authority by three dimensions, every choice of three."""
    threes = list(combinations(DIMENSIONS, 3))
    sizes = children["authority_code"].value_counts()
    # One that is too small shows nothing by more than one dimension.
    places = sorted(sizes.index[sizes >= settings.LEAST_AUTHORITY])
    widths: list[float] = []
    hits, blind = [0, 0], []
    while len(widths) < cells:
        picked = threes[random.integers(len(threes))]
        lattice = Lattice(children[children["authority_code"] == random.choice(places)], picked, EDITIONS[edition])
        small = lattice.small()
        if not len(small):
            continue
        some = random.choice(small, min(12, len(small)), replace=False)
        widths += [lattice.width(answer) for answer in some]
        hits[0] += int((lattice.guesses()[small] == lattice.truths[small]).sum())
        hits[1] += len(small)
        blind += list(lattice.truths[small])
    best = np.bincount(blind).max() / len(blind)
    note = f"least squares {hits[0] / hits[1]:.0%}, best blind guess {best:.0%}"
    return Line("An authority by three dimensions", edition, widths[:cells], note)


def _in_areas(
    children: pd.DataFrame, edition: str, areas: tuple[frozenset[str], ...], cells: int, random: np.random.Generator
) -> Line:
    """Authorities and areas in every grouping, by two dimensions."""
    widths: list[float] = []
    for picked in random.permutation(list(combinations(DIMENSIONS[:8], 2)))[:4]:
        lattice = Lattice(children, ("authority_code", *map(str, picked)), EDITIONS[edition], areas)
        small = lattice.small()
        some = random.choice(small, min(cells // 20, len(small)), replace=False)
        widths += [lattice.width(answer) for answer in some]
    return Line("Authorities and areas in every grouping", edition, widths)


def _attributes(children: pd.DataFrame, edition: str) -> Line:
    """Children whose placement type follows from authority, age, sex and ethnic group."""
    certain = 0
    for _, some in children.groupby("authority_code"):
        certain += Lattice(some, KNOWN, EDITIONS[edition]).told()
    share = f"{certain / len(children):.1%} of children"
    return Line("Placement type told from age, sex and ethnic group", edition, (), share)


def _months(scope: Scope) -> list[Line]:
    """Starts and ends of a month, from months next to each other."""
    known, name = query.options(scope), "entries_and_exits"
    widths: dict[str, list[float]] = {edition: [] for edition in EDITIONS}
    for place in scope.snapshot.authorities:
        rows = query.fetch(scope, [name], {"authority": (place,)}, profile=EXACT, known=known)[name].rows
        for edition, rule in EDITIONS.items():
            widths[edition] += months.widths(rows, rule, edition == "first edition")
    return [Line("Months next to each other", edition, some) for edition, some in widths.items()]


def _marts(scope: Scope, dimensions: Sequence[str] = MARTS_BY) -> list[Line]:
    """Every mart as the product answers it, with each value of some choices."""
    known = query.options(scope)
    widths: dict[str, list[float]] = {name: [] for name in EDITIONS}
    for place in PLACES:
        if place in scope.snapshot.authorities:
            found = marts.attack(scope, {"authority": (place,)}, known, dimensions, list(EDITIONS))
            widths = {name: widths[name] + found[name] for name in widths}
    return [Line("Every mart, each value chosen", name, some) for name, some in widths.items()]


def _told(scope: Scope) -> Line:
    """Figures in files and words that are not among those shown."""
    odd, held = told.besides(scope, {"authority": (PLACES[0],)}, query.options(scope))
    return Line("Files and words of every mart", NOW, (), f"{odd:,} of {held:,} figures besides those shown")


def table(lines: Sequence[Line]) -> list[str]:
    """The lines as a table of Markdown."""
    head = "| Attack | Rule | Small cells | Determined | Known to 2 | Mean width | Besides |"
    made = [head, "|---|---|---:|---:|---:|---:|---|"]
    for line in lines:
        widths = np.minimum(np.array(line.widths, dtype=float), 100)
        figures = ["", "", "", ""]
        if len(widths):
            figures = [
                f"{len(widths):,}",
                f"{(widths < 1).mean():.1%}",
                f"{(widths <= 2).mean():.1%}",
                f"{widths.mean():.1f}",
            ]
        made.append("| " + " | ".join([line.attack, line.edition, *figures, line.note]) + " |")
    return made
