"""Rows that say they are another authority's than the folder's: told, since every row counts as of its folder's."""

from __future__ import annotations

from collections.abc import Iterable

from sufficiency.plurals import counted
from sufficiency.returns import decoding, file_reader, places
from sufficiency.returns.problems import ProblemLog
from sufficiency.returns.recognition import Header

# What a column that says whose row it is is called, as ``schema.header_key`` writes it.
CALLED = frozenset(
    {
        "LA",
        "LACODE",
        "LANAME",
        "LOCALAUTHORITY",
        "LOCALAUTHORITYCODE",
        "LOCALAUTHORITYNAME",
        "AUTHORITY",
        "AUTHORITYCODE",
        "AUTHORITYNAME",
        "RESPONSIBLELA",
        "RESPONSIBLEAUTHORITY",
        "LEA",
        "LEACODE",
        "BOROUGH",
        "COUNCIL",
    }
)
MOST = 4


def tell_of_text(data: bytes, own: str | None, file_id: int, problem_log: ProblemLog) -> None:
    """As ``tell``, of a text file that is read already; its rows are read again only where it has such a column."""
    text = decoding.one_line_end(decoding.decode(data).text)
    laid = file_reader.lay(text.split("\n", file_reader.FIRST_LINES)[: file_reader.FIRST_LINES])
    if laid is not None and _columns(laid.header):
        rows = decoding.records(text.split("\n"), laid.delimiter, width=-1)
        tell(laid.header, (row for row in rows if row[0] > laid.header_line), own, file_id, problem_log)


def tell(
    header: Header, rows: Iterable[file_reader.Record], own: str | None, file_id: int, problem_log: ProblemLog
) -> None:
    """Note each column of a child-level table, read or not, whose cells name authorities other than ``own``."""
    columns = _columns(header)
    if not columns or own is None:
        return
    told: dict[int, dict[str, list[int]]] = {place: {} for place in columns}
    for line, cells in rows:
        for place in columns:
            name = cells[place].strip() if cells and place < len(cells) else ""
            if name:
                told[place].setdefault(name, []).append(line)
    for place, lines_of in told.items():
        others = {name: lines for name, lines in lines_of.items() if places.authority(name) not in (None, own)}
        said = [f"{name} in {counted(len(at), 'row')}, the first in line {at[0]}" for name, at in others.items()]
        if said:
            detail = "; ".join(said[:MOST]) + ("; and others" if len(said) > MOST else "")
            first = min(lines[0] for lines in others.values())
            problem_log.add(
                file_id, "other_authority", line=first, column=columns[place], value=next(iter(others)), detail=detail
            )


def _columns(header: Header) -> dict[int, str]:
    """The place and the name of each column that says whose row it is, in a table that has no such column."""
    if not header.table.is_of_an_authority:
        return {}
    used = set(header.places.values())
    return {at: key for at, key in enumerate(header.cells) if key in CALLED and at not in used}
