"""The adoption tables: children placed for adoption in a year, and those adopted."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.synthetic.chance import stream
from sufficiency.synthetic.dates import first_day, last_day, written
from sufficiency.synthetic.happenings import overlaps
from sufficiency.synthetic.model import Spell

ADOPTED = ("E11", "E12")


def placed_day(spell: Spell) -> int | None:
    """The day the present run of placements for adoption began, if the child has one."""
    day = None
    for stay in reversed(spell.stays):
        if stay.code[0] != "A":
            break
        day = stay.start
    return day


def placed_rows(spells: Sequence[Spell], year: int) -> list[list[str]]:
    """Children placed for adoption at any time in the year."""
    last = last_day(year)
    made = []
    for spell in spells:
        day = placed_day(spell)
        if day is None or day > last or not overlaps(spell, year):
            continue
        made.append([spell.child.number, written(spell.child.born), written(day), "", ""])
    return made


def adopted_rows(seed: int, area: str, spells: Sequence[Spell], year: int) -> list[list[str]]:
    """Children adopted in the year, with the decision, the match and the adopters."""
    first, last = first_day(year), last_day(year)
    made = []
    for number, spell in enumerate(spells):
        if spell.reason not in ADOPTED or spell.end is None or not first <= spell.end <= last:
            continue
        rng = stream(seed, area, "adopted", number)
        placed = placed_day(spell) or spell.end
        match = max(placed - rng.randrange(10, 60), spell.child.born + 20)
        decided = max(match - rng.randrange(30, 200), spell.child.born + 5)
        two = rng.random() < 0.85
        sexes = "MF" if two and rng.random() < 0.8 else rng.choice(["MM", "FF"])
        made.append([
            spell.child.number, written(spell.child.born), written(decided), written(match),
            str(int(spell.stay.code in ("A3", "A5"))), "2" if two else "1",
            sexes if two else ("F1" if rng.random() < 0.9 else "M1"),
            ("L11" if rng.random() < 0.7 else "L12") if two else "L0",
        ])  # fmt: skip
    return made
