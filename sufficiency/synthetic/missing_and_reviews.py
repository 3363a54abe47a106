"""What happens to children in care beside their placements: going missing, reviews, workers."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from sufficiency.synthetic.dates import age_on, birthday, first_day, last_day, written, year_of
from sufficiency.synthetic.model import Child, Spell
from sufficiency.synthetic.random_draws import draw, stream

# One incident: the child, its kind, the day it starts and the day it ends (days as in `dates`).
Incident = tuple[Child, str, int, int | None]
MISSING_RATE = 0.075
YOUNGEST_MISSING = 9


def overlaps(spell: Spell, year: int) -> bool:
    """Whether a child is in care at any time in a return year."""
    return spell.start <= last_day(year) and (spell.end is None or spell.end >= first_day(year))


def missing_events(seed: int, area: str, spells: Sequence[Spell], years: Sequence[int]) -> list[Incident]:
    """Missing incidents as (child, kind, start, end): a few children go missing many times."""
    incidents: list[Incident] = []
    for number, spell in enumerate(spells):
        rng = stream(seed, area, "missing", number)
        day = max(spell.start, first_day(years[0]))
        changes = sorted(spell.changes())
        stop = spell.end if spell.end is not None else last_day(years[-1])
        tendency = exp(1.9 * spell.child.risk + 0.3 * spell.child.need)
        while day < stop:
            age = age_on(spell.child.born, day)
            if age < YOUNGEST_MISSING:
                day = birthday(spell.child.born, YOUNGEST_MISSING)
                continue
            rate = MISSING_RATE * tendency * (2.2 if age >= 15 else 1.0 if age >= 12 else 0.04)
            if spell.stay.code[0] in "KHZ":
                rate *= 1.7
            step = rng.expovariate(max(rate, 1e-3) / 365)
            if step > 120:
                day += 120
                continue
            start = day + int(step) + 1
            start += start in changes
            away = int(rng.expovariate(1 / 1.6)) if rng.random() < 0.93 else rng.randrange(5, 40)
            # The rules end an incident with its episode, and take every episode to end by 31 March.
            limits = [change for change in changes if change > start]
            end = min(start + away, last_day(year_of(start)), *limits)
            if start >= stop or end >= stop:
                break
            incidents.append((spell.child, draw(rng, "missing_type"), start, end))
            day = end + 1
    return incidents


def missing_rows(events: Sequence[Incident], year: int) -> list[list[str]]:
    """Missing incidents that touch a year; one that ends after it has no end yet."""
    first, last = first_day(year), last_day(year)
    return [
        [
            child.number,
            written(child.born),
            kind,
            written(start),
            written(end) if end is not None and end <= last else "",
        ]
        for child, kind, start, end in events
        if start <= last and (end is None or end >= first)
    ]


def review_rows(seed: int, area: str, spells: Sequence[Spell], year: int) -> list[list[str]]:
    """Reviews at 20 working days, three months and then every six, with how the child took part."""
    rng = stream(seed, area, "reviews", year)
    first, last = first_day(year), last_day(year)
    rows = []
    for spell in spells:
        if not overlaps(spell, year):
            continue
        day, wait = spell.start + 24, 88
        while day <= min(last, spell.end or last):
            if day >= first:
                young = age_on(spell.child.born, day) < 4
                code = "PN0" if young else draw(rng, "review_code")
                rows.append([spell.child.number, written(spell.child.born), written(day), code])
            day, wait = day + wait, 178
    return rows


def no_permanence(child: Child) -> list[str]:
    """The row of a child starting who had no permanent family before."""
    return [child.number, written(child.born), "Z1", "", ""]


def permanence_rows(seed: int, code: str, spells: Sequence[Spell], year: int) -> list[list[str]]:
    """Children starting care, with an earlier permanent family of those few who had one.

    ``code`` is the three-digit code of the authority that arranged it.
    """
    first, last = first_day(year), last_day(year)
    rows = []
    for number, spell in enumerate(spells):
        if not first <= spell.start <= last:
            continue
        rng = stream(seed, code, "permanence", number)
        age = age_on(spell.child.born, spell.start)
        if spell.child.is_uasc or age < 4 or rng.random() > 0.035:
            rows.append(no_permanence(spell.child))
            continue
        ago = spell.start - rng.randrange(400, max(age * 300, 500))
        day = written(max(ago, spell.child.born + 200))
        rows.append([spell.child.number, written(spell.child.born), draw(rng, "previous_permanence"), code, day])
    return rows
