"""Legal statuses through a year: orders follow one another as courts make them."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

from sufficiency.synthetic.dates import age_on, first_day, last_day
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.random_draws import draw, take
from sufficiency.synthetic.targets import YearTargets

PROTECTION = ("L1", "L2")
REMAND_SHARE = 0.028


def begin(rng: random.Random, spells: Sequence[Spell], day: int, target: YearTargets) -> None:
    """Legal statuses of the children already in care, each with the day it began."""
    wanted = Counter(target.counts["legal_status"])
    free = [s for s in spells if not s.child.is_uasc]
    for spell in spells:
        if spell.child.is_uasc:
            spell.legal = [(spell.start, "V2")]
            wanted["V2"] -= 1
    chosen: set[int] = set()

    def give(code: str, count: int, weight: Callable[[Spell], float]) -> None:
        pool = [s for s in free if id(s) not in chosen]
        for spell in take(rng, pool, weight, count):
            chosen.add(id(spell))
            since = spell.start
            if code in ("C2", "E1"):
                since = min(spell.start + rng.randrange(150, 500), day - rng.randrange(5, 60))
            elif code in ("J1", *PROTECTION):
                spell.start = max(spell.child.born, day - rng.randrange(1, 3))
                if code == "J1":
                    spell.start, spell.is_remand = day - rng.randrange(2, 80), True
                since = spell.start
            spell.legal = [(max(since, spell.start), code)]

    give("J1", wanted["J1"], lambda s: _may_be_remanded(s, day))
    give("L2", wanted["L1"], lambda s: 1.0)
    give("E1", wanted["E1"], lambda s: _may_be_adopted(s, day))
    give("C1", wanted["C1"], lambda s: 4.0 if day - s.start < 500 else 0.02)
    give("C2", wanted["C2"], lambda s: 1.0 if day - s.start > 200 else 0.02)
    give("V2", len(free), lambda s: 1.0)


def _may_be_remanded(spell: Spell, day: int) -> float:
    age = age_on(spell.child.born, day)
    if age < 12 or spell.child.is_uasc or spell.need_code == "N2":
        return 0.0
    return (3.0 if age >= 15 else 0.5) * (1.0 if spell.child.sex == "M" else 0.08)


def _may_be_adopted(spell: Spell, day: int) -> float:
    """Weight for a placement order: young, and in care long enough for one to be made."""
    age = age_on(spell.child.born, day)
    at_home = bool(spell.stays) and spell.stay.code == "P1"
    if age > 7 or day - spell.start < 130 or at_home:
        return 0.0
    return 3.0 if age < 3 else 1.5 if age < 5 else 0.25


def enter(rng: random.Random, starters: Sequence[Spell], last: int, target: YearTargets) -> None:
    """The status each starter enters care with; children on remand are marked."""
    open_now = [s for s in starters if s.end is None]
    lasting = take(
        rng,
        open_now,
        lambda s: _may_be_remanded(s, s.start) * (last - s.start < 120),
        target.counts["legal_status"]["J1"],
    )
    short = [s for s in starters if s.end is not None]
    others = max(round(REMAND_SHARE * len(starters)) - len(lasting), 0)
    passing = take(rng, short, lambda s: _may_be_remanded(s, s.start), others)
    remanded = {id(s) for s in lasting + passing}
    protected = take(
        rng,
        [s for s in open_now if id(s) not in remanded],
        lambda s: 1.0 * (not s.child.is_uasc and last - s.start <= 2),
        target.counts["legal_status"]["L1"],
    )
    held = {id(s) for s in protected}
    for spell in starters:
        if id(spell) in remanded:
            spell.is_remand = True
            spell.need_code = "N6" if rng.random() < 0.7 else "N1"
            spell.child.risk = max(spell.child.risk, 0.8)
            spell.legal = [(spell.start, "J1")]
        elif spell.child.is_uasc:
            spell.legal = [(spell.start, "V2")]
        elif id(spell) in held:
            spell.legal = [(spell.start, "L2")]
        elif spell.end is not None:
            _short_spell(rng, spell)
        else:
            spell.legal = [(spell.start, "V2")]


def _short_spell(rng: random.Random, spell: Spell) -> None:
    code = draw(rng, "first_status")
    spell.legal = [(spell.start, code)]
    limit = {"L1": 3, "L2": 8}.get(code)
    if limit is not None and spell.end is not None and spell.end - spell.start > 1:
        after = min(rng.randrange(1, limit), spell.end - spell.start - 1)
        spell.legal.append((spell.start + after, rng.choice(["V2", "C1"])))


def end_protection(rng: random.Random, spells: Sequence[Spell], last: int) -> None:
    """Turn police protection and emergency orders into what follows them within days."""
    for spell in spells:
        high = min(spell.start + 3, last, spell.end - 1 if spell.end is not None else last)
        if spell.legal and spell.status in PROTECTION and high > spell.start:
            _change(rng, spell, "C1" if rng.random() < 0.7 else "V2", spell.start + 1, high)


def decide_adoption(rng: random.Random, spells: Sequence[Spell]) -> None:
    """The day of the decision behind each placement order."""
    for spell in spells:
        orders = [day for day, code in spell.legal if code == "E1"]
        if orders and spell.decided is None:
            spell.decided = max(spell.start, orders[0] - rng.randrange(10, 110))


def step(rng: random.Random, stock: Sequence[Spell], year: int, target: YearTargets) -> None:
    """Move the stock at the year's end to the statuses published for it.

    Placement orders come from care proceedings of young children, full care orders from the
    longest interim ones; voluntary accommodation may turn into proceedings, and a care order that
    began as voluntary keeps its first status for a while.
    """
    first, last = first_day(year), last_day(year)
    wanted = target.counts["legal_status"]
    for spell in stock:
        if spell.status == "J1" and last - spell.legal[-1][0] > 120:
            since = spell.legal[-1][0]
            _change(rng, spell, "V2", max(since + 30, first), max(since + 115, first + 10))
    by = Counter(s.status for s in stock)
    may = [s for s in stock if s.status in ("C1", "C2", "V2") and not s.child.is_uasc]
    for spell in take(
        rng, may, lambda s: _may_be_adopted(s, last) * (0.3 if s.status == "V2" else 1.0), wanted["E1"] - by["E1"]
    ):
        _order(rng, spell, "E1", first, last, 110)
    _voluntary(rng, stock, first, last, wanted)
    interim = [s for s in stock if s.status == "C1"]
    ripe = sorted(interim, key=lambda s: s.legal[0][0] - 120 * rng.random())
    for spell in ripe[: max(len(interim) - wanted["C1"], 0)]:
        _order(rng, spell, "C2", first, last, 60)


def _voluntary(rng: random.Random, stock: Sequence[Spell], first: int, last: int, wanted: dict[str, int]) -> None:
    """Turn voluntary accommodation into proceedings until as much is left as is published."""
    voluntary = [s for s in stock if s.status == "V2" and not s.child.is_uasc]
    asylum = sum(s.child.is_uasc for s in stock)
    surplus = len(voluntary) - max(wanted["V2"] - asylum, 0)
    need = wanted["C1"] + wanted["C2"]
    held = sum(s.status in ("C1", "C2") for s in stock)
    surplus = min(surplus, max(need - held, 0)) if surplus > 0 else 0

    def likely(spell: Spell) -> float:
        age = age_on(spell.child.born, last)
        weight = 3.0 if age < 10 else 1.0 if age < 16 else 0.3
        return weight * (0.2 if spell.need_code == "N2" else 1.0) * (2.0 + spell.child.need / 2)

    for spell in take(rng, voluntary, likely, surplus):
        if spell.start >= first and rng.random() < 0.55:
            # Proceedings opened the day care began: the child never was accommodated.
            spell.legal = [(spell.start, "C1")]
        elif spell.start >= first and rng.random() < 0.35 and last - spell.start > 4:
            spell.legal = [(spell.start, "L1" if rng.random() < 0.6 else "L2")]
            _change(rng, spell, "C1", spell.start + 1, spell.start + 2)
        else:
            _order(rng, spell, "C1", first, last, 5)


def _order(rng: random.Random, spell: Spell, code: str, first: int, last: int, gap: int) -> None:
    """A new order in the year, at least ``gap`` days after the status before it where it can be."""
    since = spell.legal[-1][0]
    _change(rng, spell, code, max(first, since + gap), last)


def _change(rng: random.Random, spell: Spell, code: str, low: int, high: int) -> None:
    since = spell.legal[-1][0]
    day = rng.randrange(low, high + 1) if low < high else high
    day = max(day, since + 1)
    if day <= high:
        spell.legal.append((day, code))
    else:
        spell.legal[-1] = (since, code)
