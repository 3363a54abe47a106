"""Before an import counts: what came is compared with what is served, check by check.

Each check is a line of ``data/reference/import_checks.csv`` (why it matters, an example, what to do, from
where on it warns and stops) and a SELECT in ``sql/import_checks/<code>.sql``. That gives a row a unit, and a subject
where there are several: ``before_count``, ``after_count`` and ``figure``, which the thresholds are for. What it
may read is in ``laid_out``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from sufficiency import settings
from sufficiency.loading import check_database
from sufficiency.loading.state import State
from sufficiency.reference.tables import Row, derived_from, records
from sufficiency.returns.splitting import UnitRows
from sufficiency.snapshot import units

SQL = settings.SQL / "import_checks"
WARN, STOP = "warns", "stops"
HIGHER, LOWER = "higher", "lower"


@dataclass(frozen=True)
class Check:
    """One check; it warns and stops where its figure is beyond the threshold on the ``worse`` side, and
    says nothing where fewer than ``least_count`` stood before. ``counted_in`` says what its figure is, as per cent."""

    code: str
    title: str
    why: str
    example: str
    message: str
    remedy: str
    counted_in: str
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


def compare(
    sent: Sequence[UnitRows], state: State, *, is_whole: bool = False, is_synthetic: bool = False
) -> list[Finding]:
    """What every check says of the units ``sent``, were they to take their places in ``state``, or, where
    they are ``is_whole``, the place of all of it. ``is_synthetic``: no published figure is about their children.

    Raises SnapshotError when a unit that is served cannot be read.
    """
    with duckdb.connect(config={"temp_directory": ""}) as con:
        check_database.fill(con, sent, state, is_whole=is_whole, is_synthetic=is_synthetic)
        check_database.refer(con, [sql(check) for check in checks().values()])
        names = {part.name.key: part.name for part in sent}
        findings = [finding for check in checks().values() for finding in _run(con, check, names)]
    return sorted(findings, key=lambda finding: (finding.unit.key, finding.level, finding.code))


def stopped(findings: Iterable[Finding], accepted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The codes that stop each unit, by its key, but for those ``accepted``."""
    codes_of: dict[str, set[str]] = {}
    for finding in findings:
        if finding.is_stop and finding.code not in accepted:
            codes_of.setdefault(finding.unit.key, set()).add(finding.code)
    return {key: tuple(sorted(codes)) for key, codes in codes_of.items()}


def sql(check: Check) -> str:
    """The SELECT that counts for a check."""
    return (SQL / f"{check.code}.sql").read_text(encoding="utf-8")


def _check(row: Row) -> Check:
    if row["worse"] not in (HIGHER, LOWER):
        raise ValueError(f"{row['code']} is worse {row['worse']!r}; say {HIGHER} or {LOWER}")
    words = {
        name: row[name] for name in ("code", "title", "why", "example", "message", "remedy", "counted_in", "worse")
    }
    return Check(**words, warn=float(row["warn"]), stop=float(row["stop"]), least_count=int(row["least_count"]))


def _run(con: duckdb.DuckDBPyConnection, check: Check, names: Mapping[str, units.Name]) -> Iterator[Finding]:
    rows = con.execute(
        f"select unit_key, subject, before_count, after_count, figure from ({sql(check)}) order by unit_key, subject"
    ).fetchall()
    for key, subject, before, after, figure in rows:
        level = check.level(figure) if figure is not None and before >= check.least_count else ""
        if level:
            said = check.message.format(
                subject=subject, before=f"{before:,}", after=f"{after:,}", figure=f"{figure:.1f}"
            )
            yield Finding(check.code, level, names[key], said, check.remedy, before, after, figure)
