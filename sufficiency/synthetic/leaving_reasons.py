"""Why care ends: what fits the child's age, legal status and placement."""

from __future__ import annotations

import random

from sufficiency.synthetic.dates import age_on, birthday
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.random_draws import draw

# Orders to a former foster carer need the last placement to have been with one.
FROM_CARERS = ("E45", "E46")


def reason_for_leaving(rng: random.Random, spell: Spell) -> str:
    """The reason code of the end of a period of care; the end may move with it."""
    assert spell.end is not None
    child, status = spell.child, spell.status
    age = age_on(child.born, spell.end)
    if spell.end >= birthday(child.born, 18):
        return draw(rng, "end_at_18")
    if spell.is_remand and status == "J1":
        return draw(rng, "end_remand")
    if spell.stay.code[0] == "A":
        return "E12" if rng.random() < 0.75 else "E11"
    if child.is_uasc:
        return draw(rng, "end_uasc")
    part = "end_voluntary" if status not in ("C1", "C2", "E1") else "end_young"
    reason = draw(rng, "end_teen" if age >= 13 else part)
    if reason in FROM_CARERS and spell.stay.code[0] != "U":
        return "E47" if reason == "E45" else "E48"
    return reason
