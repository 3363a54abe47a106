"""Disabled children who live at home and have series of short breaks, in some authorities."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from sufficiency.synthetic.dates import birthday, first_day, last_day, written
from sufficiency.synthetic.model import Child
from sufficiency.synthetic.people import ChildGenerator
from sufficiency.synthetic.random_draws import draw, draw_from, rounded, stream
from sufficiency.synthetic.targets import YearTargets

# The share of authorities that return agreements, and agreements for each child looked after.
AUTHORITIES_SHARE, CHILDREN_SHARE = 0.4, 0.035
FIRST_NUMBER = 800_000
# The one kind of placement for which the rules want no URN under any legal status.
PLACE = "R1"


@dataclass(frozen=True)
class Agreement:
    """A series of short breaks from ``start``; ``end`` is None for one that goes on."""

    child: Child
    start: int
    end: int | None
    provider: str


def agreements(
    seed: int, area: str, liia_code: str, targets: dict[int, YearTargets], years: Sequence[int]
) -> list[Agreement]:
    """The agreements of an authority that touch its returns; none in most authorities."""
    rng = stream(seed, area, "short breaks")
    if rng.random() > AUTHORITIES_SHARE:
        return []
    generator = ChildGenerator(rng, area, liia_code, FIRST_NUMBER)
    first, last = first_day(years[0]), last_day(years[-1])
    target = targets[years[0]]
    span = 1 + (last - first) / 900
    drawn = (
        _agreement(rng, generator, target, first - 900, last)
        for _ in range(rounded(rng, CHILDREN_SHARE * target.stock * span))
    )
    return [agreement for agreement in drawn if agreement.end is None or agreement.end >= first]


def _agreement(rng: random.Random, generator: ChildGenerator, target: YearTargets, low: int, last: int) -> Agreement:
    start = rng.randrange(low, last)
    born = start - rng.randrange(5 * 365, 16 * 365)
    group = draw_from(rng, {k: n + 0.1 for k, n in target.counts["ethnic_group"].items()})
    sex = "M" if rng.random() < 0.68 else "F"
    child = generator.child(born, sex, draw(rng, f"ethnic_{group}"), False, start)
    end = min(start + 120 + int(rng.expovariate(1 / 700)), birthday(born, 18))
    provider = rng.choices(["PR1", "PR4", "PR5"], [50, 20, 30])[0]
    return Agreement(child, start, end if end <= last else None, provider)


def in_year(drawn: Sequence[Agreement], year: int) -> list[Agreement]:
    """The agreements in force at some time in a return year."""
    return [
        agreement
        for agreement in drawn
        if agreement.start <= last_day(year) and (agreement.end is None or agreement.end >= first_day(year))
    ]


def episode_row(agreement: Agreement, year: int) -> list[str]:
    """An agreement as an episode: where the child lives and goes is not returned for it."""
    over = agreement.end is not None and agreement.end <= last_day(year)
    return [
        agreement.child.number,
        written(agreement.start),
        "S",
        "V4",
        "N2",
        PLACE,
        agreement.provider,
        written(agreement.end) if over else "",
        "E8" if over else "",
        "",
        "",
        "",
        "",
    ]
