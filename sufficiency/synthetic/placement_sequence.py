"""Finding the placements of a year: those between, and those children are in at its end."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence

from sufficiency.synthetic import placement_choice
from sufficiency.synthetic.dates import age_on, birthday, last_day
from sufficiency.synthetic.housing import INSIDE, NEAR, SLOT_KIND, Housing
from sufficiency.synthetic.model import Spell, Stay
from sufficiency.synthetic.placement_moves import Reasons, rooted
from sufficiency.synthetic.random_draws import draw, systematic, take
from sufficiency.synthetic.targets import YearTargets

Final = tuple[Spell, int]
SAME_FAMILY = ("A3", "A5")
TRIES = 8
# The share of placements between others that are of the child's own kind; the kinds that may be.
ALIKE = 0.8
LASTING = ("foster", "homes", "supported", "other")
# Placements in an establishment, which is where it is.
FIXED = (*SLOT_KIND, "R5")


class PlacementPlanner:
    """Gives the children of one authority their placements in one year."""

    def __init__(
        self, rng: random.Random, housing: Housing, year: int, target: YearTargets, reasons: Reasons | None
    ) -> None:
        self.rng = rng
        self.housing = housing
        self.year = year
        self.target = target
        self.reasons = reasons

    def stay(
        self, spell: Spell, day: int, code: str, wanted: str, provider: str | None = None, district: str | None = None
    ) -> None:
        """Begin a stay, not at the address the child is at already."""
        if provider is None:
            provider = placement_choice.provider_for(self.rng, code)
        if provider is None:
            provider = self.rng.choices(["PR1", "PR4", "PR5"], [40, 55, 5])[0]
        home = spell.child.home
        leaving = spell.stay.urn if spell.stays else ""
        if code in SAME_FAMILY and spell.stays and spell.stay.code[0] != "U":
            code = "A6"
        if code in SAME_FAMILY and spell.stays and spell.stay.code[0] == "U":
            old = spell.stay
            self._reason(spell)
            spell.stays.append(Stay(day, code, "PR1", old.urn, old.spot, old.distance_class, same_carer=True))
            return
        for attempt in range(TRIES):
            home_found = self.housing.find(code, provider, wanted, home, self.year, day, district, leaving)
            if not spell.stays or spell.stay.spot != home_found.spot:
                break
            if attempt >= TRIES // 2:
                # The only such address of the borough is the one the child leaves.
                wanted, district = NEAR[home is None], None
        if home_found.provider == "PR1" and code[0] not in "UA":
            inside = home_found.spot.authority == self.housing.area
            home_found = home_found if inside else home_found._replace(provider="PR4")
        self._reason(spell)
        actual = self.housing.distance_class(home, home_found.spot)
        spell.stays.append(Stay(day, code, home_found.provider, home_found.urn, home_found.spot, actual))
        if home_found.slot is not None:
            home_found.slot.spell, home_found.slot.stay = spell, spell.stay

    def _reason(self, spell: Spell) -> None:
        if spell.stays and self.reasons is not None:
            spell.stay.reason = self.reasons.give(spell, spell.stay.code)

    def between(self, spell: Spell, days: Sequence[int], group: str) -> None:
        """Placements that do not last to the year's end, when the child's kind is ``group``.

        Many are of the kind the child comes from or goes to: were they of a mix of their own,
        the months between two ends of a year would differ from both.
        """
        for day in days:
            age = age_on(spell.child.born, day)
            code = draw(self.rng, "between")
            kind = self.rng.choice([group, placement_choice.group_of(spell.stay.code) if spell.stays else group])
            if self.rng.random() < ALIKE and kind in LASTING and placement_choice.suits(kind, spell, day):
                code = placement_choice.code_for(self.rng, kind, spell, day, False, self.year)
            unlikely = age < 9 or spell.child.need < -0.3 or spell.child.is_uasc
            if (code == "H5" and birthday(spell.child.born, 16) > day) or (code in ("K2", "Z1") and unlikely):
                code = "U6"
            if code == "Z1" and age < 12:
                code = "K2"
            self.stay(spell, day, code, self.any_class(spell))

    def any_class(self, spell: Spell) -> str:
        """A distance class by the shares published for placements that begin in the year."""
        if spell.child.home is None:
            cells = self.target.counts["distance_locality"]
            return "5" if self.rng.random() * (cells["5"] + cells["6"] + 0.1) < cells["5"] else "6"
        cells = self.target.counts["new_placements_location"]
        # Moves between others are nearer than those that last, by as much as fits the shares.
        shares = (1.1 * cells["in_near"], 1.15 * cells["out_near"], 0.6 * cells["out_far"])
        return self.rng.choices(["1", "2", "4"], [share + 0.1 for share in shares])[0]

    def settle(self, stock: Sequence[Spell], final: list[Final], groups: dict[int, str], beginning: bool) -> None:
        """Placements at the year's end, with provider and distance dealt to what is wanted."""
        rng = self.rng
        codes = [placement_choice.code_for(rng, groups[id(s)], s, day, beginning, self.year) for s, day in final]
        given = [placement_choice.provider_for(rng, code) for code in codes]
        going = {id(s) for s, _ in final}
        kept = [s for s in stock if s.stays and id(s) not in going]
        classes = self._deal_classes(final, codes, [p or "" for p in given], kept)
        in_homes = [i for i, code in enumerate(codes) if code in FIXED]
        for i in in_homes:
            spell, day = final[i]
            self.stay(spell, day, codes[i], classes[i], given[i])
        kept += [final[i][0] for i in in_homes]
        rest = [i for i, code in enumerate(codes) if code not in FIXED]
        self._settle_rest([final[i] for i in rest], [codes[i] for i in rest], [given[i] for i in rest], kept)

    def _settle_rest(self, final: list[Final], codes: list[str], given: list[str | None], kept: list[Spell]) -> None:
        """Placements in families and at other addresses, dealt around those in homes."""
        held = Counter(s.stay.provider for s in kept)
        held.update(p for p in given if p is not None)
        unset = [code for code, p in zip(codes, given, strict=True) if p is None]
        pack = placement_choice.deal_providers(self.rng, unset, held, self.target)
        providers = [pack.pop() if p is None else p for p in given]
        classes = self._deal_classes(final, codes, providers, kept)
        near = sum(given_class in NEAR for given_class in classes)
        hosts = self._deal_districts([s.stay for s in kept], near)
        for (spell, day), code, provider, wanted in zip(final, codes, providers, classes, strict=True):
            district = hosts.pop() if hosts and wanted in NEAR else None
            self.stay(spell, day, code, wanted, provider, district)

    def crowded(self, stock: Sequence[Spell], moving: dict[int, int]) -> list[Spell]:
        """Children near by who must move because more are in their host than flows want."""
        flows = self.housing.flows.near[self.year][self.housing.area]
        there: dict[str, list[Spell]] = defaultdict(list)
        for spell in stock:
            stay = spell.stay if spell.stays and id(spell) not in moving else None
            if stay and stay.spot and stay.distance_class in NEAR:
                there[stay.spot.authority].append(spell)
        movers: list[Spell] = []
        for host, spells in there.items():
            if host in flows:
                free = [s for s in spells if s.stay.code not in FIXED]
                surplus = round(len(spells) - flows[host])
                movers += take(self.rng, free, lambda s: rooted(s, last_day(self.year)), surplus)
        return movers

    def _deal_districts(self, placed: Sequence[Stay], count: int) -> list[str]:
        """Districts for placements near by: what flows want and lack, then the rim."""
        flows = self.housing.flows.near[self.year][self.housing.area]
        held = Counter(s.spot.authority for s in placed if s.spot and s.distance_class in NEAR)
        rim = {d: wanted for d, wanted in flows.items() if d not in self.housing.flows.near[self.year]}
        short = {district: max(wanted - held[district], 0) for district, wanted in flows.items() if district not in rim}
        dealt = systematic(self.rng, short, min(count, round(sum(short.values()))))
        dealt += systematic(self.rng, rim, count - len(dealt))
        self.rng.shuffle(dealt)
        return dealt

    def _deal_classes(
        self, final: list[Final], codes: list[str], providers: list[str], kept: Sequence[Spell]
    ) -> list[str]:
        """Distance classes for new placements: what the kept ones leave short, by what suits."""
        cells = self.target.counts["distance_locality"]
        held = Counter(s.stay.distance_class for s in kept)
        classes = [""] * len(final)
        known = [i for i, (s, _) in enumerate(final) if s.child.home is not None]
        blank = [i for i, (s, _) in enumerate(final) if s.child.home is None]
        # Unaccompanied children have no home address and nobody else lacks one. Where published
        # counts know fewer homes than that, the others of unknown distance are near.
        without = len(blank) + sum(s.child.home is None for s in kept)
        unknown = cells["5"] + cells["6"]
        blank_inside = round(without * (cells["5"] / unknown if unknown else 0.3))
        known_inside = cells["1"] + cells["3"] + cells["5"] - blank_inside

        def far(i: int) -> float:
            return placement_choice.far_weight(codes[i], providers[i], final[i][0])

        def inside(i: int) -> float:
            return placement_choice.inside_weight(codes[i], providers[i])

        for i in take(self.rng, known, far, cells["4"] - held["4"]):
            classes[i] = "4"
        left = [i for i in known if not classes[i]]
        for i in take(self.rng, left, inside, known_inside - held["1"] - held["3"]):
            classes[i] = "1"
        for i in take(self.rng, blank, inside, blank_inside - held["5"]):
            classes[i] = INSIDE[-1]
        return [given or ("2" if spell.child.home else "6") for given, (spell, _) in zip(classes, final, strict=True)]
