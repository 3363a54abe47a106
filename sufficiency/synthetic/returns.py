"""Cutting one authority's return of one year from its histories, as the authority would know it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sufficiency.reference.tables import Row
from sufficiency.synthetic import adoption, costs, health, liberty, missing_and_reviews, short_breaks, workers
from sufficiency.synthetic.dates import birthday, first_day, last_day, written
from sufficiency.synthetic.episodes import Episode, episodes_of, in_year, row
from sufficiency.synthetic.model import Child, Provider, Spell
from sufficiency.synthetic.targets import YearTargets

LETTERS_FROM, WORKERS_FROM, ORDERS_FROM = 2025, 2024, 2027


class Returns:
    """The returns of one authority; every table of every year comes from the same histories."""

    def __init__(
        self,
        seed: int,
        area: str,
        codes: Row,
        spells: Sequence[Spell],
        years: Sequence[int],
        targets: dict[int, YearTargets],
        by_urn: dict[str, Provider],
    ) -> None:
        self.seed, self.area, self.dfe_code, self.years = seed, area, codes["dfe_code"], years
        self.targets, self.by_urn = targets, by_urn
        self.numbered = list(enumerate(spells))
        self.spells = spells
        # The oldest come first, agreements for short breaks after the youngest: rule 1001 leaves
        # out the rows of other children, wherever an agreement stands in the year before.
        self.episodes: list[Episode] = sorted(
            (episode for spell in spells for episode in episodes_of(spell)),
            key=lambda e: (e.spell.child.born, e.spell.child.number, e.start),
        )
        self.missing = missing_and_reviews.missing_events(seed, area, spells, years)
        self.breaks = short_breaks.agreements(seed, area, codes["liia_code"], targets, years)
        self.orders = liberty.orders_of(seed, area, spells, years[-1])

    def tables(self, year: int) -> Iterator[tuple[str, list[list[str]]]]:
        """Name and rows of every table of a year's return."""
        seed, area = self.seed, self.area
        episodes = [e for e in self.episodes if in_year(e, year)]
        spells = [s for s in self.spells if missing_and_reviews.overlaps(s, year)]
        numbered = [(n, s) for n, s in self.numbered if missing_and_reviews.overlaps(s, year)]
        children = list({e.spell.child.number: e.spell.child for e in episodes}.values())
        leavers = workers.care_leavers(self.spells, year, self.years[0])
        known = {child.number for child in children}
        listed = children + [child for child in leavers if child.number not in known]
        breaks = short_breaks.in_year(self.breaks, year)
        rows = [self._header(child, year, child.number in known) for child in listed]
        yield "header", rows + [self._header(agreement.child, year, False) for agreement in breaks]
        rows = [row(episode, year) for episode in episodes]
        yield "episodes", rows + [short_breaks.episode_row(agreement, year) for agreement in breaks]
        yield "reviews", missing_and_reviews.review_rows(seed, area, spells, year)
        yield "uasc", [self._asylum(c, year) for c in children if c.is_uasc]
        yield "oc2", health.rows(seed, area, spells, year, self.targets[year])
        yield "oc3", workers.leaver_rows(seed, area, leavers, year)
        yield "ad1", adoption.adopted_rows(seed, area, numbered, year)
        yield "placed_for_adoption", adoption.placed_rows(seed, area, numbered, year)
        earlier = missing_and_reviews.permanence_rows(seed, self.dfe_code, self.spells, year)
        begun = [agreement.child for agreement in breaks if agreement.start >= first_day(year)]
        yield "previous_permanence", earlier + [missing_and_reviews.no_permanence(c) for c in begun]
        yield "missing", missing_and_reviews.missing_rows(self.missing, year)
        if year >= WORKERS_FROM:
            yield "social_worker", workers.worker_rows(seed, area, self.spells, year)
        if year >= ORDERS_FROM:
            yield "dolo", liberty.order_rows(self.orders, self.spells, year)
        yield ("placement_costs", costs.rows(seed, area, self.numbered, year, self.by_urn, self.orders))

    def _sex(self, child: Child, year: int) -> str:
        return child.sex if year >= LETTERS_FROM else {"M": "1", "F": "2"}[child.sex]

    def _header(self, child: Child, year: int, in_care: bool) -> list[str]:
        mother = child.baby_born is not None and child.baby_born <= last_day(year)
        return [
            child.number,
            self._sex(child, year),
            written(child.born),
            child.ethnic,
            "UN1" if birthday(child.born, 4) > first_day(year - 1) + 152 else child.upn,
            ("1" if mother else "0") if child.sex == "F" and in_care else "",
            written(child.baby_born) if mother else "",
        ]

    def _asylum(self, child: Child, year: int) -> list[str]:
        ceases = written(birthday(child.born, 18))
        return [child.number, self._sex(child, year), written(child.born), ceases]
