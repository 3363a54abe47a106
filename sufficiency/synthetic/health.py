"""The yearly health table (OC2): strengths and difficulties, convictions, substances, checks."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from sufficiency.synthetic.dates import age_on, first_day, last_day, written
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.random_draws import draw, rounded, stream, take
from sufficiency.synthetic.targets import YearTargets

CONCERN, BORDERLINE = 17, 14
# A child who turned 17 in the year gets no questionnaire, for its age.
SDQ_TOO_OLD = 17


def long_enough(spell: Spell, year: int) -> bool:
    """Looked after without a break for the twelve months to 31 March."""
    first, last = first_day(year), last_day(year)
    return spell.start <= first and (spell.end is None or spell.end >= last)


def rows(seed: int, area: str, spells: Sequence[Spell], year: int, target: YearTargets) -> list[list[str]]:
    """OC2 rows of a year: bands and coverage as published, given to those whose needs fit."""
    rng = stream(seed, area, "health", year)
    last = last_day(year)
    members = [s for s in spells if long_enough(s, year)]
    scores = _scores(rng, members, last, target)
    teens = [s for s in members if 10 <= age_on(s.child.born, last) <= 17]
    counts = target.counts
    share = counts["convictions"]["convicted"] / max(counts["convictions"]["total"], 1)
    convicted = _ids(rng, teens, _offends, share)
    counts_misuse = counts["substance_misuse"]
    share = counts_misuse["identified"] / max(counts_misuse["total"], 1)
    users = _ids(rng, members, lambda s: (age_on(s.child.born, last) >= 11) * 6.0**s.child.risk, share)
    received = counts_misuse["received"] / max(counts_misuse["identified"], 1)
    checked = []
    for spell in members:
        child = spell.child
        age = age_on(child.born, last)
        score, why = scores.get(id(spell), ("", ""))
        user = id(spell) in users
        treated = user and rng.random() < min(received, 1.0)
        checked.append(
            [
                child.number,
                written(child.born),
                score,
                why,
                str(int(id(spell) in convicted)) if age >= 10 else "",
                str(int(rng.random() < 0.9)) if age < 5 else "",
                str(int(rng.random() < (0.84 if not child.is_uasc else 0.62))),
                str(int(rng.random() < (0.80 if child.need < 1 else 0.7))),
                str(int(rng.random() < (0.93 if child.need < 1 else 0.86))),
                str(int(user)),
                (str(int(treated)) if user else ""),
                ("" if not user or treated else str(int(rng.random() < 0.9))),
            ]
        )
    return checked


def _offends(spell: Spell) -> float:
    """How likely a conviction is: by risk, and more than twice as likely for boys."""
    return float(9.0**spell.child.risk) * (2.3 if spell.child.sex == "M" else 1.0)


def _ids(rng: random.Random, pool: Sequence[Spell], weight: Callable[[Spell], float], share: float) -> set[int]:
    return {id(s) for s in take(rng, pool, weight, rounded(rng, share * len(pool)))}


def _scores(rng: random.Random, members: Sequence[Spell], last: int, target: YearTargets) -> dict[int, tuple[str, str]]:
    """Score or reason for none for each child of 4 to 16, ranked by need with some noise."""
    cells = target.counts["sdq"]
    asked = [s for s in members if 4 <= age_on(s.child.born, last) <= 16]
    coverage = min(cells["received"] / max(cells["total"], 1), 1.0)
    given = take(rng, asked, lambda s: 0.4 if s.child.is_uasc else 1.0, rounded(rng, coverage * len(asked)))
    scored = {id(s) for s in given}
    whole = max(cells["concern"] + cells["borderline"] + cells["normal"], 1)
    high = rounded(rng, len(given) * cells["concern"] / whole)
    middle = rounded(rng, len(given) * cells["borderline"] / whole)
    ranked = sorted(given, key=lambda s: -(s.child.need + rng.gauss(0, 0.75)))
    result: dict[int, tuple[str, str]] = {}
    for place, spell in enumerate(ranked):
        if place < high:
            score = min(CONCERN + int(rng.expovariate(1 / 5.0)), 39)
        elif place < high + middle:
            score = BORDERLINE + rng.randrange(3)
        else:
            score = min(max(int(rng.gauss(8.0, 3.6)), 0), 13)
        result[id(spell)] = (str(score), "")
    for spell in asked:
        if id(spell) not in scored:
            result[id(spell)] = ("", draw(rng, "sdq_reason"))
    for spell in members:
        if age_on(spell.child.born, last) == SDQ_TOO_OLD:
            result[id(spell)] = ("", "SDQ1")
    return result
