"""What kind of placement each child has at a year's end, by whom provided and how far away."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from math import exp

from sufficiency.synthetic.dates import age_on, birthday, year_of
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.placement_moves import rooted
from sufficiency.synthetic.random_draws import apportion, draw, take
from sufficiency.synthetic.targets import YearTargets

GROUPS = ("adoption", "parents", "schools", "residential", "homes", "other", "supported")
# The return year in which independent living ceased to be a placement.
INDEPENDENT_ENDS = 2024
# Of those on remand who are not in youth custody, the share in a secure home.
SECURE_REMAND = 0.5
# Nobody is placed for the long term before this age.
LONG_TERM_FROM = 2
Weight = Callable[[Spell], float]


def group_of(code: str) -> str:
    """The key of the published placement group of a code of the history."""
    if code[0] == "U":
        return "foster"
    if code[0] == "A":
        return "adoption"
    return (
        {"K": "homes", "H": "supported", "P": "supported", "R": "residential", "S": "schools", "Z": "other"}[code[0]]
        if code != "P1"
        else "parents"
    )


def suits(group: str, spell: Spell, day: int) -> float:
    """How well a kind of placement suits a child on a day; nought where it may not be used."""
    child = spell.child
    age = age_on(child.born, day)
    need, risk = child.need, child.risk
    if group == "adoption":
        return 1.0 if spell.status == "E1" and age < 8 and day - spell.legal[-1][0] > 12 else 0.0
    if group == "parents":
        return (1.0 if age > 3 else 1.6) * (spell.status in ("C1", "C2"))
    if group == "schools":
        if child.is_uasc or not 8 <= age <= 17:
            return 0.0
        return 20.0 if spell.need_code == "N2" else 0.3 + (child.need_on(age) in ("ASD", "SLD"))
    if group == "residential":
        return _residential(spell, age, day)
    if group == "homes":
        if spell.is_remand and spell.status == "J1":
            return 8.0
        by_age = 0.0 if age < 7 else 0.12 if age < 10 else 0.6 if age < 13 else 1.5
        if age >= 16:
            by_age = 0.6
        asylum = 0.06 if child.is_uasc else 1.0
        # A few are there for want of a family: they could step down.
        return by_age * asylum * (0.15 + exp(1.0 * need + 0.3 * risk))
    ready = birthday(child.born, 16) + 20 <= day
    if group == "other":
        weight = (age >= 12) * exp(1.1 * need + 0.7 * risk) * (0.15 if child.is_uasc else 1.0)
        # In the year supported accommodation had to register, what was not became "other".
        return weight + 12.0 * ready * (year_of(day) == INDEPENDENT_ENDS)
    return ready * (2.2 if age >= 17 else 1.0) * (2.0 if child.is_uasc else 1.0)


def _residential(spell: Spell, age: int, day: int) -> float:
    if spell.is_remand and spell.status == "J1":
        return 60.0 if age >= 15 else 0.0
    if spell.stays and spell.stay.code == "R3":
        return 0.0
    if in_family_centre(spell, day):
        return 12.0 if age >= 2 else 1.6 if age < 1 else 0.6
    if spell.need_code == "N2" and age >= 8:
        return 6.0
    return 1.0 if age >= 13 and spell.child.need > 1.3 and not spell.child.is_uasc else 0.0


def _suits_and_rooted(group: str, day: int, spell: Spell) -> float:
    return suits(group, spell, day) * rooted(spell, day)


def in_family_centre(spell: Spell, day: int) -> bool:
    """Whether a family centre could take a child: an infant, or a mother with her own."""
    infant = age_on(spell.child.born, day) < 2 and not spell.child.is_uasc
    return infant or spell.child.has_infant(day)


def fill_groups(
    rng: random.Random, stock: Sequence[Spell], moving: dict[int, int], newly: set[int], day: int, target: YearTargets
) -> dict[int, str]:
    """The placement group at the year's end of everyone who moves or starts.

    Where a kind has too many children some more must move; where too few of those who move suit
    it, others who suit it move too. ``moving`` gains them.
    """
    wanted = target.counts["placement_type"]
    held = Counter(group_of(s.stay.code) for s in stock if s.stays and id(s) not in moving)
    for group in GROUPS:
        surplus = held[group] - wanted[group]
        stayers = [s for s in stock if s.stays and id(s) not in moving and group_of(s.stay.code) == group]
        for spell in take(rng, stayers, _leaves_first(group, day), surplus):
            moving[id(spell)] = 1
            held[group] -= 1
    free = [s for s in stock if id(s) in moving or id(s) in newly]
    result: dict[int, str] = {}
    for group in GROUPS:
        short = wanted[group] - held[group]
        pool = [s for s in free if id(s) not in result]
        weight = _keeps(group, day)
        for spell in take(rng, pool, weight, short):
            result[id(spell)] = group
            short -= 1
        spare = [
            s
            for s in stock
            if s.stays and id(s) not in moving and id(s) not in result and group_of(s.stay.code) == "foster"
        ]
        chosen = take(rng, spare, partial(_suits_and_rooted, group, day), max(short, 0))
        for spell in chosen:
            result[id(spell)] = group
            moving[id(spell)] = 1
            free.append(spell)
    for spell in free:
        result.setdefault(id(spell), "foster")
    return result


def _keeps(group: str, day: int) -> Weight:
    """Suitability, raised where the child has that kind of placement now: most moves are alike."""

    def weight(spell: Spell) -> float:
        value = suits(group, spell, day)
        alike = spell.stays and group_of(spell.stay.code) == group
        return value * (3.0 if alike else 1.0)

    return weight


def _leaves_first(group: str, day: int) -> Weight:
    return lambda s: 1.0 / (0.05 + suits(group, s, day))


def code_for(rng: random.Random, group: str, spell: Spell, day: int, settled: bool, year: int) -> str:
    """A placement code within a group, fit for the child and in use in the return year."""
    child = spell.child
    age = age_on(child.born, day)
    if group == "foster":
        if child.is_uasc:
            return "U6" if rng.random() < 0.9 else "U4"
        drawn = draw(rng, "foster_stock" if settled else "foster_first")
        return "U6" if drawn == "U4" and age < LONG_TERM_FROM else drawn
    if group == "adoption":
        return draw(rng, "adopted_code")
    if group == "homes":
        if spell.is_remand and spell.status == "J1":
            return "K1" if rng.random() < SECURE_REMAND else "K2"
        secure = age >= 12 and child.risk > 1.4 and rng.random() < 0.075
        return "K1" if secure else "K2"
    if group == "supported":
        independent = age >= 17 and year < INDEPENDENT_ENDS and rng.random() < 0.1
        return "P2" if independent else "H5"
    if group == "residential":
        return _residential_code(rng, spell, age, day)
    return {"parents": "P1", "schools": "S1", "other": "Z1"}[group]


def _residential_code(rng: random.Random, spell: Spell, age: int, day: int) -> str:
    if spell.is_remand and spell.status == "J1" and age >= 15:
        return "R5"
    if in_family_centre(spell, day):
        return "R3"
    return "R1" if rng.random() < (0.85 if spell.need_code == "N2" else 0.35) else "R2"


def provider_for(rng: random.Random, code: str) -> str | None:
    """The provider that goes with a code; None for foster care, which balances the rest."""
    if code in ("P1",):
        return "PR0"
    if code[0] == "Z":
        return ""
    if code in ("R5", "R2"):
        return "PR3"
    if code == "K1":
        return "PR2"
    if code[0] == "A":
        return "PR1"
    if code in ("U1", "U2", "U3"):
        return "PR1"
    part = {
        "K2": "home_provider",
        "H5": "supported_provider",
        "P2": "supported_provider",
        "S1": "residential_provider",
        "R1": "residential_provider",
        "R3": "residential_provider",
    }.get(code)
    return draw(rng, part) if part else None


def deal_providers(rng: random.Random, open_codes: Sequence[str], held: Counter[str], target: YearTargets) -> list[str]:
    """Providers for foster placements that bring the whole stock to the published shares."""
    wanted = target.counts["provider_sector"]
    short = {k: max(wanted[k] - held[k], 0) + 1e-6 for k in ("PR1", "PR2", "PR4", "PR5")}
    pack = [k for k, n in apportion(len(open_codes), short).items() for _ in range(n)]
    rng.shuffle(pack)
    return pack


def far_weight(code: str, provider: str, spell: Spell) -> float:
    """How likely a placement is to be more than 20 miles from home."""
    by_code = {
        "K1": 60.0,
        "K2": 3.2,
        "S1": 5.0,
        "R1": 3.0,
        "R5": 2.5,
        "R3": 1.2,
        "A6": 2.5,
        "A5": 1.0,
        "H5": 0.55,
        "P2": 0.4,
        "Z1": 2.5,
        "P1": 0.15,
        "U1": 0.9,
        "U3": 0.7,
    }
    weight = by_code.get(code, 1.1)
    if code[0] == "U":
        weight *= {"PR1": 0.35, "PR2": 1.0}.get(provider, 1.35)
    return weight * exp(0.25 * spell.child.need)


def inside_weight(code: str, provider: str) -> float:
    """How likely a placement is to be in the borough itself."""
    if code in ("K1", "R5", "A6"):
        return 0.02
    if provider == "PR2":
        return 0.01
    if provider == "PR1":
        return 2.2
    return {"P1": 6.0, "K2": 0.5, "H5": 1.6, "P2": 1.6}.get(code, 0.75)
