"""The whole attack, and its table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

import numpy as np
import pandas as pd

from sufficiency import query, settings
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.planning import scenario, what_if
from sufficiency.result import EXACT, Choices, Given
from sufficiency.snapshot.store import Snapshot
from tests.intruder import blind, marts, months, own_analyst, told
from tests.intruder.editions import EDITIONS, NOW
from tests.intruder.lattice import Lattice
from tests.intruder.london import London

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
# What can be attacked by itself.
PARTS = ("dimensions", "own", "months", "marts", "files", "pages")
CHANCE = 7
# Whose feed tells of months after its last return.
FED = "E09000007"
SCENARIO = "entries_10_to_15:10,step_down:5"
# Of so many draws of another London its figures are learned.
LEARNED = 200


@dataclass(frozen=True)
class Line:
    """One attack in one edition: the widths of the small cells it bounded, and what else came of it."""

    attack: str
    edition: str
    widths: Sequence[float] = ()
    note: str = ""


def all_of(
    snapshot: Snapshot,
    cells: int,
    say: Callable[[str], None],
    london: London,
    other: London | None = None,
    only: Collection[str] = PARTS,
) -> list[Line]:
    """The attacks of ``only`` on one snapshot, whose children are ``london``'s, in every edition; ``say`` is told what
    begins. What figures are like in general is learned from ``other``, where there is one."""
    scope = Scope(snapshot)
    lines = []
    if "dimensions" in only:
        for name in EDITIONS:
            say(f"by three dimensions, and in areas, {name}")
            random = np.random.default_rng(CHANCE)
            lines.append(_by_three(london, name, cells, random, other))
            lines.append(_in_areas(london, name, cells, random, other))
            lines.append(_attributes(london.children, name))
    if "own" in only:
        say("an authority's own analyst")
        lines += _own(london)
    known = query.options(scope)
    if "months" in only:
        say("months next to each other")
        lines += _months(scope)
    if "marts" in only:
        given = _scenario(scope, known)
        dated = [(FED, at) for at in _dates(scope, known)[1:]]
        for place, at in [(place, {}) for place in PLACES] + dated:
            if place in snapshot.authorities:
                say(f"every mart about {PLACES[place]}")
                lines += _marts(scope, place, known, given, at)
    if "files" in only:
        say("files")
        lines.append(_files(scope, known))
    if "pages" in only:
        say("pages")
        lines.append(_pages(snapshot))
    scope.close()
    return sorted(lines, key=lambda line: line.attack)


def _by_three(london: London, edition: str, cells: int, random: np.random.Generator, other: London | None) -> Line:
    """An authority by three dimensions: draws of both, and of each draw a dozen small cells."""
    prior = _prior(other, _threes(other, edition, np.random.default_rng(0)), LEARNED) if other else None
    widths: list[float] = []
    seen = blind.Guessed()
    threes = _threes(london, edition, random)
    while len(widths) < cells:
        lattice = next(threes)
        small = lattice.small()
        if not len(small):
            continue
        widths += [lattice.width(answer) for answer in random.choice(small, min(12, len(small)), replace=False)]
        seen.see(lattice, prior.children if prior else None)
    return Line("An authority by three dimensions", edition, widths[:cells], blind.said(seen, prior))


def _threes(london: London, edition: str, random: np.random.Generator) -> Iterator[Lattice]:
    """Draws of an authority and three dimensions, without end."""
    threes = list(combinations(DIMENSIONS, 3))
    sizes = london.children["authority_code"].value_counts()
    # One that is too small shows nothing by more than one dimension.
    places = sorted(sizes.index[sizes >= settings.LEAST_AUTHORITY])
    while True:
        picked = threes[random.integers(len(threes))]
        some = london.children[london.children["authority_code"] == random.choice(places)]
        yield Lattice(some, picked, EDITIONS[edition])


def _in_areas(london: London, edition: str, cells: int, random: np.random.Generator, other: London | None) -> Line:
    """Authorities and areas in every grouping, by two dimensions: guesses at all small cells of every pair; bounds of
    four pairs, a twentieth of the cells of each."""
    prior = _prior(other, _pairs(other, edition)) if other else None
    pairs = list(_pairs(london, edition))
    seen = blind.Guessed()
    for lattice in pairs:
        seen.see(lattice, prior.children if prior else None)
    widths: list[float] = []
    for number in random.permutation(len(pairs))[:4]:
        small = pairs[number].small()
        some = random.choice(small, min(cells // 20, len(small)), replace=False)
        widths += [pairs[number].width(answer) for answer in some]
    return Line("Authorities and areas in every grouping", edition, widths, blind.said(seen, prior))


def _pairs(london: London, edition: str) -> Iterator[Lattice]:
    """Authorities and areas by every two of the dimensions that a choice is made by most."""
    for picked in combinations(DIMENSIONS[:8], 2):
        yield Lattice(london.children, ("authority_code", *picked), EDITIONS[edition], london.areas)


def _prior(other: London, lattices: Iterator[Lattice], most: int | None = None) -> blind.Prior:
    """What ``other`` tells, from so many of its ``lattices``."""
    seen = blind.Guessed()
    for lattice in islice(lattices, most):
        seen.see(lattice, other.children)
    return blind.Prior.learned(other.children, seen)


def _attributes(children: pd.DataFrame, edition: str) -> Line:
    """Children whose placement type follows from authority, age, sex and ethnic group."""
    certain = 0
    for _, some in children.groupby("authority_code"):
        certain += Lattice(some, KNOWN, EDITIONS[edition]).told()
    share = f"{certain / len(children):.1%} of children"
    return Line("Placement type told from age, sex and ethnic group", edition, note=share)


def _own(london: London) -> list[Line]:
    """The analysts of all authorities, each of whom knows its own: from the tool's pages, and with a viewer's files."""
    files = ("", ", with files of a viewer's")
    return [
        Line(
            f"An authority's own analyst by two dimensions{files[has_files]}",
            form,
            widths,
            f"{(widths < 1).sum():,} determined, {(widths <= 2).sum():,} known to 2",
        )
        for (has_files, form), widths in own_analyst.attack(london, DIMENSIONS[:8]).items()
    ]


def _months(scope: Scope) -> list[Line]:
    """Starts and ends of a month, from months next to each other: of each authority to the last month that its returns,
    or a feed, tell of, and of all of London."""
    known, name = query.options(scope), "entries_and_exits"
    widths: dict[str, list[float]] = {edition: [] for edition in EDITIONS}
    for place in [{"authority": (one,)} for one in scope.snapshot.authorities] + [{}]:
        rows = max((_line(scope, {**place, **at}, known, name) for at in _dates(scope, known)), key=len)
        for edition, rule in EDITIONS.items():
            widths[edition] += months.widths(rows, rule, edition == "first edition")
    return [Line("Months next to each other", edition, some) for edition, some in widths.items()]


def _line(scope: Scope, chosen: Choices, known: Sequence[Option], name: str) -> pd.DataFrame:
    return query.fetch(scope, [name], chosen, profile=EXACT, known=list(known))[name].rows


def _dates(scope: Scope, known: Sequence[Option]) -> list[Choices]:
    """The date that stands where none is chosen, and the last that anybody's feed tells of."""
    last = max(option.value for option in known if option.choice == "as_at")
    return [{}] + [{"as_at": (last,)}] * (last > scope.as_at.isoformat())


