"""Every problem met while importing, each with its file, line, column, rule and remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from sufficiency.reference.tables import records
from sufficiency.returns import workspace

LONGEST_VALUE = 80

COLUMNS: dict[str, pa.DataType] = {
    "file_id": pa.int32(),
    "line": pa.int64(),
    "column_name": pa.string(),
    "value": pa.string(),
    "rule": pa.string(),
    "detail": pa.string(),
    "severity": pa.string(),
    "is_identifier": pa.bool_(),
    "row_id": pa.int64(),
}
SCHEMA = pa.schema(COLUMNS)


@dataclass
class ProblemLog:
    """Problems met while files are read, before any table exists."""

    rows: list[tuple[object, ...]] = field(default_factory=list)

    def add(
        self, file_id: int, rule: str, *, line: int | None = None, column: str = "", value: str = "", detail: str = ""
    ) -> None:
        """Note one problem; ``value`` must hold nothing that could be about a child."""
        self.rows.append((file_id, line, column, value, rule, detail, "", False, None))

    def table(self) -> pa.Table:
        """The problems as a table of this module's SCHEMA."""
        columns = zip(*self.rows, strict=True) if self.rows else [()] * len(SCHEMA)
        arrays = [pa.array(c, t.type) for c, t in zip(columns, SCHEMA, strict=True)]
        return pa.Table.from_arrays(arrays, schema=SCHEMA)


def rules() -> Iterator[tuple[str, str, str, str, str]]:
    """Each rule's name, severity, what it is told of (a file, or the folder it lies in), message and remedy."""
    for r in records("import_rules"):
        yield r["rule"], r["severity"], r["told_of"], r["message"], r["remedy"]


def in_words(message: str, column: str) -> str:
    """A rule's message of all its problems in ``column`` together, without what is particular to each."""
    told = message.replace("{column}", column)
    # What stands in brackets, or begins with them, is particular to one; a sentence that ends with it ends there.
    told = re.sub(r"(?<=\w)\{detail\}| \(\{detail\}\)", "", told)
    return told.replace("{detail}.", "\u2026").replace("{detail}", "\u2026")


def prepare(con: duckdb.DuckDBPyConnection, problem_log: ProblemLog) -> None:
    """Make ``problem`` (those so far) and ``rule`` in the importer's own database."""
    con.register("problem_while_reading", problem_log.table())
    con.execute("create table problem as select * from problem_while_reading")
    con.unregister("problem_while_reading")
    columns = dict.fromkeys(("rule", "severity", "told_of", "message", "remedy"), pa.string())
    workspace.fill(con, "rule", columns, list(rules()))


def note(con: duckdb.DuckDBPyConnection, *selects: str) -> None:
    """Add the rows of each of ``selects``, whose columns are named as in SCHEMA, to the problems.

    Those that stand together are asked together, which costs the engine less than one after the other."""
    if selects:
        con.execute(f"insert into problem by name {' union all by name '.join(selects)}")


def tell(con: duckdb.DuckDBPyConnection, notes: Iterable[tuple[int, str, str, str]]) -> None:
    """Note problems of whole files: each the file's number, the rule, the column and the detail."""
    rows = [list(noted) for noted in notes]
    if rows:
        con.executemany(
            "insert into problem by name select ? as file_id, ? as rule, ? as column_name, ? as detail, "
            "'' as severity, false as is_identifier",
            rows,
        )


def report(con: duckdb.DuckDBPyConnection) -> pa.Table:
    """All problems in file order, in words; identifiers reduced to their shape.

    What is told of a folder, such as a table that it lacks, stands at the folder and at none of its files.

    A value that is also the id of a child who was sent is masked wherever it stands, because a
    shifted row puts ids in any column.
    """
    problems: pa.Table = con.sql(
        f"""
        with masked as (
            select m.*, is_identifier or sent.child is not null as hide
            from problem m left join (select distinct child from sent_child) sent
                on sent.child = upper(m.value)
        ),
        shown as (
            select * replace (
                left(case when hide then regexp_replace(regexp_replace(
                    value, '\\pL', 'A', 'g'), '\\pN', '9', 'g') else value end, {LONGEST_VALUE})
                as value)
            from masked
        )
        select if(r.told_of = 'folder', regexp_replace(f.file_name, '/[^/]*$', ''), f.file_name) as file,
            s.line, nullif(s.column_name, '') as "column",
            nullif(s.value, '') as value, s.rule,
            coalesce(nullif(s.severity, ''), r.severity) as severity,
            replace(replace(r.message, '{{column}}', coalesce(s.column_name, '')),
                '{{detail}}', coalesce(s.detail, '')) as message,
            r.remedy, f.authority_code, f.return_year, f.table_name
        from shown s join rule r using (rule) join file f using (file_id)
        order by file, s.line nulls first, s.column_name, s.rule
        """
    ).to_arrow_table()
    return problems
