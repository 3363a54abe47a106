"""Ofsted's sufficiency index: its table of indicators, brought to this tool's columns by a mapping file beside it.

What its columns are called is not settled, so whoever loads it says so: a CSV of COLUMN, MEANS, NAME and DOMAIN in the
same folder (``index_mapping``). Without one the table's columns are called Area, Domain, Indicator and Value.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from sufficiency.plurals import counted
from sufficiency.returns import decoding, file_reader, index_mapping, list_dates, places, recognition, schema, workbooks
from sufficiency.returns.folders import SentFile
from sufficiency.returns.index_mapping import Mapping
from sufficiency.returns.notes import Note
from sufficiency.returns.problems import ProblemLog

TABLE = "sufficiency_index"
FOLDER = "index"
COLUMNS = ("INDEX_DATE", "INDEX_AREA", "INDEX_DOMAIN", "INDEX_INDICATOR", "INDEX_VALUE", "INDEX_SOURCE")
WORKBOOKS = (".ods", ".xlsx")
# The two areas that hold all of London's authorities, and how ONS codes regions and countries.
WIDER = {"london": "E12000007", "england": "E92000001"}
_WIDER_CODE = re.compile(r"E(12|92)\d{6}")
# No publisher's indicators are so many, so that a table of children would not be taken for one.
LONGEST_NAME = 200

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class Reading:
    """What a file of the folder gave: its rows and the day they were published, or a note of what it is."""

    part: file_reader.Part | None = None
    day: date | None = None
    note: Note | None = None


def is_of_index(sent: SentFile) -> bool:
    """True of a file of the folder ``index``, beside those of the authorities."""
    return sent.folder.strip().lower() == FOLDER


def read(sent: SentFile, data: bytes, file_id: int, today: date, problem_log: ProblemLog) -> Reading:
    """The index as rows of the table that is kept; whatever is wrong with it is noted."""
    if index_mapping.is_one(sent.path, data):
        return Reading(note=Note(sent.name, "Read as what the columns of the index beside it mean"))
    day = list_dates.list_date(sent.year_folder, sent.path.name)
    if day is None:
        problem_log.add(file_id, "no_index_date")
        return Reading()
    if day > today:
        problem_log.add(file_id, "index_not_published", detail=f"{day:%d/%m/%Y}")
        return Reading()
    meant = index_mapping.beside(sent.path)
    if isinstance(meant, str):
        problem_log.add(file_id, "index_mapping_wrong", detail=meant)
        return Reading()
    lacking: set[str] = set(meant.columns)
    for lines in _sheets(sent.path, data, file_id, problem_log):
        for at, (_, cells) in enumerate(lines[: recognition.ROWS_ABOVE]):
            names = [schema.header_key(cell) for cell in cells]
            lacks = {column for column in meant.columns if schema.header_key(column) not in names}
            if not lacks:
                return Reading(_part(meant, names, lines[at + 1 :], day, sent.name, file_id, problem_log), day)
            lacking = min(lacking, lacks, key=len)
    if not any(row[0] == file_id for row in problem_log.rows):
        problem_log.add(file_id, "index_not_mapped", detail=", ".join(f"'{name}'" for name in sorted(lacking)))
    return Reading()


def _sheets(path: Path, data: bytes, file_id: int, problem_log: ProblemLog) -> Iterator[list[Line]]:
    """The lines of each sheet, or of the one table of a text file, that hold anything."""
    if path.suffix.lower() in WORKBOOKS:
        for _, sheet in workbooks.sheets(data, file_id, problem_log):
            yield [(line, cells) for line, cells in sheet if cells is not None and any(cells)]
        return
    if what := workbooks.named_as_text(data):
        problem_log.add(file_id, "workbook_as_text", detail=what)
        return
    try:
        text = decoding.one_line_end(decoding.decode(data).text)
        rows = csv.reader(io.StringIO(text))
        yield [(rows.line_num, [cell.strip() for cell in cells]) for cells in rows if any(cells)]
    except decoding.Undecodable:
        problem_log.add(file_id, "no_encoding")
    except csv.Error:
        problem_log.add(file_id, "unreadable_file", detail="it is no CSV")


def _part(
    meant: Mapping, names: Sequence[str], lines: Sequence[Line], day: date, source: str, file_id: int, log: ProblemLog
) -> file_reader.Part:
    place = {name: at for at, name in reversed(list(enumerate(names)))}
    numbered: list[tuple[int, tuple[str, ...]]] = []
    seen: set[tuple[str, str, str]] = set()
    for line, cells in lines:
        if len(cells) < max(place[schema.header_key(column)] for column in meant.columns) + 1:
            log.add(
                file_id,
                "row_length",
                line=line,
                detail=f"{counted(len(cells), 'cell')} where the header has {len(names)}",
            )
            continue
        said = {column: cells[place[schema.header_key(column)]].strip() for column in meant.columns}
        area = area_code(said[meant.area], meant)
        if area is None:
            near = places.nearest_authority(said[meant.area])
            log.add(
                file_id,
                "index_area_unknown",
                line=line,
                column=meant.area,
                value=said[meant.area],
                detail=f" (nearest is {near})" if near else "",
            )
            continue
        for domain, indicator, value in meant.figures(said):
            if (area, domain, indicator) in seen:
                log.add(file_id, "index_twice", line=line, column=meant.area, value=said[meant.area], detail=indicator)
                continue
            seen.add((area, domain, indicator))
            row = (day.isoformat(), area, domain[:LONGEST_NAME], indicator[:LONGEST_NAME], value.rstrip("% "), source)
            numbered.append((line, row))
    columns = list(zip(*(row for _, row in numbered), strict=True)) or [()] * len(COLUMNS)
    arrays = {name: pa.array(list(cells), pa.string()) for name, cells in zip(COLUMNS, columns, strict=True)}
    of_file = pa.repeat(pa.scalar(file_id, pa.int32()), len(numbered))
    rows = pa.table({"file_id": of_file, "line": pa.array([line for line, _ in numbered], pa.int64()), **arrays})
    return file_reader.Part(TABLE, rows, len(lines), frozenset(COLUMNS))


def area_code(said: str, meant: Mapping) -> str | None:
    """The ONS code of the area written ``said``: as the mapping names it, an authority, London, England, or a region
    by its code."""
    written = meant.areas.get(said.lower(), said)
    wider = WIDER.get(written.lower())
    return wider or (written if _WIDER_CODE.fullmatch(written) else places.authority(written))
