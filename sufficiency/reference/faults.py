"""What is wrong with the reference tables by the rules of ``table_rules.csv``: each with its line and a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sufficiency.reference import tables

FOLDER = "data/reference/"
RULES, ANY = "table_rules", "*"
FILLED, NUMBER, NOT_OVER = "filled", "number", "not over"
# What may stand in a column, by the rule's word; the words for it in a message.
NAMES = {
    "authority": "no authority has this ONS code",
    "page": "no page is called so",
    "view": "no mart is called so",
    "unit": "no unit is called so",
    "used": "no view asks for it",
}


@dataclass(frozen=True)
class Fault:
    """One cell that breaks a rule: the table's name, and 'file:line: what; remedy'."""

    table: str
    words: str


def faults(known: Mapping[str, Collection[str]], only: Collection[str] = ()) -> Iterator[Fault]:
    """Every cell that breaks a rule, table by table: of every table, or ``only`` of some.

    ``known`` gives the names that may stand where a rule asks for a ``view`` or for what is ``used`` by one; those
    of authorities, pages and units are read from their tables. What is not given is not asked. A table that cannot be
    read is one fault.
    """
    names = {
        "authority": _column("authorities", "authority_code"),
        "page": _column("pages", "page"),
        "unit": _column("units", "unit"),
        **known,
    }
    asked = {FILLED, NUMBER, NOT_OVER, *names}
    rules = [(r["table_name"], r["column_name"], r["rule"], r["other_column"]) for r in tables.records(RULES)]
    for table in sorted(only) or tables.names():
        try:
            rows = tables.records(table)
        except tables.BrokenReference as error:
            yield Fault(table, str(error))
            continue
        for line, row in enumerate(rows, start=2):
            own = (rule for rule in rules if rule[0] in (ANY, table) and rule[1] in row and rule[2] in asked)
            for _, column, rule, other in own:
                if said := _broken(row, column, rule, other, names):
                    yield Fault(table, f"{FOLDER}{table}.csv:{line}: {column} {row[column]!r}: {said}")


def _column(table: str, column: str) -> set[str]:
    return {row[column] for row in tables.records(table)}


def _broken(row: tables.Row, column: str, rule: str, other: str, names: Mapping[str, Collection[str]]) -> str:
    """What is wrong with one cell, and what to do; '' when nothing is. Only a cell that must be filled is asked
    whether it is there."""
    cell = row[column]
    if rule == FILLED:
        return "" if cell else "it is empty; say where the row is from"
    if not cell:
        return ""
    if rule == NUMBER:
        return "" if _number(cell) is not None else f"it is no number; {_as_number(cell)}"
    if rule == NOT_OVER:
        low, high = _number(cell), _number(row.get(other, ""))
        is_over = low is not None and high is not None and low > high
        return f"it is above {other} {row[other]!r}; put the lower of the two first" if is_over else ""
    return next(filter(None, (_unknown(part.strip(), rule, names[rule]) for part in cell.split(";"))), "")


def _unknown(name: str, rule: str, there: Collection[str]) -> str:
    if not name or name in there:
        return ""
    near = difflib.get_close_matches(name, there, n=1)
    return f"{NAMES[rule]}; {f'did you mean {near[0]}?' if near else 'correct it or take the row out'}"


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _as_number(cell: str) -> str:
    """How to write it: a per cent as a share, a number without its commas."""
    share = _number(cell.removesuffix("%").strip())
    if cell.endswith("%") and share is not None:
        return f"write {share / 100:g} for {cell}"
    plain = cell.replace(",", "").removeprefix("£")
    return f"write {plain}" if _number(plain) is not None else "write digits, with a point for decimals"
