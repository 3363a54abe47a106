"""One authority's care histories, year by year."""

from __future__ import annotations

from collections.abc import Sequence

from sufficiency.synthetic import legal, placement_choice
from sufficiency.synthetic.dates import age_on, birthday, first_day, last_day, year_of
from sufficiency.synthetic.episodes import REGISTERED_FROM
from sufficiency.synthetic.housing import Housing
from sufficiency.synthetic.leaving_reasons import reason_for_leaving
from sufficiency.synthetic.model import Spell, Stay
from sufficiency.synthetic.people import ChildGenerator
from sufficiency.synthetic.placement_moves import LEAVER_MOVES, Reasons, count_moves, move_days
from sufficiency.synthetic.placement_sequence import PlacementPlanner
from sufficiency.synthetic.population import Population
from sufficiency.synthetic.random_draws import rounded, stream, take
from sufficiency.synthetic.targets import YearTargets
from sufficiency.synthetic.temporary_placements import send_away

STATUS_CHANGES = {"U6": "U4", "U3": "U1", "U4": "U6"}
# The ages from which kinds of placement are used, and the days for which others last at most.
YOUNGEST = {"supported": 16, "homes": 7, "schools": 8, "other": 11}
LONGEST_STAY = {"R3": 190, "K1": 270}
# Children who would enter such a placement and leave care within the year are not among those who
# enter; so that the months between two ends of a year are like them, those who do enter it earlier.
EARLY = 1.6


def _changes_status(spell: Spell, first: int, last: int) -> float:
    """How likely a carer's status is to change: as settled, and seldom after a move this year."""
    weight = 0.15 if spell.stay.code == "U4" else 1.0
    if age_on(spell.child.born, last) <= placement_choice.LONG_TERM_FROM:
        weight *= 0.02
    return weight * (0.04 if spell.stay.start >= first else 1.0)


def leave_by(spell: Spell, first: int, closes: int) -> int:
    """The last day of a stay: of assessment, secure care, remand, or the home (``closes``).

    A stay found too long on the ``first`` day of a year ends in its first weeks.
    """
    limit = LONGEST_STAY.get(spell.stay.code)
    if limit is not None:
        return min(max(spell.stay.start + limit, first + 20), closes)
    if spell.stay.code == "R5" and spell.status != "J1":
        return max(spell.legal[-1][0], first)
    return closes


