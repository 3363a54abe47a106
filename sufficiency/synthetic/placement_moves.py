"""Who moves in a year, how often, and why: instability gathers in the same children."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import exp

from sufficiency.synthetic.dates import age_on, last_day
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.random_draws import apportion, draw_from, take
from sufficiency.synthetic.targets import YearTargets

LEAVER_MOVES = 0.16
CUSTODY_FROM = 12


def unsettled(spell: Spell, last: int) -> float:
    """How likely a child is to move: needs, risk, adolescence and short stays raise it."""
    age = age_on(spell.child.born, last)
    weight = exp(0.55 * spell.child.need + 0.3 * spell.child.risk)
    weight *= 1.5 if age >= 16 else 1.2 if age >= 12 else 0.8
    if spell.child.is_uasc:
        weight *= 1.2
    return weight * rooted(spell, last)


def rooted(spell: Spell, last: int) -> float:
    """What a long stay with the same carer leaves of the likelihood of a move."""
    return 0.36 if spell.stays and last - spell.stay.start > 900 else 1.0


def count_moves(
    rng: random.Random, stock: Sequence[Spell], newly: set[int], year: int, target: YearTargets
) -> dict[int, int]:
    """Changes of placement in the year for each child that stays, by id of its period of care.

    First the children with three or more placements, as many as are published; then single moves
    until the published number of changes (less those of status only) is reached.
    """
    last = last_day(year)
    changes = target.counts["reason_place_change"]
    budget = changes["total"] - changes["PLACE"]
    budget -= round(LEAVER_MOVES * target.ceased)
    moves: dict[int, int] = {}

    def often(spell: Spell) -> float:
        late = id(spell) in newly and last - spell.start < 25
        weight = exp(0.7 * spell.child.need + 0.35 * spell.child.risk) * unsettled(spell, last)
        return 0.0 if late else weight * (1.3 if id(spell) in newly else 1.0)

    for spell in take(rng, stock, often, target.counts["moves_1_year"]["3plus"]):
        moves[id(spell)] = min(2 + int(rng.expovariate(1 / 0.75)), 9)
    budget -= sum(moves.values())
    rest = [s for s in stock if id(s) not in moves]

    def once(spell: Spell) -> float:
        if id(spell) in newly and last - spell.start < 15:
            return 0.0
        return unsettled(spell, last)

    for spell in take(rng, rest, once, round(0.85 * budget)):
        moves[id(spell)] = 1
    return moves


def move_days(
    rng: random.Random, spell: Spell, count: int, first: int, last: int, not_before: int, early: float = 1.0
) -> list[int]:
    """Days of a child's moves within a year, in order; the last is not before a given day.

    The higher ``early``, the earlier the last is in the year.
    """
    low = max(first, spell.stay.start + 2 if spell.stays else spell.start + 2)
    final_low = min(max(low, not_before), last)
    final = final_low + int((last + 1 - final_low) * rng.random() ** early)
    room = range(low, final)
    others = rng.sample(room, min(count - 1, len(room))) if count > 1 else []
    return sorted([*others, final])


class Reasons:
    """Reasons for change of placement, dealt from a pack with the published shares."""

    def __init__(self, rng: random.Random, target: YearTargets) -> None:
        self.rng = rng
        counts = target.counts["reason_place_change"]
        self.left = {k: float(v) for k, v in counts.items() if k not in ("total", "PLACE")}
        whole = sum(self.left.values())
        self.refill = apportion(1000, self.left) if whole else {"CARPL": 1}

    def give(self, spell: Spell, code: str) -> str:
        """A reason for a move away from a placement of a code."""
        if sum(self.left.values()) < 1:
            self.left = {key: float(value) for key, value in self.refill.items()}
        weights = {}
        young = age_on(spell.child.born, spell.stay.start) < CUSTODY_FROM
        for key, value in self.left.items():
            if value <= 0 or (key == "CUSTOD" and young):
                continue
            if key == "CUSTOD" and not spell.is_remand:
                value *= 0.02
            if key == "CREQB":
                value *= exp(0.8 * spell.child.need)
            if key in ("ALLEG", "APPRR") and code[0] != "U":
                value *= 0.2
            weights[key] = value
        reason = draw_from(self.rng, weights or {"OTHER": 1.0})
        self.left[reason] -= 1
        return reason
