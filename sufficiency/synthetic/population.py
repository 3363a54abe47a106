"""Who leaves and who enters in a year, so that flows and the stock by age meet their targets."""

from __future__ import annotations

import random
from dataclasses import dataclass

from sufficiency.synthetic.dates import birthday, first_day, last_day
from sufficiency.synthetic.model import Spell
from sufficiency.synthetic.people import BANDS, ChildGenerator, band_of, newcomers
from sufficiency.synthetic.random_draws import apportion, mix, rounded, take
from sufficiency.synthetic.targets import YearTargets

# Of those who start in a year, the share that also ceases in it.
SHORT_SHARE = 0.23
RETURN_SHARE = 0.07
# Mean days of a period of care that begins and ends in the same year.
SHORT_DAYS = 55
UASC_LEAVE_SHARE = 0.10
# The yearly chance that a young woman of 15 to 17 in care has a baby.
MOTHER_RATE = 0.035


@dataclass(slots=True)
class Plan:
    """Leavers and staying starters by age band, and how many starters cease within the year."""

    leavers: list[int]
    starters: list[int]
    short: int


def shares(part: str) -> list[float]:
    """The weights of a mix by age band, in the order of ``BANDS``."""
    codes, running = mix(part)
    weights = dict(zip(codes, (b - a for a, b in zip((0.0, *running), running, strict=False)), strict=True))
    return [weights[band] for band in BANDS]


def plan_year(held: list[int], wanted: list[int], target: YearTargets, eighteen: int) -> Plan:
    """Spread leavers and starters over age bands: near the usual mix, ending at the wanted stock.

    ``held`` counts those who stay under 18 by their age at the year's end; ``eighteen`` those who
    must leave.
    """
    short = min(round(SHORT_SHARE * target.started), target.started)
    leaving = target.ceased - short - eighteen
    if leaving < 0:
        short = max(short + leaving, round(0.05 * target.started))
        leaving = max(target.ceased - short - eighteen, 0)
    leaving = min(leaving, sum(held))
    entering = max(sum(wanted) - sum(held) + leaving, 0)
    short = max(short, target.started - entering)
    rates, mixture = shares("leave_rate"), shares("start_age")
    pull = [rate * count for rate, count in zip(rates, held, strict=True)]
    leavers = [leaving * p / (sum(pull) or 1) for p in pull]
    starters = [entering * m / sum(mixture) for m in mixture]
    least = [0.25 * value for value in starters]
    for _ in range(60):
        for band in range(5):
            gap = wanted[band] - (held[band] - leavers[band] + starters[band])
            starters[band] = max(starters[band] + 0.5 * gap, least[band])
            leavers[band] = min(max(leavers[band] - 0.5 * gap, 0.0), float(held[band]))
        factor = entering / (sum(starters) or 1)
        starters = [value * factor for value in starters]
    whole = apportion(entering, dict(enumerate(starters)))
    starting = [whole[band] for band in range(5)]
    going = [min(max(held[b] + starting[b] - wanted[b], 0), held[b]) for b in range(5)]
    return Plan(going, starting, short)


