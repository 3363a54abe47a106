"""Temporary placements: days in hospital, or while the carers are on holiday, and back again."""

from __future__ import annotations

import random
from collections.abc import Sequence

from sufficiency.synthetic.dates import first_day, last_day, year_of
from sufficiency.synthetic.housing import Housing
from sufficiency.synthetic.model import Away, Spell, Stay
from sufficiency.synthetic.random_draws import draw

# The chance in a year of a temporary placement that is returned as an episode.
YEARLY_CHANCE = 0.012
# The fewest and the most days of each code, by the rules of the return.
DAYS = {"T0": (8, 20), "T1": (8, 40), "T3": (8, 20), "T4": (3, 7)}
# Days a stay must have before and after.
MARGIN = 12


def send_away(rng: random.Random, housing: Housing, spells: Sequence[Spell], first: int, last: int) -> None:
    """Give a few children with carers or in homes a temporary placement in a year or more.

    ``first`` and ``last`` are the return years; none lasts over a 31 March.
    """
    for spell in spells:
        for place, stay in enumerate(spell.stays):
            if stay.code[0] != "U" and stay.code != "K2":
                continue
            after = spell.stays[place + 1].start if place + 1 < len(spell.stays) else spell.end
            over = last_day(last) if after is None else after
            for year in range(max(year_of(stay.start), first), year_of(over) + 1):
                if rng.random() < YEARLY_CHANCE:
                    low = max(stay.start, first_day(year)) + MARGIN
                    _send(rng, housing, spell, stay, low, min(over, last_day(year)) - MARGIN)


def _send(rng: random.Random, housing: Housing, spell: Spell, stay: Stay, low: int, high: int) -> None:
    code = "T1" if stay.code == "K2" else draw(rng, "away")
    days = rng.randint(*DAYS[code])
    if high - low <= days:
        return
    start = rng.randrange(low, high - days)
    spot = housing.home()
    if spot in (stay.spot, spell.child.home):
        return
    if not any(start - 2 < day < start + days + 2 for day in spell.changes()):
        spell.away.append(Away(start, start + days, code, spot))
