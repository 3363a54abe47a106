"""Making children: age, sex, ethnic group, need and hidden standings, to fill what is short."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

from sufficiency.synthetic.dates import age_on, birthday
from sufficiency.synthetic.model import Child, Spell
from sufficiency.synthetic.random_draws import apportion, draw, draw_from
from sufficiency.synthetic.targets import YearTargets

BANDS = ("0", "1-4", "5-9", "10-15", "16+")
BAND_STARTS = (0, 1, 5, 10, 16, 18)
GROUP_PREFIX = {"W": "white", "M": "mixed", "A": "asian", "C": "asian", "B": "black", "O": "other"}
# Near DfE's shares of looked-after children of school age with a plan and with SEN support.
PLAN_SHARE, SUPPORT_SHARE = 0.30, 0.26
EARLY_NEEDS = ("ASD", "SLD", "PMLD", "PD", "HI", "VI")
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def band_of(born: int, day: int) -> int:
    """The place in ``BANDS`` of a child's age on a day."""
    age = age_on(born, day)
    return sum(age >= start for start in BAND_STARTS[1:5])


def ethnic_group(code: str) -> str:
    """The key of the published ethnic group of a code."""
    return "refused" if code in ("REFU", "NOBT") else GROUP_PREFIX[code[0]]


def born_for(rng: random.Random, band: int, day: int, latest: int, is_uasc: bool) -> int:
    """A birth date that puts a child in a band on ``day``, no later than ``latest``."""
    low, high = BAND_STARTS[band], BAND_STARTS[band + 1]
    tilt = {3: 0.75, 4: 0.9, 0: 1.0}.get(band, 1.0)
    share = rng.random() ** tilt
    if is_uasc:
        low, share = (14, rng.random() ** 0.5) if band == 3 else (16, rng.random() ** 0.7)
    for _ in range(20):
        born = day - int((low + share * (high - low)) * 365.25)
        if born <= latest and birthday(born, high) > day >= birthday(born, low):
            return born
        share = rng.random()
    # A baby born between the start of care and now cannot be: it starts the day it is born.
    return min(latest, day - int(low * 365.25) - 1)


def standings(rng: random.Random, age: int) -> tuple[float, float]:
    """Hidden need and risk; risk (to and from others) hardly exists before ten."""
    need = rng.gauss(0.1 if age >= 10 else -0.1, 1.0)
    risk = 0.6 * need + 0.8 * rng.gauss(0, 1)
    return need, risk if age >= 10 else risk - 2.0


class ChildGenerator:
    """Makes the children of one authority, numbering them as it goes."""

    def __init__(self, rng: random.Random, area: str, liia_code: str, number: int = 100_000) -> None:
        self.rng = rng
        self.area = area
        self.prefix = liia_code or area[-3:]
        self.number = number

    def child(self, born: int, sex: str, ethnic: str, is_uasc: bool, day: int) -> Child:
        """A new child; ``day`` is when care starts."""
        rng = self.rng
        self.number += 1
        need, risk = standings(rng, age_on(born, day))
        if is_uasc:
            need, risk = need * 0.5 - 0.5, risk * 0.5 - 0.8
        child = Child(f"{self.prefix}{self.number}", sex, born, ethnic, need, risk)
        child.is_uasc = is_uasc
        child.upn = "UN3" if is_uasc else _upn(rng)
        self._special_needs(child)
        return child

    def _special_needs(self, child: Child) -> None:
        """A special educational need, with a plan or support at school, from some age on."""
        rng = self.rng
        plan, pick = PLAN_SHARE + 0.14 * child.need, rng.random()
        support = SUPPORT_SHARE
        if child.is_uasc:
            plan, support = 0.02, 0.06
        if pick >= max(plan, 0.03) + support:
            return
        child.has_plan = pick < max(plan, 0.03)
        part = "plan_high" if child.need > 0.6 else "plan_other"
        child.primary_need = draw(rng, part if child.has_plan else "support")
        early = child.primary_need in EARLY_NEEDS
        child.need_known_at = rng.randrange(2, 5) if early else rng.randrange(5, 11)


