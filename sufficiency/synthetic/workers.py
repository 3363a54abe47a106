"""Social workers of each child, returned from 2024, and care leavers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sufficiency.synthetic.dates import age_on, birthday, first_day, last_day, written
from sufficiency.synthetic.missing_and_reviews import overlaps
from sufficiency.synthetic.model import Child, Spell
from sufficiency.synthetic.random_draws import draw, stream

FIRST_CONTACT = "FCONTA"
DAYS_TO_QUALIFY = 91


def worker_rows(seed: int, area: str, spells: Sequence[Spell], year: int) -> list[list[str]]:
    """Social workers of each child through a year, one after another without a gap."""
    first, last = first_day(year), last_day(year)
    rows = []
    for number, spell in enumerate(spells):
        if not overlaps(spell, year):
            continue
        rng = stream(seed, area, "worker", number)
        day, worker, why = spell.start, rng.randrange(900), FIRST_CONTACT
        while day <= last and (spell.end is None or day < spell.end):
            until = day + 60 + int(rng.expovariate(1 / 420))
            if last - 6 <= until <= last:
                until = last + 2
            done = until if spell.end is None or until < spell.end else None
            if done is None or done >= first:
                over = done is not None and done <= last
                rows.append(
                    [
                        spell.child.number,
                        written(spell.child.born),
                        f"SW{area[-3:]}{worker:04d}",
                        written(day),
                        written(done) if over else "",
                        why,
                    ]
                )
            if done is None:
                break
            day, worker, why = done, rng.randrange(900), draw(rng, "sw_reason")
    return rows


def care_leavers(spells: Sequence[Spell], year: int, earliest: int) -> list[Child]:
    """Children of 17 to 21 who left care, qualify as care leavers and are known from two returns.

    Those of 17 and 18 count if they left before that birthday. The rule set knows only the
    episodes of this return and the one before, so older leavers are not written.
    """
    first, last = first_day(max(year - 1, earliest)), last_day(year)
    grouped: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        if spell.start <= last and (spell.end is None or spell.end >= first):
            grouped[spell.child.number].append(spell)
    leavers = []
    for group in grouped.values():
        child, final = group[0].child, max(group, key=lambda s: s.start)
        if final.end is None or final.end > last or final.reason in ("E3", "E11", "E12"):
            continue
        if child.baby_born is not None and final.end < first_day(year):
            # The rules neither want a mother's details here nor let them be left out.
            continue
        age = age_on(child.born, last)
        if not 17 <= age <= 21 or (age <= 18 and final.end >= birthday(child.born, age)):
            continue
        fourteen, sixteen = birthday(child.born, 14), birthday(child.born, 16)
        days = sum(max(s.end - max(_seen(s, first), fourteen), 0) for s in group if s.end)
        if days > DAYS_TO_QUALIFY and final.end > sixteen:
            leavers.append(child)
    return leavers


def _seen(spell: Spell, first: int) -> int:
    """The first day of a period of care that returns from a day on show: an episode's start."""
    opening = max(spell.stays[0].start, spell.legal[0][0])
    return max([opening, *(day for day in spell.changes() if day <= first)])


def leaver_rows(seed: int, area: str, children: Sequence[Child], year: int) -> list[list[str]]:
    """Whether care leavers are in touch, what they do and where they live."""
    rng = stream(seed, area, "leavers", year)
    rows = []
    for child in children:
        touch = draw(rng, "in_touch")
        known = touch == "YES"
        rows.append(
            [
                child.number,
                written(child.born),
                touch,
                draw(rng, "activity") if known else "0",
                draw(rng, "accommodation") if known else "0",
            ]
        )
    return rows
