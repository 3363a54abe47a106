"""The snapshot's tables, the reference tables and the choices, as statements that make them on Spark."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import choices, settings
from sufficiency.catalogue import cohorts
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import forecast_tables
from sufficiency.dialect.spark import VARIABLE
from sufficiency.reference import tables
from sufficiency.snapshot import forecasts, format, scenarios
from sufficiency.snapshot.store import Snapshot

TYPES = {"VARCHAR": "string", "INTEGER": "int", "BIGINT": "bigint", "DOUBLE": "double", "DATE": "date"}
TYPES |= {"HUGEINT": "decimal(38, 0)", "UBIGINT": "decimal(20, 0)"}
_ARROW = {pa.string(): "string", pa.large_string(): "string", pa.int32(): "int", pa.int64(): "bigint"}
_ARROW |= {pa.float64(): "double", pa.date32(): "date", pa.bool_(): "boolean"}
_DESCRIBED = ("cohort", "title", "definition", "source", "limits", "look_back_months", "collected")


def of_snapshot(snapshot: Snapshot, catalogue: Catalogue, where: str) -> list[str]:
    """A view raw_<table> over each Parquet file of ``snapshot`` and of its forecast, which lie under ``where``
    as they lie in the snapshot's folder; of what it lacks an empty one, with the declared columns."""
    files = {name: snapshot.file(name) for name in snapshot.tables}
    files |= forecasts.find(snapshot, forecast_tables.mark(snapshot, catalogue))
    declared: dict[str, Mapping[str, str]] = {table.name: table.columns for table in format.declared().values()}
    declared |= {**forecasts.TABLES, **scenarios.TABLES}
    statements = []
    for name, columns in declared.items():
        if name not in files:
            statements.append(_empty(f"raw_{name}", columns))
            continue
        path = files[name].relative_to(snapshot.folder).as_posix()
        held = {field.name: _ARROW[field.type] for field in pq.read_schema(files[name])}
        wanted = {column: of_type(kind) for column, kind in columns.items()}
        if held == wanted:
            statements.append(_over(f"raw_{name}", held, f"{where}/{path}"))
        else:
            statements.append(_over(f"sent_{name}", held, f"{where}/{path}"))
            cells = [f"cast({c if c in held else 'null'} as {kind}) as {c}" for c, kind in wanted.items()]
            statements.append(
                f"create or replace temporary view raw_{name} as select {', '.join(cells)} from sent_{name}"
            )
    return statements


def of_reference(snapshot: Snapshot, catalogue: Catalogue, folder: Path, where: str) -> list[str]:
    """Write every reference table that a view reads to ``folder`` as Parquet; a view ref_<table> over each,
    where they lie under ``where``."""
    folder.mkdir(parents=True, exist_ok=True)
    statements = []
    for name in sorted(set().union(*catalogue.references.values()) - {"cohorts", "snapshot"}):
        rows = tables.rows(settings.REFERENCE, name)
        pq.write_table(rows, folder / f"{name}.parquet")
        columns = {column: "string" for column in rows.column_names}
        statements.append(_over(f"ref_{name}", columns, f"{where}/{name}.parquet"))
    described = cohorts.described(catalogue.views)
    kinds = {name: pa.int32() if name == "look_back_months" else pa.string() for name in _DESCRIBED}
    cells = {name: pa.array([row[at] for row in described], kinds[name]) for at, name in enumerate(_DESCRIBED)}
    pq.write_table(pa.table(cells), folder / "cohorts.parquet")
    columns = {name: _ARROW[kind] for name, kind in kinds.items()}
    statements.append(_over("ref_cohorts", columns, f"{where}/cohorts.parquet"))
    statements.append(
        "create or replace temporary view ref_snapshot as "
        f"select date '{snapshot.as_at.isoformat()}' as as_at, {str(snapshot.is_synthetic).lower()} as is_synthetic"
    )
    return statements


def of_choices(as_at: str) -> list[str]:
    """A session variable for each choice, with what is chosen until somebody chooses; null is no choice."""
    unasked = {"as_at": f"'{as_at}'", "grouping": f"array('{choices.default_grouping()}')"}
    statements = []
    for name in [*choices.kinds(), "beside"]:
        kind = "string" if name == "as_at" else "array<string>"
        statements.append(f"declare or replace variable {VARIABLE}{name} {kind} default {unasked.get(name, 'null')}")
    return statements


def _over(name: str, columns: Mapping[str, str], path: str) -> str:
    declared = ", ".join(f"`{column}` {kind}" for column, kind in columns.items())
    return f"create or replace temporary view {name} ({declared}) using parquet options (path '{path}')"


def _empty(name: str, columns: Mapping[str, str]) -> str:
    cells = ", ".join(f"cast(null as {of_type(kind)}) as `{column}`" for column, kind in columns.items())
    return f"create or replace temporary view {name} as select {cells} where false"


def of_type(kind: str) -> str:
    """A type of DuckDB's in Spark's words."""
    if kind.endswith("[]"):
        return f"array<{of_type(kind.removesuffix('[]'))}>"
    return TYPES.get(kind, kind.lower())
