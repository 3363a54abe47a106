"""The problems of one check in one file as one line: how many rows, which lines and columns, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from sufficiency.plurals import counted
from sufficiency.returns import problems

MOST_RUNS, MOST_VALUES, MOST_COLUMNS = 5, 3, 6
# What is told of a column as a whole is told of each by itself.
OF_A_COLUMN = "Column {column}"
ANY = "\u2026"
Key = tuple[str, str, str, str]


@dataclass
class Group:
    """All problems of one check in one file: ``count`` of them, the lines they stand in, their columns and values."""

    severity: str
    file: str
    rule: str
    remedy: str
    count: int = 0
    lines: dict[int, None] = field(default_factory=dict)
    columns: dict[str, None] = field(default_factory=dict)
    values: dict[str, None] = field(default_factory=dict)
    messages: dict[str, None] = field(default_factory=dict)

    def where(self) -> str:
        """The lines, the first few by number: '2', '2 to 9, 14 (9 rows)', '3, 7, 9, 12, 20 and 189 more (194 rows)'."""
        runs = _runs(sorted(self.lines))
        shown = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs[:MOST_RUNS])
        left = len(self.lines) - sum(b - a + 1 for a, b in runs[:MOST_RUNS])
        more = f" and {left:,} more" if left else ""
        rows = f" ({counted(len(self.lines), 'row')})" if len(self.lines) > 1 else ""
        return f"{shown}{more}{rows}"

    def column(self) -> str:
        """The columns, the first few by name."""
        return _first(list(self.columns), MOST_COLUMNS)

    def value(self) -> str:
        """The first few different values."""
        return _first(list(self.values), MOST_VALUES)

    def message(self) -> str:
        """What is wrong, in the words of the one problem, or in those that are true of all."""
        if len(self.messages) == 1:
            return next(iter(self.messages))
        words = {rule: message for rule, _, _, message, _ in problems.rules()}[self.rule]
        return problems.in_words(words, " or ".join(self.columns))


def groups(table: pa.Table) -> list[Group]:
    """The problems of a report (``problems.report``) by file and check, in order of file and first line."""
    by_column = {rule for rule, _, _, message, _ in problems.rules() if OF_A_COLUMN in message}
    by_check: dict[Key, Group] = {}
    names = ("severity", "file", "rule", "remedy", "line", "column", "value", "message")
    for severity, file, rule, remedy, line, column, value, message in _rows(table, names):
        key = file, rule, severity, column if rule in by_column else ""
        group = by_check.setdefault(key, Group(severity, file, rule, remedy))
        group.count += 1
        for held, said in ((group.columns, column), (group.values, value), (group.messages, message)):
            if said:
                held[said] = None
        if line is not None:
            group.lines[line] = None
    return list(by_check.values())


def _rows(table: pa.Table, names: Sequence[str]) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].to_pylist() for name in names), strict=True)


def _first(said: list[str], most: int) -> str:
    return ", ".join(said[:most]) + (f", {ANY}" if len(said) > most else "")


def _runs(lines: Sequence[int]) -> list[tuple[int, int]]:
    """Lines in order as runs of those that follow each other: their first and last."""
    runs: list[tuple[int, int]] = []
    for line in lines:
        if runs and line == runs[-1][1] + 1:
            runs[-1] = runs[-1][0], line
        else:
            runs.append((line, line))
    return runs
