"""What became of files that somebody dropped: their problems, what checks say, and what they would change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from sufficiency.loading import holding
from sufficiency.loading.holding import Kind
from sufficiency.loading.outcome import Outcome
from sufficiency.returns import Import, report, together
from sufficiency.returns.degrade import PROBLEMS
from sufficiency.returns.notes import Note


@dataclass(frozen=True)
class Problems:
    """What reading told: counts of files and rows, and every problem with its remedy; it quotes what was sent."""

    table: pa.Table
    notes: tuple[Note, ...]
    file_count: int
    unread_count: int
    rows_read: int
    rows_accepted: int

    def together(self, rows: Sequence[int]) -> list[together.Group]:
        """The problems in ``rows`` of the table, those of one check in one file as one."""
        return together.groups(self.table.take(pa.array(rows, pa.int64())))

    def as_csv(self) -> bytes:
        """The report, as the command writes it."""
        return report.as_csv(self.table, self.notes)

    def as_xlsx(self) -> bytes:
        """The report as a workbook."""
        return report.as_xlsx(self.table, self.notes)


@dataclass(frozen=True)
class Comparison:
    """What became of files that were dropped: what was wrong with them, and, where anything was accepted, what
    checks say of it and what it would change; ``why_not`` where nothing was.

    Of what was kept aside before there are no ``problems`` line by line, only their ``kinds``.
    """

    problems: Problems | None
    outcome: Outcome | None
    why_not: str = ""
    kinds: Sequence[Kind] = ()

    @classmethod
    def of(cls, read: Import, outcome: Outcome | None, why_not: str = "") -> Comparison:
        """Of what was just read."""
        counts = read.counts
        problems = Problems(
            read.problems, read.notes, counts.files, counts.files_rejected, counts.rows_read, counts.rows_accepted
        )
        return cls(problems, outcome, why_not, holding.problem_kinds([read.tables[PROBLEMS]]))