class History:
    """Simulates the children of one authority; ``population.spells`` is what comes of it."""

    def __init__(self, seed: int, area: str, liia_code: str, targets: dict[int, YearTargets], housing: Housing) -> None:
        self.rng = stream(seed, area, "history")
        self.targets = targets
        self.housing = housing
        self.population = Population(
            stream(seed, area, "population"), ChildGenerator(stream(seed, area, "people"), area, liia_code)
        )

    def run(self) -> list[Spell]:
        """All periods of care from the stock before the first year to the end of the last."""
        years = sorted(self.targets)
        self._begin(years[0])
        for year in years[1:]:
            self._step(year)
        send_away(self.rng, self.housing, self.population.spells, years[1], years[-1])
        return self.population.spells

    def go_on(self, year: int, target: YearTargets) -> None:
        """One year more, after ``run``, when nothing is to be cut from the years before any longer."""
        self.targets = {**self.targets, year: target}
        self._step(year)
        send_away(self.rng, self.housing, self.population.spells, year, year)

    def _begin(self, year: int) -> None:
        target, day = self.targets[year], last_day(year)
        spells = self.population.begin(year, target)
        legal.begin(self.rng, spells, day, target)
        legal.decide_adoption(self.rng, spells)
        self._give_homes(spells)
        newly = {id(s) for s in spells}
        groups = placement_choice.fill_groups(self.rng, spells, {}, newly, day, target)
        planner = PlacementPlanner(self.rng, self.housing, year, target, None)
        final = [(s, self._past_stay_start(s, day, groups[id(s)])) for s in spells]
        planner.settle(spells, final, groups, beginning=True)

    def _past_stay_start(self, spell: Spell, day: int, group: str) -> int:
        """When the placement in which the first return finds a child began."""
        low = max(spell.start, self._not_before(spell, group, day))
        span = day - low
        if span < 40 or self.rng.random() < 0.25:
            return min(low, day)
        length = self.rng.expovariate(1 / (620 if spell.child.need < 0.5 else 300))
        return max(low, day - int(length) - 1)

    def _step(self, year: int) -> None:
        rng, target = self.rng, self.targets[year]
        first, last = first_day(year), last_day(year)
        leavers, starters = self.population.step(year, target)
        stock = self.population.stock()
        legal.enter(rng, starters, last, target)
        legal.end_protection(rng, [*stock, *leavers], last)
        legal.step(rng, stock, year, target)
        legal.decide_adoption(rng, stock)
        self._give_homes(starters)
        newly = {id(s) for s in starters}
        moves = count_moves(rng, stock, newly, year, target)
        for spell in stock:
            if spell.stays and self._leave_by(spell, first) <= last:
                moves.setdefault(id(spell), 1)
        planner = PlacementPlanner(rng, self.housing, year, target, Reasons(rng, target))
        for spell in planner.crowded(stock, moves):
            moves[id(spell)] = 1
        groups = placement_choice.fill_groups(rng, stock, moves, newly, last, target)
        final = []
        for spell in stock:
            if id(spell) in groups:
                group = groups[id(spell)]
                days = self._days(spell, moves.get(id(spell), 0), group, first, last)
                planner.between(spell, days[:-1], group)
                final.append((spell, days[-1]))
        planner.settle(stock, final, groups, beginning=False)
        self._leavers(leavers, first, planner)
        if first < REGISTERED_FROM <= last:
            self._register_supported([*stock, *leavers])
        self._status_changes(stock, [*stock, *leavers], year)

    def _give_homes(self, spells: Sequence[Spell]) -> None:
        """A home address for all but unaccompanied children, who have none here."""
        for spell in spells:
            if spell.child.home is None and not spell.child.is_uasc:
                spell.child.home = self.housing.home()

    @staticmethod
    def _not_before(spell: Spell, group: str, last: int) -> int:
        """The first day on which a kind of placement open at a year's end may have begun."""
        born = spell.child.born
        if group == "residential":
            if placement_choice.in_family_centre(spell, last):
                return max(last - LONGEST_STAY["R3"], spell.child.baby_born or 0)
            return spell.legal[-1][0] if spell.status == "J1" else birthday(born, 8)
        if group in YOUNGEST:
            return birthday(born, YOUNGEST[group]) + 1
        if group == "adoption":
            return spell.legal[-1][0] + 5
        return spell.legal[-1][0] if group == "parents" else 0

    def _days(self, spell: Spell, count: int, group: str, first: int, last: int) -> list[int]:
        """The days on which the stays of a year begin; the last is the one at the year's end."""
        not_before = self._not_before(spell, group, last)
        opening = [] if spell.stays else [spell.start]
        if opening and not_before > spell.start:
            count = max(count, 1)
        if not count:
            return opening
        low = max(first, spell.stay.start + 2 if spell.stays else spell.start + 2)
        early = 1.0 if group == "foster" else EARLY
        days = opening + move_days(self.rng, spell, count, min(low, last), last, not_before, early)
        return self._in_time(spell, days, first)

    def _leave_by(self, spell: Spell, first: int) -> int:
        return leave_by(spell, first, self.housing.closes(spell.stay.urn))

    def _in_time(self, spell: Spell, days: list[int], first: int) -> list[int]:
        """The days of a year's moves, the first no later than a short stay may last."""
        if not spell.stays:
            return days
        low, limit = max(first, spell.stay.start + 2), self._leave_by(spell, first)
        if days[0] <= limit or low >= days[0]:
            return days
        return [self.rng.randrange(low, limit + 1) if low < limit else low, *days]

    def _register_supported(self, spells: Sequence[Spell]) -> None:
        """Change the status of supported accommodation on the day it had to be registered.

        Independent living ended as a kind of placement that day, and semi-independent living
        began to need a URN; both go on as semi-independent living, registered.
        """
        for spell in spells:
            there = [i for i, stay in enumerate(spell.stays) if stay.start < REGISTERED_FROM]
            if not there or spell.stays[there[-1]].code not in ("H5", "P2"):
                continue
            after = spell.stays[there[-1] + 1 :]
            over = spell.end is not None and spell.end <= REGISTERED_FROM
            if not over and (not after or after[0].start > REGISTERED_FROM):
                self._same_carer(spell, REGISTERED_FROM, "H5", there[-1])

    @staticmethod
    def _same_carer(spell: Spell, day: int, code: str, place: int = -1) -> None:
        """Follow a stay by one at the same address whose code alone may differ."""
        old = spell.stays[place]
        new = Stay(day, code, old.provider, old.urn, old.spot, old.distance_class, same_carer=True)
        new.reason, old.reason = old.reason, "PLACE"
        spell.stays.insert(place + 1 if place >= 0 else len(spell.stays), new)

    def _status_changes(self, stock: Sequence[Spell], seen: Sequence[Spell], year: int) -> None:
        """Placements whose status alone changes: the same carer, another code.

        ``seen`` are all who were in care in the year; changes they had already count.
        """
        first, last, target = first_day(year), last_day(year), self.targets[year]
        may = [
            s
            for s in stock
            if s.stay.code in STATUS_CHANGES and last - max(s.stay.start, first) > 12 and not s.child.is_uasc
        ]
        count = target.counts["reason_place_change"]["PLACE"]
        count -= sum(stay.same_carer and stay.start >= first for s in seen for stay in s.stays)
        for spell in take(self.rng, may, lambda s: _changes_status(s, first, last), count):
            day = self.rng.randrange(max(spell.stay.start, first) + 5, last + 1)
            self._same_carer(spell, day, STATUS_CHANGES[spell.stay.code])

    def _leavers(self, leavers: Sequence[Spell], first: int, planner: PlacementPlanner) -> None:
        """Stays of those who left in the year, and why they left."""
        for spell in leavers:
            assert spell.end is not None
            if not spell.stays:
                self._open(spell, planner)
            extra = rounded(self.rng, LEAVER_MOVES * 1.1)
            low, high = max(first, spell.stay.start + 2), spell.end - 2
            limit = self._leave_by(spell, first)
            must = limit < high
            if must or (extra and high - low > 4 and spell.stay.code[0] not in "AR"):
                high = max(min(high, limit + 1), low + 1)
                kind = placement_choice.group_of(spell.stay.code)
                planner.between(spell, [self.rng.randrange(low, high)], kind)
            spell.reason = reason_for_leaving(self.rng, spell)

    def _open(self, spell: Spell, planner: PlacementPlanner) -> None:
        """The first placement of a child whose care begins and ends in the same year."""
        age = age_on(spell.child.born, spell.start)
        group = "foster"
        if spell.is_remand:
            group = "residential" if age >= 15 and self.rng.random() < 0.55 else "homes"
        elif birthday(spell.child.born, 16) <= spell.start and self.rng.random() < 0.45:
            group = "supported"
        elif age >= 12 and self.rng.random() < 0.15:
            group = "homes"
        year = year_of(spell.start)
        code = placement_choice.code_for(self.rng, group, spell, spell.start, False, year)
        planner.stay(spell, spell.start, code, planner.any_class(spell))