class Population:
    """The children of one authority through the years."""

    def __init__(self, rng: random.Random, generator: ChildGenerator) -> None:
        self.rng = rng
        self.generator = generator
        self.spells: list[Spell] = []
        self.left: list[Spell] = []

    def stock(self) -> list[Spell]:
        """Periods of care that have not ended."""
        return [spell for spell in self.spells if spell.end is None]

    def begin(self, year: int, target: YearTargets) -> list[Spell]:
        """The children already in care when the first return begins, with their past lengths."""
        rng, day = self.rng, last_day(year)
        uasc = min(target.counts["uasc"]["uasc"], target.stock)
        slots = []
        for band, count in enumerate(target.counts["age_band"][b] for b in BANDS):
            for _ in range(count):
                limit = (180, 1000, 1700, 2400, 2000)[band]
                past = min(int(rng.expovariate(1 / 900)) + 3, limit if band < 3 else 5000)
                slots.append((band, day - past, False, day))
        older = [i for i, slot in enumerate(slots) if slot[0] >= 3]
        chosen = take(rng, older, lambda i: 6.0 if slots[i][0] == 4 else 1.0, uasc)
        for index in chosen:
            band = slots[index][0]
            slots[index] = (band, day - rng.randrange(5, 700), True, day)
        children = newcomers(rng, self.generator, slots, [], target)
        for (_, start, _, _), (child, code) in zip(slots, children, strict=True):
            self.spells.append(Spell(child, max(start, child.born), code))
        return self.spells

    def step(self, year: int, target: YearTargets) -> tuple[list[Spell], list[Spell]]:
        """Let a year pass; returns those who left and those who started (some did both)."""
        first, last = first_day(year), last_day(year)
        stock = self.stock()
        eighteen = [s for s in stock if birthday(s.child.born, 18) <= last]
        for spell in eighteen:
            spell.end = birthday(spell.child.born, 18)
        staying = [s for s in stock if s.end is None]
        bands: list[list[Spell]] = [[] for _ in BANDS]
        for spell in staying:
            bands[band_of(spell.child.born, last)].append(spell)
        wanted = [target.counts["age_band"][band] for band in BANDS]
        plan = plan_year([len(b) for b in bands], wanted, target, len(eighteen))
        leavers = eighteen + self._leave(bands, plan, target, first, last)
        remaining = [s for s in staying if s.end is None]
        starters = self._start(remaining, plan, target, first, last)
        self.left += [s for s in leavers if not s.child.is_uasc]
        self._become_mothers(remaining, first, last)
        return leavers + [s for s in starters if s.end is not None], starters

    def _become_mothers(self, spells: list[Spell], first: int, last: int) -> None:
        """Let a few young women in care have a baby in the year."""
        for spell in spells:
            child = spell.child
            low = max(first, spell.start, birthday(child.born, 15))
            may = child.sex == "F" and child.baby_born is None and low < last
            if may and self.rng.random() < MOTHER_RATE * (0.3 if child.is_uasc else 1.0):
                child.baby_born = self.rng.randrange(low, last)

    def _leave(self, bands: list[list[Spell]], plan: Plan, target: YearTargets, first: int, last: int) -> list[Spell]:
        rng = self.rng
        uasc = sum(s.child.is_uasc for band in bands for s in band)
        extra = max(uasc - target.counts["uasc"]["uasc"], 0)
        share = max(UASC_LEAVE_SHARE, extra / max(uasc, 1))
        gone: list[Spell] = []
        for band, (members, count) in enumerate(zip(bands, plan.leavers, strict=True)):
            asylum = [s for s in members if s.child.is_uasc]
            others = [s for s in members if not s.child.is_uasc]
            some = min(rounded(rng, share * len(asylum)), count)
            some = max(some, count - len(others))
            chosen = take(rng, asylum, lambda s: 1.0, some)
            chosen += take(rng, others, lambda s: self._restless(s, first), count - some)
            for spell in chosen:
                low = max(first, spell.start + 10)
                # Not on 31 March: the rules take who left that day for looked after all year.
                spell.end = rng.randrange(low, last) if low < last else last
                if band == 4:
                    spell.end = min(spell.end, birthday(spell.child.born, 18))
            gone += chosen
        return gone

    @staticmethod
    def _restless(spell: Spell, first: int) -> float:
        weight = 1.0 if first - spell.start > 700 else 2.0
        status = spell.status
        if spell.stay.code in ("A3", "A4", "A5", "A6"):
            return weight * 9
        if spell.is_remand and status == "J1":
            return 60.0
        return weight * {"E1": 1.2, "V2": 2.0, "C1": 1.6, "L1": 6.0, "L2": 6.0}.get(status, 0.6)

    def _start(self, remaining: list[Spell], plan: Plan, target: YearTargets, first: int, last: int) -> list[Spell]:
        rng = self.rng
        slots = []
        for band, count in enumerate(plan.starters):
            slots += [(band, self._lasting_start(first, last), False, last) for _ in range(count)]
        uasc = max(target.counts["uasc"]["uasc"] - sum(s.child.is_uasc for s in remaining), 0)
        older = [i for i, slot in enumerate(slots) if slot[0] >= 3]
        for i in take(rng, older, lambda i: 4.0 if slots[i][0] == 4 else 1.0, uasc):
            slots[i] = (slots[i][0], slots[i][1], True, last)
        lasting = len(slots)
        stops: list[int] = []
        usual = apportion(plan.short, dict(enumerate(shares("start_age"))))
        asylum = round(plan.short * uasc / max(lasting, 1))
        for band, count in usual.items():
            for _ in range(count):
                is_uasc = band == 4 and asylum > 0
                asylum -= is_uasc
                length = min(1 + int(rng.expovariate(1 / SHORT_DAYS)), last - first - 1)
                day = rng.randrange(first, last - length)
                slots.append((band, day, is_uasc, day))
                stops.append(day + length)
        children = newcomers(rng, self.generator, slots, remaining, target)
        started = []
        for place, (slot, (child, code)) in enumerate(zip(slots, children, strict=True)):
            spell = Spell(child, max(slot[1], child.born), code)
            if place >= lasting:
                spell.end = min(stops[place - lasting], birthday(child.born, 18))
                spell.end = max(spell.end, spell.start + 1)
            elif rng.random() < RETURN_SHARE and not child.is_uasc:
                self._came_back(spell, last)
            started.append(spell)
        self.spells += started
        return started

    def _lasting_start(self, first: int, last: int) -> int:
        """The day a period of care begins that lasts beyond the year; a short one only if late."""
        crosses = SHORT_SHARE * SHORT_DAYS / (last - first)
        if self.rng.random() < crosses / (1 - SHORT_SHARE + crosses):
            return max(first, last - int(self.rng.expovariate(1 / SHORT_DAYS)))
        return self.rng.randrange(first, last + 1)

    def _came_back(self, spell: Spell, last: int) -> None:
        """Let a child who left before take a newcomer's place, if one of the same age band did."""
        band = band_of(spell.child.born, last)
        for place, earlier in enumerate(self.left):
            child = earlier.child
            if (
                earlier.reason in ("E4A", "E4B", "E13", "E8")
                and earlier.end is not None
                and earlier.end + 40 < spell.start
                and birthday(child.born, 18) > last
                and band_of(child.born, last) == band
                and child.sex == spell.child.sex
            ):
                spell.child = child
                del self.left[place]
                return
