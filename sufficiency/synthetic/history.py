"""One authority's care histories, year by year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sufficiency.synthetic import legal, placing
from sufficiency.synthetic.chance import draw, rounded, stream, take
from sufficiency.synthetic.dates import age_on, birthday, first_day, last_day
from sufficiency.synthetic.ending import reason_for_leaving
from sufficiency.synthetic.housing import Housing
from sufficiency.synthetic.model import Spell, Stay
from sufficiency.synthetic.moving import LEAVER_MOVES, Reasons, count_moves, move_days
from sufficiency.synthetic.people import Maker
from sufficiency.synthetic.population import Population
from sufficiency.synthetic.targets import YearTargets

UNKNOWN = ("5", "6")


class History:
    """Simulates the children of one authority; ``population.spells`` is what comes of it."""

    def __init__(
        self, seed: int, area: str, liia_code: str, targets: dict[int, YearTargets],
        housing: Housing,
    ) -> None:  # fmt: skip
        self.rng = stream(seed, area, "history")
        self.targets = targets
        self.housing = housing
        self.population = Population(
            stream(seed, area, "population"), Maker(stream(seed, area, "people"), area, liia_code)
        )
        self.year = min(targets)

    def run(self) -> list[Spell]:
        """All periods of care from the stock before the first year to the end of the last."""
        self._begin()
        for year in sorted(self.targets)[1:]:
            self.year = year
            self._step(year)
        return self.population.spells

    def _begin(self) -> None:
        year = self.year
        target, day = self.targets[year], last_day(year)
        spells = self.population.begin(year, target)
        legal.begin(self.rng, spells, day, target)
        self._give_homes(spells, [], target)
        newly = {id(s) for s in spells}
        groups = placing.fill_groups(self.rng, spells, {}, newly, day, target)
        self._settle(spells, [(s, self._past_stay_start(s, day)) for s in spells], groups, target)

    def _past_stay_start(self, spell: Spell, day: int) -> int:
        """When the placement in which the first return finds a child began."""
        span = day - spell.start
        if span < 40 or self.rng.random() < 0.25:
            return spell.start
        length = self.rng.expovariate(1 / (620 if spell.child.need < 0.5 else 300))
        return max(spell.start, day - int(length) - 1)

    def _step(self, year: int) -> None:
        rng, target = self.rng, self.targets[year]
        first, last = first_day(year), last_day(year)
        leavers, starters = self.population.step(year, target)
        stock = self.population.stock()
        legal.enter(rng, starters, last, target)
        legal.step(rng, stock, year, target)
        known = [s for s in stock if s.stays]
        self._give_homes([s for s in starters if s.child.home is None], known, target)
        newly = {id(s) for s in starters}
        moves = count_moves(rng, stock, newly, year, target)
        groups = placing.fill_groups(rng, stock, moves, newly, last, target)
        reasons = Reasons(rng, target)
        final = []
        for spell in stock:
            if id(spell) in groups:
                days = self._days(spell, moves.get(id(spell), 0), groups[id(spell)], first, last)
                self._steps_between(spell, days[:-1], reasons)
                final.append((spell, days[-1]))
        self._settle(stock, final, groups, target, reasons)
        self._status_changes(stock, first, last, target)
        self._leavers(leavers, first, reasons)

    def _give_homes(
        self, spells: Sequence[Spell], known: Sequence[Spell], target: YearTargets
    ) -> None:
        """A home address for all but those whose home is not known, mostly unaccompanied."""
        cells = target.counts["distance_locality"]
        wanted = cells["5"] + cells["6"] - sum(s.child.home is None for s in known)
        blank = take(
            self.rng, [s for s in spells if s.end is None],
            lambda s: 60.0 if s.child.is_uasc else 1.0, wanted,
        )  # fmt: skip
        without = {id(s) for s in blank}
        for spell in spells:
            short = spell.end is not None and spell.child.is_uasc
            if id(spell) not in without and not short:
                spell.child.home = self.housing.home()

    def _days(self, spell: Spell, count: int, group: str, first: int, last: int) -> list[int]:
        """The days on which the stays of a year begin; the last is the one at the year's end."""
        not_before = {
            "supported": birthday(spell.child.born, 16) + 1,
            "adoption": spell.legal[-1][0] + 5,
            "parents": spell.legal[-1][0],
        }.get(group, 0)
        opening = [] if spell.stays else [spell.start]
        if opening and not_before > spell.start:
            count = max(count, 1)
        if not count:
            return opening
        low = max(first, spell.stay.start + 2 if spell.stays else spell.start + 2)
        return opening + move_days(self.rng, spell, count, min(low, last), last, not_before)

    def _steps_between(self, spell: Spell, days: Sequence[int], reasons: Reasons) -> None:
        """Placements that do not last to the year's end."""
        for day in days:
            age = age_on(spell.child.born, day)
            code = draw(self.rng, "between")
            if (code == "H5" and birthday(spell.child.born, 16) > day) or (
                code in ("K2", "Z1") and (age < 8 or spell.child.need < -0.3 or spell.child.is_uasc)
            ):
                code = "U6"
            if code == "Z1" and age < 12:
                code = "K2"
            self._stay(spell, day, code, self._class(spell), reasons)

    def _class(self, spell: Spell) -> str:
        cells = self.targets[self.year].counts["distance_locality"]
        keys = UNKNOWN if spell.child.home is None else ("1", "2", "4")
        weights = [cells[key] + 0.01 for key in keys]
        return self.rng.choices(keys, weights)[0]

    def _stay(
        self, spell: Spell, day: int, code: str, distance_class: str, reasons: Reasons | None,
        provider: str | None = None,
    ) -> None:  # fmt: skip
        if provider is None:
            provider = placing.provider_for(self.rng, code)
        if provider is None:
            provider = self.rng.choices(["PR1", "PR4", "PR5"], [40, 55, 5])[0]
        spot, urn, home = self.housing.find(
            code, provider, distance_class, spell.child.home, self.year, day
        )
        if spell.stays and reasons is not None:
            spell.stay.reason = reasons.give(spell, spell.stay.code)
        spell.stays.append(Stay(day, code, provider, urn, spot, distance_class, home=home))

    def _settle(
        self, stock: Sequence[Spell], final: list[tuple[Spell, int]], groups: dict[int, str],
        target: YearTargets, reasons: Reasons | None = None,
    ) -> None:  # fmt: skip
        """The placements at the year's end, provider and distance dealt to what is wanted."""
        rng = self.rng
        beginning = reasons is None
        codes = [placing.code_for(rng, groups[id(s)], s, day, beginning) for s, day in final]
        given = [placing.provider_for(rng, code) for code in codes]
        going = {id(s) for s, _ in final}
        kept = [s.stay for s in stock if s.stays and id(s) not in going]
        held = Counter(stay.provider for stay in kept)
        held.update(p for p in given if p is not None)
        pack = placing.deal_providers(
            rng, [c for c, p in zip(codes, given, strict=True) if p is None], held, target
        )
        providers = [pack.pop() if p is None else p for p in given]
        classes = self._deal_classes(final, codes, providers, kept, target)
        for (spell, day), code, provider, distance_class in zip(
            final, codes, providers, classes, strict=True
        ):
            self._stay(spell, day, code, distance_class, reasons, provider)

    def _deal_classes(
        self, final: list[tuple[Spell, int]], codes: list[str], providers: list[str],
        kept: Sequence[Stay], target: YearTargets,
    ) -> list[str]:  # fmt: skip
        """Distance classes for new placements: what the kept ones leave short, by what suits."""
        wanted = target.counts["distance_locality"]
        held = Counter(stay.distance_class for stay in kept)
        classes = [""] * len(final)
        known = [i for i, (s, _) in enumerate(final) if s.child.home is not None]
        blank = [i for i, (s, _) in enumerate(final) if s.child.home is None]

        def far(i: int) -> float:
            return placing.far_weight(codes[i], providers[i], final[i][0])

        def inside(i: int) -> float:
            return placing.inside_weight(codes[i], providers[i])

        for i in take(self.rng, known, far, wanted["4"] - held["4"]):
            classes[i] = "4"
        left = [i for i in known if not classes[i]]
        for i in take(self.rng, left, inside, wanted["1"] + wanted["3"] - held["1"]):
            classes[i] = "1"
        for i in take(self.rng, blank, inside, wanted["5"] - held["5"]):
            classes[i] = "5"
        return [c or ("2" if s.child.home else "6") for c, (s, _) in zip(classes, final,
                                                                        strict=True)]  # fmt: skip

    def _status_changes(
        self, stock: Sequence[Spell], first: int, last: int, target: YearTargets
    ) -> None:
        """Placements whose status alone changes: the same carer, another code."""
        may = [
            s for s in stock
            if s.stay.code in ("U6", "U3", "U4") and last - max(s.stay.start, first) > 12
            and not s.child.is_uasc
        ]  # fmt: skip
        count = target.counts["reason_place_change"]["PLACE"]
        chosen = take(self.rng, may, lambda s: 0.15 if s.stay.code == "U4" else 1.0, count)
        for spell in chosen:
            old = spell.stay
            code = {"U6": "U4", "U3": "U1", "U4": "U6"}[old.code]
            day = self.rng.randrange(max(old.start, first) + 5, last + 1)
            old.reason = "PLACE"
            spell.stays.append(
                Stay(day, code, old.provider, old.urn, old.spot, old.distance_class, True)
            )

    def _leavers(self, leavers: Sequence[Spell], first: int, reasons: Reasons) -> None:
        """Stays of those who left in the year, and why they left."""
        for spell in leavers:
            assert spell.end is not None
            if not spell.stays:
                self._open(spell)
            extra = rounded(self.rng, LEAVER_MOVES * 1.1)
            low = max(first, spell.stay.start + 2)
            if extra and spell.end - low > 6 and spell.stay.code[0] not in "AR":
                self._steps_between(spell, [self.rng.randrange(low, spell.end - 2)], reasons)
            spell.reason = reason_for_leaving(self.rng, spell)

    def _open(self, spell: Spell) -> None:
        """The first placement of a child whose care begins and ends in the same year."""
        age = age_on(spell.child.born, spell.start)
        group = "foster"
        if spell.is_remand:
            group = "residential" if age >= 15 and self.rng.random() < 0.55 else "homes"
        elif birthday(spell.child.born, 16) <= spell.start and self.rng.random() < 0.45:
            group = "supported"
        elif age >= 12 and self.rng.random() < 0.15:
            group = "homes"
        code = placing.code_for(self.rng, group, spell, spell.start, False)
        self._stay(spell, spell.start, code, self._class(spell), None)
