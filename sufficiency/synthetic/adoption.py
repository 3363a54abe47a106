"""The adoption tables: children for whom adoption was decided, and those adopted."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.synthetic.dates import first_day, last_day, written
from sufficiency.synthetic.missing_and_reviews import overlaps
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.random_draws import draw, stream

ADOPTED = ("E11", "E12")


def placed_day(spell: Spell) -> int | None:
    """The day the present run of placements for adoption began, if the child has one."""
    day = None
    for stay in reversed(spell.stays):
        if stay.code[0] != "A":
            break
        day = stay.start
    return day


def placed_rows(seed: int, area: str, numbered: Sequence[tuple[int, Spell]], year: int) -> list[list[str]]:
    """Children for whom adoption was decided; for one who left otherwise, when that was undone."""
    last = last_day(year)
    rows = []
    for number, spell in numbered:
        if spell.decided is None or spell.decided > last or not overlaps(spell, year):
            continue
        undone = spell.end is not None and spell.end <= last and spell.reason not in ADOPTED
        why = draw(stream(seed, area, "undone", number), "undone_adoption") if undone else ""
        rows.append(
            [
                spell.child.number,
                written(spell.child.born),
                written(spell.decided),
                written(spell.end) if undone else "",
                why,
            ]
        )
    return rows


def adopted_rows(seed: int, area: str, numbered: Sequence[tuple[int, Spell]], year: int) -> list[list[str]]:
    """Children adopted in the year, with the decision, the match and the adopters."""
    first, last = first_day(year), last_day(year)
    rows = []
    for number, spell in numbered:
        if spell.reason not in ADOPTED or spell.end is None or not first <= spell.end <= last:
            continue
        rng = stream(seed, area, "adopted", number)
        placed = placed_day(spell) or spell.end
        decided = spell.decided or placed
        match = max(placed - rng.randrange(10, 60), decided)
        couple = draw(rng, "adopters").split("-")
        rows.append(
            [
                spell.child.number,
                written(spell.child.born),
                written(decided),
                written(match),
                str(int(spell.stay.code in ("A3", "A5"))),
                *couple,
            ]
        )
    return rows
