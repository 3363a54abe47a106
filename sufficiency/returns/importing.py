"""A folder of returns to the tables of a snapshot and one report of every problem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from sufficiency.returns import (
    cells,
    checks,
    consistency,
    copies,
    degrade,
    feed,
    figures_twice,
    found_checks,
    found_values,
    frameworks,
    hashing,
    joins,
    leading_zeros,
    line_ends,
    marks,
    misplaced_ids,
    month_first,
    postcodes,
    problems,
    published,
    record_rules,
    register,
    repeats,
    schema,
    spellings,
    splitting,
    unaccompanied,
    vacancies,
    versions,
    workspace,
)
from sufficiency.returns.folders import files
from sufficiency.returns.intake import Intake, nothing_there, read_file
from sufficiency.returns.notes import Note

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
    """What a folder held: the snapshot's tables, every problem in words, the counts, and what is said besides.

    ``sent`` is the same by unit; ``key_mark`` tells which key made the children's ids.
    """

    tables: dict[str, pa.Table]
    problems: pa.Table
    counts: Counts
    notes: tuple[Note, ...] = ()
    sent: tuple[splitting.UnitRows, ...] = ()
    key_mark: str = ""


def read(folder: Path, *, key: bytes, progress: Progress | None = None, today: date | None = None) -> Import:
    """Everything valid under ``folder``, in the snapshot's tables, and a report of the rest.

    ``key`` turns children's ids into ``child_id``; ``progress`` is called with what is being
    done, how many of it are done and how many there are; ``today`` bounds the dates believed.
    No bytes in any file raise an error: a bad cell costs itself, a bad row or file itself.
    """
    say = progress or (lambda what, done, total: None)
    intake = Intake(today or date.today())
    files_sent, intake.notes = files(folder) if folder.is_dir() else ([], [])
    if not files_sent:
        nothing_there(folder, intake)
    copied = copies.of(files_sent)
    for done, sent in enumerate(files_sent):
        say("reading files", done, len(files_sent))
        if sent.name in copied:
            copies.pass_over(sent, copied[sent.name], intake)
        else:
            read_file(sent, intake)
    line_ends.tell(intake.ends, intake.problem_log)
    say("reading files", len(files_sent), len(files_sent))
    with workspace.opened() as con:
        read_ = _import(con, intake, key, say)
    # The folder itself is no file, though what is told of it stands where a file's problems do.
    return read_ if files_sent else replace(read_, counts=replace(read_.counts, files=0, files_rejected=0))


def _import(con: duckdb.DuckDBPyConnection, intake: Intake, key: bytes, say: Progress) -> Import:
    _prepare(con, intake)
    today = intake.today
    sent = [t for t in schema.tables() if t in intake.parts]
    for name in sent:
        cells.load(con, schema.tables()[name], pa.concat_tables(intake.parts.pop(name)), today)
        misplaced_ids.collect(con, schema.tables()[name])
        versions.settle(con, schema.tables()[name])
    leading_zeros.restore(con, sent)
    for done, name in enumerate(sent):
        say("checking tables", done, len(sent))
        _check_table(con, schema.tables()[name], today)
    say("checking tables", len(sent), len(sent))
    sent = unaccompanied.add_from_headers(con, sent, today)
    named = set(sent)
    consistency.check(con, named)
    record_rules.check(con, named)
    if found_values.TABLE in named:
        found_checks.check(con)
    if vacancies.TABLE in named:
        vacancies.check(con)
    joins.check(con, named)
    composed = feed.compose(con, named, today)
    addresses = [*(postcodes.OF_EPISODES if "episodes" in named else ()), *(feed.POSTCODES if composed else ())]
    if addresses:
        say("finding postcodes", 0, 1)
        postcodes.locate(con, addresses)
        postcodes.check(con, addresses)
    if composed:
        feed.forget(con)
    splitting.note_lists(con, named)
    if register.TABLE in named:
        intake.notes += register.merge(con)
    if "population" in named:
        published.take_children_alone(con)
    for name in sorted(named):
        figures_twice.settle(con, name)
    published.merge(con, named)
    if "published_release" in named:
        named.add("published_figures")
    of_children = [*(t for t in sent if schema.tables()[t].has_children), *composed]
    hashing.number_children(con, of_children, key)
    marks.make(con, of_children, key)
    say("writing tables", 0, 1)
    workspace.pack(con, sum(intake.row_counts()))
    tables = degrade.tables(con, {*named, *composed})
    return Import(
        tables,
        problems.report(con),
        _counts(con, tables["submissions"]),
        tuple(intake.notes),
        splitting.split(con, tables, intake.hashes),
        hashing.key_mark(key),
    )


def _prepare(con: duckdb.DuckDBPyConnection, intake: Intake) -> None:
    names = (
        "file_id",
        "file_name",
        "authority_code",
        "return_year",
        "table_name",
        "encoding",
        "rows_read",
        "register_date",
        "period",
    )
    days = (pa.date32(), pa.date32())
    kinds = (pa.int32(), pa.string(), pa.string(), pa.int32(), pa.string(), pa.string(), pa.int64(), *days)
    arrays = [pa.array(c, k) for c, k in zip(zip(*intake.files, strict=True), kinds, strict=True)]
    con.register("files_read", pa.table(dict(zip(names, arrays, strict=True))))
    con.execute("create table file as select * from files_read")
    con.unregister("files_read")
    con.execute("create table sent_child (child varchar)")
    problems.prepare(con, intake.problem_log)
    cells.prepare(con)
    spellings.prepare(con)
    published.prepare(con)


def _check_table(con: duckdb.DuckDBPyConnection, table: schema.Table, today: date) -> None:
    if table.is_of_an_authority:
        misplaced_ids.blank(con, table)
    checks.check(con, table, today)
    month_first.distrust(con, table)
    checks.drop_rejected(con, table.name)
    # Of a register, what two files of one day both hold is told when it is known which day each is of.
    repeats.drop(con, table, among=register.IS_PROVIDER if table.name == register.TABLE else "true")
    if table.name == frameworks.TABLE:
        frameworks.settle(con)


def _counts(con: duckdb.DuckDBPyConnection, submissions: pa.Table) -> Counts:
    by_severity = dict(
        con.sql(
            "select coalesce(nullif(m.severity, ''), r.severity), count(*) "
            "from problem m join rule r using (rule) group by 1"
        ).fetchall()
    )
    read_, accepted, rejected = (
        sum(n for n in submissions[name].to_pylist() if n) for name in ("rows_read", "rows_accepted", "rows_rejected")
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
