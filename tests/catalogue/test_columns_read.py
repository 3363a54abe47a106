"""Every column of an intermediate view is read by something, or is said here to be kept and why.

Staging views are left out: what was sent stands there under plain names, for whoever writes a view.
"""

from __future__ import annotations

import re

import duckdb
import pytest

from sufficiency import settings
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database.scope import Scope
from sufficiency.result import View

# Views of children that views of an analyst's own are written on: all of everyone's columns are for them.
OFFERED = {"everyone", "looked_after", "looked_after_by_month", "situations_by_month", "chosen_by_month"}
OFFERED |= {"all_places_by_month", "comparators", "comparators_by_month", "chosen_events", "int_events"}
KEPT = {
    # What was sent stays readable beside what a rule of joining made of it.
    "int_episodes": {"new_episode_code", "submitted_ceased_code", "submitted_change_reason_code"},
    "int_episodes_closed": {"submitted_ceased_code", "submitted_change_reason_code"},
    "int_children": {"is_mother"},
    "int_found_links": {"linked_start"},
    "int_prices": {"costed_at"},
    # Whose and of which stay the row is, handed on with it.
    "int_moves": {"episode_start", "placement_number"},
    "int_need_signs": {"authority_code", "age_band"},
    "int_forecast_places": {"authority_code"},
}


class Reading:
    """Empty tables of every view's columns, of which one is left out at a time: what then fails to bind reads it."""

    def __init__(self, scope: Scope) -> None:
        self.catalogue: Catalogue = scope.catalogue
        with scope.cursor() as cursor:
            said = "select table_schema, table_name, column_name, data_type from information_schema.columns"
            rows = cursor.execute(f"{said} order by ordinal_position").fetchall()
        self.columns: dict[tuple[str, str], dict[str, str]] = {}
        for schema, table, column, kind in rows:
            self.columns.setdefault((schema, table), {})[column] = kind
        self.con = duckdb.connect()
        self.con.execute("create schema raw; create schema ref")
        for statement in self.catalogue.macros.values():
            self.con.execute(statement)
        for schema, table in self.columns:
            self.make(schema, table)
        self.readers: dict[str, list[View]] = {}
        for view in self.catalogue.views.values():
            for name in self.catalogue.reads[view.name]:
                self.readers.setdefault(name, []).append(view)
        self.known: dict[tuple[str, str], bool] = {}

    def make(self, schema: str, table: str, without: str = "") -> None:
        kept = [f'"{name}" {kind}' for name, kind in self.columns[schema, table].items() if name != without]
        self.con.execute(f'create or replace table {schema}."{table}" ({", ".join(kept) or "nothing integer"})')

    def given(self, view: View) -> set[str]:
        return {row[0] for row in self.con.execute(f"describe {view.sql}").fetchall()}

    def is_read(self, name: str, column: str) -> bool:
        """Whether any view reads the column, itself or by one that hands it on."""
        if (name, column) not in self.known:
            self.known[name, column] = False
            likely = [v for v in self.readers.get(name, []) if re.search(rf"\b{column}\b|\*", v.sql)]
            self.make("main", name, column)
            handed_on, is_read = [], False
            for view in likely:
                try:
                    if self.given(view) != set(self.columns["main", view.name]):
                        handed_on.append(view)
                except duckdb.Error:
                    is_read = True
                    break
            self.make("main", name)
            self.known[name, column] = is_read or any(
                view.layer in ("marts", "cohorts", "checks") or self.is_read(view.name, column) for view in handed_on
            )
        return self.known[name, column]


@pytest.fixture(scope="module")
def reading(whole_london: Scope) -> Reading:
    return Reading(whole_london)


def test_every_column_below_the_marts_is_read(reading: Reading) -> None:
    told = "".join(path.read_text(encoding="utf-8") for path in (settings.ROOT / "sufficiency").rglob("*.py"))
    unread: dict[str, set[str]] = {}
    for view in reading.catalogue.layer("intermediate"):
        by_the_tool = bool(re.search(rf"\b{view.name}\b", told))
        if view.name in OFFERED or by_the_tool:
            continue
        # What tells its rows apart, and what its header says protects them, need no reader.
        own = set(re.findall(r"\w+", view.grain)) | {column.name for column in view.columns}
        columns = reading.columns["main", view.name].keys() - own
        if lacking := {column for column in columns if not reading.is_read(view.name, column)}:
            unread[view.name] = lacking
    assert unread == KEPT


def test_a_column_that_nothing_reads_is_told(reading: Reading) -> None:
    reading.columns["main", "int_providers_at"] |= {"read_by_nobody": "integer"}
    assert not reading.is_read("int_providers_at", "read_by_nobody")
    assert reading.is_read("int_providers_at", "overall_rating")
    del reading.columns["main", "int_providers_at"]["read_by_nobody"]
    reading.make("main", "int_providers_at")
