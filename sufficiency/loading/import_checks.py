"""Before an import counts: what came is compared with what is served, check by check.

Each check is a line of ``data/reference/import_checks.csv`` (why it matters, an example, what to do, from
where on it warns and stops) and a SELECT in ``sql/import_checks/<code>.sql``. That gives a row a unit, and a subject
where there are several: ``before_count``, ``after_count`` and ``figure``, which the thresholds are for. It
may read ``unit`` (what came), and the declared tables of the schemas ``sent`` (what came), ``served`` (what
is served now) and ``result`` (what would be), with ``child_marks``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from sufficiency import settings
from sufficiency.loading.state import State
from sufficiency.reference.tables import Row, derived_from, records
from sufficiency.returns import joining, marks
from sufficiency.returns.splitting import BESIDE, Sent
from sufficiency.snapshot import format, units

SQL = settings.SQL / "import_checks"
WARN, STOP = "warns", "stops"
HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True)
class Check:
    """One check; it warns and stops where its figure is beyond the threshold on the ``worse`` side, and
    says nothing where fewer than ``least_count`` stood before."""

    code: str
    title: str
    why: str
    example: str
    message: str
    remedy: str
    worse: str
    warn: float
    stop: float
    least_count: int

    def level(self, figure: float) -> str:
        """WARN, STOP or '' for a figure of it."""
        beyond = figure.__gt__ if self.worse == HIGHER else figure.__lt__
        return STOP if beyond(self.stop) else WARN if beyond(self.warn) else ""


@dataclass(frozen=True)
class Finding:
    """What a check says of a unit. ``message`` may hold exact counts: it is for whoever loads, and no log."""

    code: str
    level: str
    unit: units.Name
    message: str
    remedy: str
    before_count: int
    after_count: int
    figure: float

    @property
    def is_stop(self) -> bool:
        """True when its unit is not to count."""
        return self.level == STOP


@derived_from("import_checks")
def checks() -> dict[str, Check]:
    """Every check, by code, in the order of its table."""
    return {row["code"]: _check(row) for row in records("import_checks")}


def compare(sent: Sequence[Sent], state: State, *, is_whole: bool = False) -> list[Finding]:
    """What every check says of the units ``sent``, were they to take their places in ``state``, or, where
    that ``is_whole``, the place of all of it.

    Raises SnapshotError when a unit that is served cannot be read.
    """
    with duckdb.connect(config={"temp_directory": ""}) as con:
        _lay_out(con, sent, state, is_whole)
        names = {part.name.key: part.name for part in sent}
        found = [finding for check in checks().values() for finding in _run(con, check, names)]
    return sorted(found, key=lambda finding: (finding.unit.key, finding.level, finding.code))


def stopped(findings: Iterable[Finding], accepted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The codes that stop each unit, by its key, but for those ``accepted``."""
    found: dict[str, set[str]] = {}
    for finding in findings:
        if finding.is_stop and finding.code not in accepted:
            found.setdefault(finding.unit.key, set()).add(finding.code)
    return {key: tuple(sorted(codes)) for key, codes in found.items()}


def _check(row: Row) -> Check:
    if row["worse"] not in (HIGHER, LOWER):
        raise ValueError(f"{row['code']} is worse {row['worse']!r}; say {HIGHER} or {LOWER}")
    words = {name: row[name] for name in ("code", "title", "why", "example", "message", "remedy", "worse")}
    return Check(**words, warn=float(row["warn"]), stop=float(row["stop"]), least_count=int(row["least_count"]))


def _run(con: duckdb.DuckDBPyConnection, check: Check, names: Mapping[str, units.Name]) -> Iterator[Finding]:
    sql = (SQL / f"{check.code}.sql").read_text(encoding="utf-8")
    rows = con.execute(
        f"select unit_key, subject, before_count, after_count, figure from ({sql}) order by unit_key, subject"
    ).fetchall()
    for key, subject, before, after, figure in rows:
        level = check.level(figure) if figure is not None and before >= check.least_count else ""
        if level:
            said = check.message.format(
                subject=subject, before=f"{before:,}", after=f"{after:,}", figure=f"{figure:.1f}"
            )
            yield Finding(check.code, level, names[key], said, check.remedy, before, after, figure)


def _lay_out(con: duckdb.DuckDBPyConnection, sent: Sequence[Sent], state: State, is_whole: bool) -> None:
    keys = {part.name.key for part in sent}
    came = {part.name.key: part.tables.get for part in sent}
    now = joining.of(state.units.values())
    after = came if is_whole else {**now, **came}
    kinds = {**{t.name: t.columns for t in format.declared().values()}, marks.TABLE: _MARKS}
    joined = joining.join(after)
    for schema, parts in (("sent", came), ("served", now), ("result", after)):
        con.execute(f"create schema {schema}")
        for table, columns in kinds.items():
            # What would be served is joined as it would be, so that a child is the same in all its years.
            held = joined[table] if schema == "result" and table in joined else None
            found = [held] if held is not None else [read(table) for read in parts.values()]
            _fill(con, f"{schema}.{table}", columns, found)
    con.execute("create table unit (unit_key varchar, unit_kind varchar, authority_code varchar, return_year integer)")
    con.executemany(
        "insert into unit values (?, ?, ?, ?)",
        [[p.name.key, p.name.kind, p.name.authority_code, p.name.return_year] for p in sent] or [[None] * 4],
    )
    replaced = [(unit.name, {t: int(str(s["rows"])) for t, s in unit.tables.items()}) for unit in state.units.values()]
    own = [(part.name, {table: rows.num_rows for table, rows in part.tables.items()}) for part in sent]
    rest = [] if is_whole else [(name, counts) for name, counts in replaced if name.key not in keys]
    _count(con, "sent_rows", own)
    _count(con, "replaced_rows", [(name, counts) for name, counts in replaced if name.key in keys])
    _count(con, "result_rows", [*rest, *own])


_MARKS = {
    "authority_code": "varchar",
    "return_year": "integer",
    "child_id": "bigint",
    "bare_id": "bigint",
    "id_length": "integer",
    "birth_mark": "bigint",
    "person_mark": "bigint",
}


def _fill(
    con: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, str], found: Sequence[pa.Table | None]
) -> None:
    con.execute(f"create table {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})")
    parts = [rows.select([c for c in rows.column_names if c in columns]) for rows in found if rows is not None]
    if parts:
        con.register("part", pa.concat_tables(parts, promote_options="permissive"))
        con.execute(f"insert into {name} by name select * from part")
        con.unregister("part")


def _count(con: duckdb.DuckDBPyConnection, name: str, found: Iterable[tuple[units.Name, Mapping[str, int]]]) -> None:
    """Make a table of how many rows of each table a unit has."""
    titles = {row["table_name"]: row["table_title"] for row in records("snapshot_tables")}
    con.execute(
        f"create table {name} (unit_key varchar, authority_code varchar, return_year integer, table_name varchar, "
        "table_title varchar, row_count bigint)"
    )
    rows = [
        [unit.key, unit.authority_code, unit.return_year, table, titles[table], count]
        for unit, counts in found
        for table, count in counts.items()
        if table not in BESIDE
    ]
    if rows:
        con.executemany(f"insert into {name} values (?, ?, ?, ?, ?, ?)", rows)
