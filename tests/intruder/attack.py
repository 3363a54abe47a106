"""The whole attack, and its table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd

from sufficiency import query, settings
from sufficiency.choices import Option
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
PLACES = {"E09000007": "Camden", "E09000001": "the City of London"}
CHILDREN = """
    select authority_code, age_band, sex, ethnic_group, need, legal_status, placement_type, provider_sector,
        case when is_unaccompanied then 'yes' else 'no' end as unaccompanied, distance_class
    from everyone where as_at = chosen_date() order by authority_code, child_id
"""

AREAS = "select list(authority_code) from stg_areas group by grouping, area_name"


@dataclass(frozen=True)
class Line:
    """One attack in one edition: the widths of the small cells it bounded, and what else came of it."""

    attack: str
    edition: str
    widths: Sequence[float] = ()
    note: str = ""


def snapshots(folders: Sequence[Path]) -> Iterator[tuple[str, Snapshot]]:
    """The demonstration, and the current snapshot of each other data folder, which is served meanwhile."""
    os.environ.pop("SUFFICIENCY_DATA", None)
    yield "The demonstration", store.read(settings.DEMONSTRATION)
    for folder in folders:
        os.environ["SUFFICIENCY_DATA"] = str(folder)
        yield f"Another seed ({folder.name})", store.read(store.current_name() or settings.DEMONSTRATION)


def all_of(snapshot: Snapshot, cells: int, say: Callable[[str], None], chance: int = 7) -> list[Line]:
    """Every attack on one snapshot, in every edition; ``say`` is told what begins."""
    scope = Scope(snapshot)
    with scope.cursor_for({}, scope.as_at, ["everyone"]) as (cursor, _):
        children = cursor.execute(CHILDREN).df()
        areas = cursor.execute(AREAS).fetchall()
    sets = tuple({frozenset(some) for (some,) in areas if len(some) > 1})
    say("by three dimensions, and in areas")
    lines = []
    for name in EDITIONS:
        random = np.random.default_rng(chance)
        lines.append(_by_three(children, name, cells, random))
        lines.append(_in_areas(children, name, sets, cells, random))
        lines.append(_attributes(children, name))
    say("months next to each other")
    lines += _months(scope)
    known = query.options(scope)
    for place in (place for place in PLACES if place in snapshot.authorities):
        say(f"every mart about {PLACES[place]}")
        lines += _marts(scope, place, known)
    say("files and pages")
    lines += [_files(scope, known), _pages(snapshot)]
    scope.close()
    return sorted(lines, key=lambda line: line.attack)


def _by_three(children: pd.DataFrame, edition: str, cells: int, random: np.random.Generator) -> Line:
    """An authority by three dimensions: draws of both, and of each draw a dozen small cells."""
    threes = list(combinations(DIMENSIONS, 3))
    sizes = children["authority_code"].value_counts()
    # One that is too small shows nothing by more than one dimension.
    places = sorted(sizes.index[sizes >= settings.LEAST_AUTHORITY])
    widths: list[float] = []
    truths: list[float] = []
    guesses: list[float] = []
    while len(widths) < cells:
        picked = threes[random.integers(len(threes))]
        lattice = Lattice(children[children["authority_code"] == random.choice(places)], picked, EDITIONS[edition])
        small = lattice.small()
        if not len(small):
            continue
        widths += [lattice.width(answer) for answer in random.choice(small, min(12, len(small)), replace=False)]
        truths += list(lattice.truths[small])
        guesses += list(lattice.guesses()[small])
    return Line("An authority by three dimensions", edition, widths[:cells], guessed(truths, guesses))


def guessed(truths: Sequence[float], guesses: Sequence[float], blind: Sequence[float] = ()) -> str:
    """How often a guess at a small cell is right: by least squares, and the best of those that know nothing of the
    place: the commonest value always, and one that is made without a figure of it (``blind``)."""
    true = np.array(truths, dtype=int)
    if not len(true):
        return ""
    hits, commonest = (true == np.array(guesses)).mean(), np.bincount(true).max() / len(true)
    shared = (true == np.array(blind)).mean() if len(blind) else 0.0
    how = f" (always the commonest value {commonest:.1%}, by size {shared:.1%})" if len(blind) else ""
    return f"least squares {hits:.1%}, best blind guess {max(commonest, shared):.1%}{how}, of {len(true):,}"


def _in_areas(
    children: pd.DataFrame, edition: str, areas: tuple[frozenset[str], ...], cells: int, random: np.random.Generator
) -> Line:
    """Authorities and areas in every grouping, by two dimensions: four pairs, a twentieth of the cells of each."""
    widths: list[float] = []
    truths: list[float] = []
    guesses: list[float] = []
    blind: list[float] = []
    for picked in random.permutation(list(combinations(DIMENSIONS[:8], 2)))[:4]:
        lattice = Lattice(children, ("authority_code", *map(str, picked)), EDITIONS[edition], areas)
        small = lattice.small()
        some = random.choice(small, min(cells // 20, len(small)), replace=False)
        widths += [lattice.width(answer) for answer in some]
        truths += list(lattice.truths[small])
        guesses += list(lattice.guesses()[small])
        blind += list(lattice.by_size()[small])
    return Line("Authorities and areas in every grouping", edition, widths, guessed(truths, guesses, blind))


def _attributes(children: pd.DataFrame, edition: str) -> Line:
    """Children whose placement type follows from authority, age, sex and ethnic group."""
    certain = 0
    for _, some in children.groupby("authority_code"):
        certain += Lattice(some, KNOWN, EDITIONS[edition]).told()
    share = f"{certain / len(children):.1%} of children"
    return Line("Placement type told from age, sex and ethnic group", edition, note=share)


def _months(scope: Scope) -> list[Line]:
    """Starts and ends of a month, from months next to each other."""
    known, name = query.options(scope), "entries_and_exits"
    widths: dict[str, list[float]] = {edition: [] for edition in EDITIONS}
    for place in scope.snapshot.authorities:
        rows = query.fetch(scope, [name], {"authority": (place,)}, profile=EXACT, known=known)[name].rows
        for edition, rule in EDITIONS.items():
            widths[edition] += months.widths(rows, rule, edition == "first edition")
    return [Line("Months next to each other", edition, some) for edition, some in widths.items()]


def _marts(scope: Scope, place: str, known: Sequence[Option]) -> list[Line]:
    """Every mart as the product answers it about one place."""
    found = marts.attack(scope, {"authority": (place,)}, known, list(EDITIONS))
    name = f"Every mart ({len(marts.attacked(scope))}) about {PLACES[place]}"
    return [Line(name, edition, one.widths, guessed(one.truths, one.guesses)) for edition, one in found.items()]


def _files(scope: Scope, known: Sequence[Option]) -> Line:
    """Figures in files that are not among those shown."""
    odd: list[str] = []
    count = 0
    for place in (place for place in PLACES if place in scope.snapshot.authorities):
        wrong, made = told.files(scope, {"authority": (place,)}, known)
        odd, count = odd + wrong, count + made
    return Line("Files of every mart", NOW, note=_besides(odd, f"{count:,} files"))


def _pages(snapshot: Snapshot) -> Line:
    """Counts in the words, tables, charts and maps of pages that the rule would not show."""
    odd: list[str] = []
    count = 0
    for place in (place for place in PLACES if place in snapshot.authorities):
        for chosen in ({}, {"sex": ("F",)}):
            wrong, read = told.pages({"authority": (place,), **chosen})
            odd, count = odd + wrong, count + read
    return Line("Words, tables, charts and maps of every page", NOW, note=_besides(odd, f"{count:,} pages"))


def _besides(odd: Sequence[str], among: str) -> str:
    named = f" ({'; '.join(odd[:3])})" if odd else ""
    return f"{len(odd):,} figures besides those shown in {among}{named}"


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