def _upn(rng: random.Random) -> str:
    """A unique pupil number of the right form, with its check letter."""
    digits = "2" + "".join(str(rng.randrange(10)) for _ in range(11))
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23] + digits


def short_of(wanted: dict[str, int], held: Counter[str], count: int, floor: float = 0.15) -> dict[str, int]:
    """How many newcomers of each category bring those held nearest to what is wanted."""
    whole = sum(wanted.values()) or 1
    gaps = {key: max(value - held[key], floor * count * value / whole) for key, value in wanted.items()}
    return apportion(count, gaps) if sum(gaps.values()) else apportion(count, wanted)


def deal(rng: random.Random, counts: dict[str, int]) -> list[str]:
    """The categories of counts as a shuffled pack."""
    pack = [key for key, count in counts.items() for _ in range(count)]
    rng.shuffle(pack)
    return pack


def newcomers(
    rng: random.Random,
    generator: ChildGenerator,
    slots: Sequence[tuple[int, int, bool, int]],
    survivors: Sequence[Spell],
    target: YearTargets,
) -> list[tuple[Child, str]]:
    """A child and need code for every slot (band, start day, whether UASC, day the band is for).

    Unaccompanied children are dealt first, because their sex, group and need are not like others';
    the rest share what is then short.
    """
    counts = target.counts
    sexes = Counter(s.child.sex for s in survivors)
    groups = Counter(ethnic_group(s.child.ethnic) for s in survivors)
    needs = Counter(s.need_code for s in survivors)
    children: dict[int, tuple[Child, str]] = {}
    for place, (band, start, is_uasc, day) in enumerate(slots):
        if not is_uasc:
            continue
        sex = "M" if rng.random() < 0.93 else "F"
        group = draw(rng, "uasc_ethnic")
        code = "N8" if rng.random() < 0.96 else "N1"
        ethnic = "WOTH" if group == "white" else draw(rng, f"ethnic_{group}")
        born = born_for(rng, band, day, start, True)
        children[place] = generator.child(born, sex, ethnic, True, start), code
        sexes[sex] += 1
        groups[group] += 1
        needs[code] += 1
    rest = [place for place in range(len(slots)) if place not in children]
    packs = [
        deal(rng, short_of(counts[measure], held, len(rest)))
        for measure, held in (("sex", sexes), ("ethnic_group", groups))
    ]
    codes = need_codes(rng, [slots[place][0] for place in rest], counts["need"], needs)
    for place, sex, group, code in zip(rest, packs[0], packs[1], codes, strict=True):
        band, start, _, day = slots[place]
        born = born_for(rng, band, day, start, False)
        ethnic = draw(rng, f"ethnic_{group}")
        children[place] = generator.child(born, sex, ethnic, False, start), code
    return [children[place] for place in range(len(slots))]


def need_codes(rng: random.Random, bands: Sequence[int], wanted: dict[str, int], held: Counter[str]) -> list[str]:
    """Need codes for newcomers of given bands: behaviour and absent parents go to older ones."""
    left = short_of(wanted, held, len(bands))
    codes: list[str] = [""] * len(bands)
    for place in sorted(range(len(bands)), key=lambda p: (-bands[p], rng.random())):
        weights = {key: max(n, 0) * _suits(key, bands[place]) for key, n in left.items()}
        codes[place] = draw_from(rng, weights) if any(weights.values()) else "N1"
        left[codes[place]] -= 1
    return codes


def _suits(code: str, band: int) -> float:
    if code == "N6":
        return 3.0 if band >= 3 else 0.0
    if code == "N8":
        return 1.0 if band >= 3 else 0.25
    return 0.4 if code == "N2" and band < 2 else 1.0
