"""What does not carry over to another engine: constructs that Spark lacks, or understands otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sufficiency.reference import tables

_ASIDE = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.S)


@tables.derived_from("portable_sql")
def constructs() -> dict[str, tuple[re.Pattern[str], str]]:
    """The pattern of each construct of ``data/reference/portable_sql.csv``, why not to use it, and the remedy."""
    return {
        row["construct"]: (re.compile(row["pattern"], re.I), f"{row['why']}; {row['remedy']}")
        for row in tables.records("portable_sql")
    }


def faults(sql: str, first_line: int = 1) -> Iterator[tuple[int, str]]:
    """The line of each construct of ``sql`` that does not carry over, and what it is with the remedy.

    Comments and text in quotes are not looked at; ``first_line`` is the line that ``sql`` begins on.
    """
    plain = _ASIDE.sub(lambda aside: re.sub(r"[^\n]", "_", aside[0]), sql)
    for construct, (pattern, said) in constructs().items():
        for match in pattern.finditer(plain):
            start = match.end() - len(match[0].lstrip())
            yield first_line + plain[:start].count("\n"), f"{construct} does not carry over to Spark: {said}"
