"""A folder of returns to the tables of a snapshot and one report of every problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from sufficiency.returns import (
    cells,
    checks,
    consistency,
    degrade,
    hashing,
    postcodes,
    problems,
    published,
    reading,
    register,
    schema,
)
from sufficiency.returns.folders import Sent, files
from sufficiency.returns.problems import Met

WORKBOOKS = (".ods", ".xlsx")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Counts:
    """How much came and what became of it; rows are rows of files, repeats among them."""

    files: int
    files_rejected: int
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    cells_set_blank: int
    warnings: int


@dataclass(frozen=True)
class Import:
    """What a folder held: the snapshot's tables, every problem in words, and the counts."""

    tables: dict[str, pa.Table]
    problems: pa.Table
    counts: Counts


@dataclass
class _Desk:
    """What has been read so far: the files, their parts by table, and the problems met."""

    met: Met = field(default_factory=Met)
    files: list[tuple[object, ...]] = field(default_factory=list)
    parts: dict[str, list[pa.Table]] = field(default_factory=dict)

    def open(self) -> int:
        """The number of the next file."""
        return len(self.files)

    def close(
        self,
        sent: Sent,
        name: str,
        part: reading.Part | None,
        encoding: str,
        day: date | None = None,
    ) -> None:
        """Write down the file just read, and keep its rows."""
        is_child_level = part is None or schema.tables()[part.table].is_of_an_authority
        self.files.append(
            (
                len(self.files),
                name,
                sent.authority_code if is_child_level else None,
                sent.return_year if is_child_level else None,
                part.table if part else None,
                encoding or None,
                part.rows_read if part else 0,
                day,
            )
        )
        if part:
            self.parts.setdefault(part.table, []).append(part.rows)


def read(
    folder: Path, *, key: bytes, progress: Progress | None = None, today: date | None = None
) -> Import:
    """Everything valid under ``folder``, in the snapshot's tables, and a report of the rest.

    ``key`` turns children's ids into ``child_id``; ``progress`` is called with what is being
    done, how many of it are done and how many there are; ``today`` bounds the dates believed.
    No bytes in any file raise an error: a bad cell costs itself, a bad row or file itself.
    """
    say = progress or (lambda what, done, total: None)
    desk = _Desk()
    found = files(folder) if folder.is_dir() else []
    if not found:
        _nothing_there(folder, desk)
    for done, sent in enumerate(found):
        say("reading files", done, len(found))
        _read_file(sent, desk)
    say("reading files", len(found), len(found))
    with duckdb.connect() as con:
        return _import(con, desk, key, say, today or date.today())


def _read_file(sent: Sent, desk: _Desk) -> None:
    file_id = desk.open()
    kind = sent.path.suffix.lower()
    if kind in WORKBOOKS and sent.authority_code is None:
        _read_workbook(sent, desk)
        return
    part, encoding = None, ""
    if kind not in {".csv", ".txt", ".tsv", ""}:
        desk.met.add(file_id, "not_csv", detail=f"'{kind}'")
    else:
        data = reading.read_bytes(sent.path, file_id, desk.met)
        if data is not None:
            part, encoding = reading.read_text(data, file_id, desk.met)
    day = None
    if part and part.table == register.TABLE:
        part, day = _place_in_time(part, sent, "", file_id, desk.met)
    part = _place(part, sent, file_id, desk.met)
    desk.close(sent, sent.name, part, encoding, day)


def _read_workbook(sent: Sent, desk: _Desk) -> None:
    """Each sheet that is a register counts as a file; sheets of anything else are passed over."""
    first = desk.open()
    data = reading.read_bytes(sent.path, first, desk.met)
    for sheet, rows in register.sheets(data, first, desk.met) if data is not None else ():
        laid = reading.find_header(rows)
        if laid is None or laid[1].table.name != register.TABLE:
            continue
        line, header = laid
        if register.is_another_list(header):
            continue
        file_id = desk.open()
        part = reading.take(header, rows[line:], line, file_id, desk.met)
        day = None
        if part:
            part, day = _place_in_time(part, sent, sheet, file_id, desk.met)
        desk.close(sent, f"{sent.name} [{sheet}]", part, "", day)
    if desk.open() == first:
        if not any(row[0] == first for row in desk.met.rows):
            desk.met.add(first, "unknown_table", detail="no sheet is a provision register")
        desk.close(sent, sent.name, None, "")


def _place_in_time(
    part: reading.Part, sent: Sent, sheet: str, file_id: int, met: Met
) -> tuple[reading.Part | None, date | None]:
    *folders, name = sent.name.split("/")
    if part.rows["INSPECTION_EVENT"].null_count + part.rows["JOINER_STATUS"].null_count < 2 * len(
        part.rows
    ):
        met.add(file_id, "other_list")
        return None, None
    day = register.list_date(*reversed(folders), name, sheet)
    if day is None and part.rows["LIST_DATE"].null_count == len(part.rows):
        met.add(file_id, "no_list_date")
        return None, None
    return part, day