def _marts(
    scope: Scope, place: str, known: Sequence[Option], given: Given | None, at: Choices | None = None
) -> list[Line]:
    """Every mart as the product answers it about one place, at one date."""
    found = marts.attack(scope, {"authority": (place,), **(at or {})}, known, list(EDITIONS), given)
    when = f" on {at['as_at'][0]}" if at else ""
    name = f"Every mart ({len(marts.attacked(scope))}) about {PLACES[place]}{when}"
    return [Line(name, edition, one.widths, _of_marts(one)) for edition, one in found.items()]


def _scenario(scope: Scope, known: Sequence[Option]) -> Given | None:
    """The tables of a scenario as anyone may draw one; None where there is no forecast to change."""
    if _line(scope, {}, known, "forecast_facts").empty:
        return None
    return what_if.outcome(scope.snapshot, scenario.parsed(SCENARIO))


def _of_marts(known: marts.Known) -> str:
    """How often a guess at a small cell of a mart is right, by least squares and by always saying the commonest."""
    true = np.array(known.truths, dtype=int)
    if not len(true):
        return ""
    hits, commonest = (true == np.array(known.guesses)).mean(), np.bincount(true).max() / len(true)
    worst = sorted(known.told.items(), key=lambda one: -one[1])[:3]
    told = "; known to 2: " + ", ".join(f"{number} of {name}" for name, number in worst) if worst else ""
    return f"least squares {hits:.1%}, best blind guess {commonest:.1%}, of {len(true):,}{told}"


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
