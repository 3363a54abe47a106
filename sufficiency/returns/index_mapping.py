"""What the columns of Ofsted's sufficiency index mean, as a mapping file beside it says.

A line a column: COLUMN is what the index calls it, MEANS one of MEANINGS. Where a column of values holds one indicator,
NAME is how it is to be called and DOMAIN what it belongs to; where a column holds the indicators' names, NAME stays
blank. A line with ``area name`` says which area (NAME) the index means by COLUMN.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sufficiency.returns import decoding, file_reader, schema
from sufficiency.returns.problems import ProblemLog

AREA, AREA_NAME, DOMAIN, INDICATOR, VALUE = "area", "area name", "domain", "indicator", "value"
MEANINGS = (AREA, AREA_NAME, DOMAIN, INDICATOR, VALUE)
_OWN = {"COLUMN", "MEANS"}


@dataclass(frozen=True)
class Mapping:
    """Which column of an index is which: ``values`` are the columns of figures, each with the domain and the indicator
    that it holds, blank where other columns of the row name them."""

    area: str
    domain: str
    indicator: str
    values: tuple[tuple[str, str, str], ...]
    areas: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read."""
        return tuple(
            dict.fromkeys(c for c in (self.area, self.domain, self.indicator, *(v[0] for v in self.values)) if c)
        )

    def figures(self, said: dict[str, str]) -> Iterator[tuple[str, str, str]]:
        """Domain, indicator and value of each figure of the row ``said``, its cells by column."""
        for column, domain, indicator in self.values:
            named = indicator or said.get(self.indicator, "")
            yield domain or said.get(self.domain, ""), named, said[column]


PLAIN = Mapping("Area", "Domain", "Indicator", (("Value", "", ""),), {})


def is_one(path: Path, data: bytes) -> bool:
    """True of a text file whose header says what columns mean."""
    if path.suffix.lower() not in (".csv", ".txt"):
        return False
    rows = _rows(data)
    return bool(rows) and {schema.header_key(cell) for cell in rows[0]} >= _OWN


def beside(path: Path) -> Mapping | str:
    """The mapping that lies beside the index at ``path`` or in the folder above; PLAIN where none does, and in words
    what is wrong with it where it will not do."""
    for folder in (path.parent, path.parent.parent):
        mappings = []
        for other in sorted(folder.glob("*.csv")):
            data = file_reader.read_bytes(other, 0, ProblemLog())
            if data is not None and is_one(other, data):
                mappings.append(_rows(data))
        if len(mappings) > 1:
            return "there are two of them, and which is meant is not known"
        if mappings:
            return _mapping(mappings[0])
    return PLAIN


def _mapping(rows: list[list[str]]) -> Mapping | str:
    keys = [schema.header_key(cell) for cell in rows[0]]
    said = [dict(zip(keys, (cell.strip() for cell in row), strict=False)) for row in rows[1:] if any(row)]
    for at, row in enumerate(said, start=2):
        if row.get("MEANS", "").lower() not in MEANINGS:
            return f"line {at} says '{row.get('MEANS', '')}', which is none of {', '.join(MEANINGS)}"
        if not row["COLUMN"]:
            return f"line {at} names no column"
    of = {kind: [row for row in said if row["MEANS"].lower() == kind] for kind in MEANINGS}
    for kind in (AREA, DOMAIN, INDICATOR):
        if len(of[kind]) > 1:
            return f"two columns are said to be the {kind}"
    if not of[AREA] or not of[VALUE]:
        return f"no column is said to be the {AREA if not of[AREA] else VALUE}"
    if not of[INDICATOR] and not all(row.get("NAME") for row in of[VALUE]):
        return "a column of values has no NAME, and no column is said to be the indicator"
    columns = {kind: of[kind][0]["COLUMN"] if of[kind] else "" for kind in (AREA, DOMAIN, INDICATOR)}
    values = tuple((row["COLUMN"], row.get("DOMAIN", ""), row.get("NAME", "")) for row in of[VALUE])
    areas = {row["COLUMN"].lower(): row.get("NAME", "") for row in of[AREA_NAME]}
    return Mapping(columns[AREA], columns[DOMAIN], columns[INDICATOR], values, areas)


def _rows(data: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(decoding.one_line_end(decoding.decode(data).text))))
    except (decoding.Undecodable, csv.Error):
        return []
