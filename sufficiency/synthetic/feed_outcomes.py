"""Health and behaviour in a case system's feed: what the last return's health table says of the year, by its days."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sufficiency.synthetic.random_draws import stream

Row = dict[str, str]
# Days before the year's end on which a score, conviction or substance was known: within the twelve months before it.
WITHIN_DAYS = 330
# An export writes the header of a table that holds nobody: that is a no, where no table would be not known.
COLUMNS = {
    "ssd_sdq_scores": ("csdq_person_id", "csdq_sdq_completed_date", "csdq_sdq_reason", "csdq_sdq_score"),
    "ssd_cla_convictions": ("clac_person_id", "clac_cla_conviction_date"),
    "ssd_cla_substance_misuse": ("clas_person_id", "clas_substance_misuse_date", "clas_intervention_received"),
}


@dataclass(frozen=True)
class Known:
    """What became known of a child on a day: the columns of its table but for the person, and which table."""

    table: str
    child: str
    day: int
    cells: tuple[tuple[str, str], ...]


def of_rows(seed: int, area: str, rows: Sequence[Sequence[str]], last: int) -> list[Known]:
    """What rows of OC2 of the year that ended on ``last`` say, each on a day of that year."""
    rng = stream(seed, area, "feed outcomes")
    outcomes = []
    for child, _, score, _, convicted, *others in rows:
        days = [last - rng.randrange(WITHIN_DAYS) for _ in range(3)]
        if score:
            cells = (("csdq_sdq_completed_date", _written(days[0])), ("csdq_sdq_reason", ""), ("csdq_sdq_score", score))
            outcomes.append(Known("ssd_sdq_scores", child, days[0], cells))
        if convicted == "1":
            when = (("clac_cla_conviction_date", _written(days[1])),)
            outcomes.append(Known("ssd_cla_convictions", child, days[1], when))
        if others[4] == "1":
            used = (
                ("clas_substance_misuse_date", _written(days[2])),
                ("clas_intervention_received", "Y" if others[5] == "1" else "N"),
            )
            outcomes.append(Known("ssd_cla_substance_misuse", child, days[2], used))
    return outcomes


def tables(known: Sequence[Known], persons: dict[str, str], day: int) -> Iterator[tuple[str, list[Row]]]:
    """Name and rows of each table as known on ``day``; ``persons`` are the case system's ids of the children in it."""
    for table, columns in COLUMNS.items():
        yield table, list(_rows(table, columns[0], known, persons, day))


def _rows(table: str, person: str, known: Collection[Known], persons: dict[str, str], day: int) -> Iterator[Row]:
    for outcome in known:
        if outcome.table == table and outcome.child in persons and outcome.day <= day:
            yield {person: persons[outcome.child], **dict(outcome.cells)}


def _written(day: int) -> str:
    return date.fromordinal(day).isoformat()
