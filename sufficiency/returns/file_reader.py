"""One sent file to the rows of one table, every cell still text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sufficiency.plurals import counted
from sufficiency.returns import decoding, found_values, periods, plain_text, recognition, schema
from sufficiency.returns.problems import ProblemLog

MOST_BYTES = 400_000_000
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
LONGEST_CELL = 2_000
FIRST_LINES = 200  # among which a header is looked for

Record = tuple[int, list[str] | None]


@dataclass(frozen=True)
class Part:
    """The rows of one file (or one sheet) that belong to one table."""

    table: str
    rows: pa.Table
    rows_read: int
    columns: frozenset[str]


@dataclass(frozen=True)
class Laid:
    """A file's records beside the header found among them."""

    header: recognition.Header
    header_line: int
    delimiter: str


def read_bytes(path: Path, file_id: int, problem_log: ProblemLog) -> bytes | None:
    """The file's bytes, or None with the reason noted."""
    try:
        if path.is_symlink():
            # What is loaded is what lies in the folder, and nothing from elsewhere on the machine.
            problem_log.add(file_id, "unreadable_file", detail="it is a link, and links are not followed")
            return None
        if not path.is_file():
            problem_log.add(file_id, "unreadable_file", detail="it is not a regular file")
            return None
        size = path.stat().st_size
        if size > MOST_BYTES:
            problem_log.add(file_id, "too_large", detail=f"{size / 1e6:.0f} MB")
            return None
        return path.read_bytes()
    except OSError as error:
        problem_log.add(file_id, "unreadable_file", detail=error.strerror or "the system refused")
        return None


def read_text(data: bytes, file_id: int, problem_log: ProblemLog) -> tuple[Part | None, str]:
    """The table in a text file, and the encoding it was in."""
    try:
        decoded = decoding.decode(data)
    except decoding.Undecodable:
        problem_log.add(file_id, "no_encoding")
        return None, ""
    _note_decoding(decoded, file_id, problem_log)
    if not decoded.text.strip():
        problem_log.add(file_id, "empty_file")
        return None, decoded.encoding
    whole = decoding.one_line_end(decoded.text)
    first_lines = whole.split("\n", FIRST_LINES)[:FIRST_LINES]
    laid = lay(first_lines)
    if laid is None:
        _note_unknown(first_lines, file_id, problem_log)
        return None, decoded.encoding
    if laid.delimiter != ",":
        problem_log.add(file_id, "delimiter", line=laid.header_line, detail=DELIMITERS[laid.delimiter])
    if laid.header_line > 1 and laid.header.table.name != found_values.TABLE:
        problem_log.add(file_id, "title_rows", line=laid.header_line, detail=str(laid.header_line))
    if laid.header.table.name == found_values.TABLE:
        whole = found_values.without_explanations(whole, laid.header_line)
    plain = plain_text.without_marks(whole, laid.delimiter) if '"' in whole else whole
    if plain is not None:
        return _take_plain(laid, plain, file_id, problem_log), decoded.encoding
    # A child-level cell never holds a line break: one there is a mark left open.
    breaks = not laid.header.table.has_children
    width = len(laid.header.cells) if breaks else -1
    every = decoding.records(whole.split("\n"), laid.delimiter, width=width)
    body = ((line, cells) for line, cells in every if line > laid.header_line)
    return take(laid.header, body, laid.header_line, file_id, problem_log), decoded.encoding


def take(
    header: recognition.Header, records: Iterable[Record], header_line: int, file_id: int, problem_log: ProblemLog
) -> Part | None:
    """The rows below a recognised header, noting what is wrong with header and rows."""
    if not _note_header(header, header_line, file_id, problem_log):
        return None
    filled = [(line, cells) for line, cells in records if cells is None or any(c and not c.isspace() for c in cells)]
    if not filled and header.table.name in {"header", "episodes"}:
        problem_log.add(file_id, "no_rows", line=header_line)
    lengths = _lengths(header, {len(cells) for _, cells in filled if cells is not None}, len(filled))
    if lengths - {header.width, len(header.cells)}:
        problem_log.add(file_id, "trailing_cells", line=header_line)
    kept: list[list[str]] = []
    at: list[int] = []
    width = header.width
    for line, cells in filled:
        if cells is None:
            problem_log.add(file_id, "bad_quotes", line=line)
        elif header.stands_again(cells):
            problem_log.add(file_id, "header_again", line=line)
        elif len(cells) not in lengths or (len(cells) > width and "".join(cells[width:]).strip()):
            detail = f"{counted(len(cells), 'cell')} where the header has {width}"
            problem_log.add(file_id, "row_length", line=line, detail=detail)
        else:
            kept.append(cells)
            at.append(line)
    named = {name: pa.array([cells[place] for cells in kept], pa.string()) for name, place in header.places.items()}
    rows = _without_long_cells(_arrow(header, named, pa.array(at, pa.int64()), file_id), file_id, problem_log)
    return Part(header.table.name, rows, len(filled), frozenset(header.places))


