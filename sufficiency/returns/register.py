"""The provision register: Ofsted's workbook as published or CSV, merged to one row a provider."""

from __future__ import annotations

import calendar
import io
import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from datetime import date, datetime
from xml.parsers import expat

import duckdb
from python_calamine import CalamineError, CalamineWorkbook

from sufficiency.returns import file_reader, problems, schema
from sufficiency.returns.problems import Met

MOST_UNPACKED_BYTES = 600_000_000
MOST_MEMBERS = 1_000
MOST_RATIO = 100
TABLE = "provision_register"

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_ISO = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-_](\d\d)[-_](\d\d)(?!\d)")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})[ _-]([A-Za-z]{3})[a-z]*[ _-](20\d\d|19\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")


def list_date(*names: str) -> date | None:
    """The day a register describes, from folder, file or sheet names in order of trust.

    A full day in any of them comes before a bare year, which means its 31 March.
    """
    for pattern, build in ((_ISO, _from_iso), (_WORDS, _from_words)):
        for name in names:
            for match in pattern.finditer(name):
                day = build(*match.groups())
                if day is not None:
                    return day
    for name in names:
        found = _YEAR.search(name)
        if found:
            return date(int(found[1]), 3, 31)
    return None


def sheets(data: bytes, file_id: int, met: Met) -> Iterator[tuple[str, list[file_reader.Record]]]:
    """Each sheet's name and its rows as text; nothing, with the reason noted, when unreadable."""
    reason = _refusal(data)
    if reason:
        met.add(file_id, "unreadable_file", detail=reason)
        return
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = book.sheet_names
        for name in names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            yield name, [(at, [_text(c) for c in row]) for at, row in enumerate(rows, 1)]
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        met.add(file_id, "unreadable_file", detail=f"the workbook is damaged ({type(error).__name__})")


def is_another_list(columns: Collection[str]) -> bool:
    """True for lists of inspections and of leavers, whose columns include a register's."""
    table = schema.tables()[TABLE]
    return any(c.value_type == "another list" and c.name in columns for c in table.columns)


def merge(con: duckdb.DuckDBPyConnection) -> None:
    """Make one row a provider and list date; the first sheet or file to give a value gives it."""
    _note_differences(con)
    con.execute(
        f"""
        create or replace table {TABLE} as
        with dated as (
            select r.* replace (coalesce(r."LIST_DATE", f.register_date) as "LIST_DATE")
            from {TABLE} r join file f using (file_id)
        )
        select "LIST_DATE", "URN", min(row_id) as row_id,
            {_first("PROVISION_TYPE")}, {_first("REGISTRATION_DATE")},
            {_first("REGISTRATION_STATUS")}, {_first("LOCAL_AUTHORITY")}, {_first("SECTOR")},
            {_first("OWNER_NAME")}, {_first("PLACES")}, {_first("OVERALL_RATING")},
            case when any_value(is_short_break_told) then coalesce(bool_or("SHORT_BREAK_ONLY"),
                false) end as "SHORT_BREAK_ONLY"
        from (select *, bool_or("SHORT_BREAK_ONLY" is not null) over (partition by "LIST_DATE")
            as is_short_break_told from dated)
        group by "LIST_DATE", "URN"
        """
    )


def _first(column: str) -> str:
    return f'first("{column}" order by row_id) filter ("{column}" is not null) as "{column}"'


def _note_differences(con: duckdb.DuckDBPyConnection) -> None:
    for column, words in (("PLACES", "places"), ("PROVISION_TYPE", "type"), ("LOCAL_AUTHORITY", "authority")):
        problems.note(
            con,
            f"select t.file_id, t.line, '{column}' as column_name, t.\"sent {column}\" as value, "
            f"'provider_differs' as rule, '{words}' as detail, '' as severity, "
            f"false as is_identifier, t.row_id from (select r.*, "
            f'first_value("{column}" ignore nulls) over (partition by "URN", '
            f'coalesce("LIST_DATE", f.register_date) order by row_id) as stands '
            f"from {TABLE} r join file f using (file_id)) t "
            f'where t."{column}" <> t.stands',
        )


def _refusal(data: bytes) -> str:
    """Why an archive is not opened: damaged, or one that would unpack without end."""
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "it is not a workbook"
    unpacked = sum(m.file_size for m in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED_BYTES:
        return "the workbook unpacks to too much"
    if unpacked > MOST_RATIO * max(len(data), 1):
        return "the workbook is packed too tightly to be one"
    return "" if _is_well_formed(data) else "the workbook is damaged"


def _is_well_formed(data: bytes) -> bool:
    """True when every XML part can be parsed; the reader never ends on one that cannot."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        for member in archive.namelist():
            if member.endswith((".xml", ".rels")):
                parser = expat.ParserCreate()
                parser.EntityDeclHandler = _refuse_entity
                with archive.open(member) as part:
                    parser.ParseFile(part)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError):
        return False
    except RuntimeError:  # An encrypted member, or one packed in a way that is not read.
        return False
    return True


def _refuse_entity(*_: object) -> None:
    raise ValueError("a workbook declares no entities")


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def _from_iso(year: str, month: str, day: str) -> date | None:
    return _day(int(year), int(month), int(day))


def _from_words(day: str, month: str, year: str) -> date | None:
    number = _MONTHS.get(month.lower())
    return _day(int(year), number, int(day)) if number else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