def _place(part: reading.Part | None, sent: Sent, file_id: int, met: Met) -> reading.Part | None:
    """The part, unless it is child-level and its folders name no authority or no year."""
    if part is None or not schema.tables()[part.table].is_of_an_authority:
        return part
    if sent.authority_code is None:
        met.add(file_id, "no_authority", detail=_unknown_folder(sent.folder))
        return None
    if sent.return_year is None:
        folder = f"The folder '{sent.year_folder}'" if sent.year_folder else "The folder above"
        met.add(file_id, "no_year", detail=folder)
        return None
    begins = schema.tables()[part.table].first_return_year
    if begins and sent.return_year < begins:
        met.add(file_id, "not_yet_due", detail=str(begins))
    return part


def _unknown_folder(folder: str) -> str:
    from sufficiency.returns.places import nearest_authority

    if not folder:
        return "The folder that was sent"
    near = nearest_authority(folder)
    return f"The folder '{folder}'" + (f" (nearest is {near})" if near else "")


def _nothing_there(folder: Path, desk: _Desk) -> None:
    sent = Sent(folder, folder.name or str(folder), None, None, "", "")
    desk.met.add(0, "unreadable_file", detail="it is no folder, or holds no file")
    desk.close(sent, sent.name, None, "")


def _import(
    con: duckdb.DuckDBPyConnection, desk: _Desk, key: bytes, say: Progress, today: date
) -> Import:
    _prepare(con, desk)
    sent = [t for t in schema.tables() if t in desk.parts]
    for done, name in enumerate(sent):
        say("checking tables", done, len(sent))
        _check_table(con, schema.tables()[name], pa.concat_tables(desk.parts.pop(name)), today)
    say("checking tables", len(sent), len(sent))
    named = set(sent)
    consistency.check(con, named)
    if "episodes" in named:
        say("finding postcodes", 0, 1)
        postcodes.locate(con)
        postcodes.check(con)
    if register.TABLE in named:
        register.merge(con)
    if "population" in named:
        published.take_children_alone(con)
    published.merge(con, named)
    if "published_release" in named:
        named.add("published_figures")
    hashing.number_children(con, [t for t in sent if schema.tables()[t].is_of_an_authority], key)
    say("writing tables", 0, 1)
    tables = degrade.tables(con, named)
    return Import(tables, problems.report(con), _counts(con, tables["submissions"]))


def _prepare(con: duckdb.DuckDBPyConnection, desk: _Desk) -> None:
    names = (
        "file_id",
        "file_name",
        "authority_code",
        "return_year",
        "table_name",
        "encoding",
        "rows_read",
        "register_date",
    )
    kinds = (
        pa.int32(),
        pa.string(),
        pa.string(),
        pa.int32(),
        pa.string(),
        pa.string(),
        pa.int64(),
        pa.date32(),
    )
    arrays = [pa.array(c, k) for c, k in zip(zip(*desk.files, strict=True), kinds, strict=True)]
    con.register("files_read", pa.table(dict(zip(names, arrays, strict=True))))
    con.execute("create table file as select * from files_read")
    con.unregister("files_read")
    con.execute("create table sent_child (child varchar)")
    problems.prepare(con, desk.met)
    cells.prepare(con)
    published.prepare(con)


def _check_table(
    con: duckdb.DuckDBPyConnection, table: schema.Table, rows: pa.Table, today: date
) -> None:
    cells.load(con, table, rows, today)
    if table.is_of_an_authority:
        con.execute(
            'insert into sent_child select distinct upper("sent CHILD") '
            f'from "{table.name}" where "sent CHILD" is not null'
        )
    checks.check(con, table, today)
    checks.drop_rejected(con, table.name)
    consistency.drop_repeats(con, table)


def _counts(con: duckdb.DuckDBPyConnection, submissions: pa.Table) -> Counts:
    by_severity = dict(
        con.sql(
            "select coalesce(nullif(m.severity, ''), r.severity), count(*) "
            "from met m join rule r using (rule) group by 1"
        ).fetchall()
    )
    read_, accepted, rejected = (
        sum(submissions[n].to_pylist()) for n in ("rows_read", "rows_accepted", "rows_rejected")
    )
    return Counts(
        len(submissions),
        by_severity.get("rejected file", 0),
        read_,
        accepted,
        rejected,
        by_severity.get("cell set blank", 0),
        by_severity.get("warning", 0),
    )