def _take_plain(laid: Laid, text: str, file_id: int, problem_log: ProblemLog) -> Part | None:
    """As ``take``, of a text without quotation marks."""
    header = laid.header
    if not _note_header(header, laid.header_line, file_id, problem_log):
        return None
    body = plain_text.Body(text, laid.header_line, laid.delimiter)
    if not body.row_count and header.table.name in {"header", "episodes"}:
        problem_log.add(file_id, "no_rows", line=laid.header_line)
    lengths = _lengths(header, body.lengths(), body.row_count)
    if lengths - {header.width, len(header.cells)}:
        problem_log.add(file_id, "trailing_cells", line=laid.header_line)
    sent = body.columns(header, lengths, file_id, problem_log)
    named = {name: sent[name] for name in header.places}
    rows = _without_long_cells(_arrow(header, named, sent["line"], file_id), file_id, problem_log)
    return Part(header.table.name, rows, body.row_count, frozenset(header.places))


def _lengths(header: recognition.Header, problem_log: set[int], row_count: int) -> set[int]:
    """The numbers of cells a row may have: the header's, or one that every row agrees on.

    One row alone with an empty cell too many may have all its cells in the wrong places.
    """
    agreed = len(problem_log) == 1 and row_count > 1 and min(problem_log) > header.width
    return {header.width, len(header.cells)} | (problem_log if agreed else set())


def _arrow(header: recognition.Header, named: Mapping[str, Any], at: Any, file_id: int) -> pa.Table:
    """Every column of the header's table: those ``named`` in it, those it implies, and the rest empty."""
    columns: dict[str, Any] = {"file_id": pa.repeat(pa.scalar(file_id, pa.int32()), len(at)), "line": at}
    for column in header.table.columns:
        if column.name in header.implied:
            columns[column.name] = pa.repeat(pa.scalar(header.implied[column.name]), len(at))
        elif column.name in named:
            columns[column.name] = named[column.name]
        else:
            columns[column.name] = pa.nulls(len(at), pa.string())
    return pa.table(columns)


def _without_long_cells(rows: pa.Table, file_id: int, problem_log: ProblemLog) -> pa.Table:
    longest: Any = pa.repeat(pa.scalar(0, pa.int32()), len(rows))
    for name in rows.column_names[2:]:
        longest = pc.max_element_wise(longest, pc.utf8_length(rows[name]))
    fits = pc.less_equal(longest, pa.scalar(LONGEST_CELL, pa.int32()))
    if pc.all(fits, min_count=0).as_py():
        return rows
    refused = pa.Table.from_arrays([rows["line"], longest], ["line", "length"]).filter(pc.invert(fits))
    for line, length in zip(*(refused[n].to_pylist() for n in refused.column_names), strict=True):
        problem_log.add(file_id, "cell_too_long", line=line, detail=f"{length:,}")
    return rows.filter(fits)


def find_header(records: Iterable[Record]) -> tuple[int, recognition.Header] | None:
    """The first of the leading rows that is a known table's header, with its line."""
    filled = ((line, cells) for line, cells in records if cells and any(c.strip() for c in cells))
    for line, cells in islice(filled, recognition.ROWS_ABOVE):
        header = recognition.recognise(cells)
        if header is not None:
            return line, header
    return None


def lay(lines: list[str]) -> Laid | None:
    """The header among the first lines of a text, and what parts its cells; None where no table's is there."""
    for delimiter in DELIMITERS:
        start = find_header(decoding.records(lines, delimiter))
        if start is not None:
            line, header = start
            return Laid(header, line, delimiter)
    return None


def _note_decoding(decoded: decoding.Text, file_id: int, problem_log: ProblemLog) -> None:
    if decoded.encoding != "utf-8":
        problem_log.add(file_id, "encoding", detail=decoded.encoding)
    if decoded.nul_count:
        problem_log.add(file_id, "nul_bytes")
    sign = decoded.wrongly_saved()
    if sign:
        problem_log.add(file_id, "mojibake", detail=f"'{sign}'")


def _note_unknown(lines: list[str], file_id: int, problem_log: ProblemLog) -> None:
    first = next((cells for _, cells in decoding.records(lines, ",") if cells and any(cells)), [])
    known = recognition.known_names()
    # An unknown first row may be data, so only names that are known are repeated.
    shown = [c.strip() for c in first[:12] if schema.header_key(c) in known]
    problem_log.add(file_id, "unknown_table", line=1, value=", ".join(shown), detail=recognition.nearest_table(first))


def _note_header(header: recognition.Header, line: int, file_id: int, problem_log: ProblemLog) -> bool:
    is_usable = True
    for name in header.twice:
        problem_log.add(file_id, "duplicate_column", line=line, column=name)
        is_usable = False
    for name in header.missing:
        column = header.table.column(name)
        if not (column.is_key or column.is_required or header.table.is_of_an_authority):
            continue
        like = header.like(name)
        rule = "missing_key_column" if column.is_key else "missing_column"
        detail = f" ('{like}' is like it)" if like else ""
        problem_log.add(file_id, rule, line=line, column=name, detail=detail)
        is_usable = is_usable and not column.is_key
    if header.table.is_of_an_authority:
        for name in header.extra:
            meant = header.meant(name)
            # The case system's tables have many columns that nothing here needs.
            if not meant and header.table.name in periods.by_table() and periods.unit_kind(header.table.name) == "feed":
                continue
            detail = f" (nearest is {meant})" if meant else ""
            problem_log.add(file_id, "extra_column", line=line, column=name[:40], detail=detail)
    return is_usable
