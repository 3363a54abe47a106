"""The folder of views: every header read, the order worked out, what is wrong with each said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from sufficiency import header, lineage
from sufficiency.result import View

LAYERS = ("staging", "intermediate", "cohorts", "marts", "checks")
MEMBERS = "cohort_members"
# What each layer may read; schema-qualified names are the snapshot's tables and public reference.
MAY_READ = {
    "staging": {"raw", "ref"},
    "intermediate": {"staging", "intermediate", "cohorts", "ref"},
    "cohorts": {"staging", "intermediate", "ref"},
    "marts": {"staging", "intermediate", "marts", "ref"},
    "checks": {"staging", "intermediate", "marts", "cohorts", "ref", "raw"},
}


@dataclass(frozen=True)
class Catalogue:
    """Sound views in building order, their inputs, and why each other file is not sound."""

    views: Mapping[str, View]
    order: tuple[str, ...]
    reads: Mapping[str, frozenset[str]]
    digests: Mapping[str, str]
    macros: tuple[str, ...] = ()
    problems: Mapping[str, str] = field(default_factory=dict)

    def layer(self, layer: str) -> list[View]:
        """The sound views of one layer, by title."""
        found = [view for view in self.views.values() if view.layer == layer]
        return sorted(found, key=lambda view: view.title)


def fingerprint(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, time and size of each SQL file: it changes when any view does."""
    files = sorted(folder.glob("*/*.sql"))
    stats = [(str(path), path.stat()) for path in files]
    return tuple((path, stat.st_mtime_ns, stat.st_size) for path, stat in stats)


def load(folder: Path) -> Catalogue:
    """Read every file under ``folder``; one that is wrong is named in ``problems``, not raised."""
    problems: dict[str, str] = {}
    views: dict[str, View] = {}
    for layer in LAYERS:
        for path in sorted((folder / layer).glob("*.sql")):
            try:
                view = header.read(path)
            except (header.HeaderError, UnicodeDecodeError, OSError) as error:
                problems[f"cohort_{path.stem}" if layer == "cohorts" else path.stem] = str(error)
                continue
            if view.name in views:
                other = views[view.name].layer
                problems[view.name] = f"{path.name}: sql/{other} already has a view of this name"
                continue
            views[view.name] = view
    macros = tuple(p.read_text(encoding="utf-8") for p in sorted((folder / "macros").glob("*.sql")))
    views[MEMBERS] = _members([v.name for v in views.values() if v.layer == "cohorts"])
    reads = _lineage(views, problems)
    order = _order(reads, views, problems)
    return Catalogue(
        views={name: views[name] for name in order},
        order=tuple(order),
        reads=reads,
        digests=_digests(order, views, reads, macros),
        macros=macros,
        problems=problems,
    )


def members_sql(cohorts: list[str]) -> str:
    """The SELECT that puts the children of these cohort views together, one row a membership."""
    parts = [
        f"select '{name.removeprefix('cohort_')}' as cohort, child_id, as_at from {name}"
        for name in cohorts
    ] or ["select '' as cohort, 0::bigint as child_id, date '1900-01-01' as as_at where false"]
    return " union all ".join(parts)


def _members(cohorts: list[str]) -> View:
    """The view of every cohort's members: made, not written, so that one file adds a cohort."""
    return View(
        name=MEMBERS, layer="intermediate", title="Children in each cohort at each month end",
        grain="one row per cohort, child_id, as_at", sql=members_sql(cohorts), stored=True,
    )  # fmt: skip


def cohort_rows(views: Mapping[str, View]) -> list[tuple[str, str, str, str, str]]:
    """What ``ref.cohorts`` holds: cohort, title, definition, source and limits from each header."""
    return [
        (v.name.removeprefix("cohort_"), v.title, v.definition, v.source, v.limits)
        for v in sorted(views.values(), key=lambda view: view.name)
        if v.layer == "cohorts"
    ]


def _lineage(views: dict[str, View], problems: dict[str, str]) -> dict[str, frozenset[str]]:
    """What each view reads; views that are wrong, or read one that is, move to ``problems``."""
    reads: dict[str, frozenset[str]] = {}
    known = views.keys() | problems.keys()
    con = duckdb.connect()
    for name, view in list(views.items()):
        try:
            found = lineage.tables(con, view.sql)
            _keep_direction(view, found, views, problems)
            reads[name] = frozenset(found & known)
        except (lineage.NotASelect, duckdb.Error) as error:
            problems[name] = f"{file_of(view)}: {error}"
    con.close()
    spread = True
    while spread:
        broken = [
            n for n in reads if n not in problems and n != MEMBERS and reads[n] & problems.keys()
        ]
        for name in broken:
            culprits = ", ".join(sorted(reads[name] & problems.keys()))
            problems[name] = f"{file_of(views[name])}: reads {culprits}, which is broken"
        spread = bool(broken)
    for name in problems.keys() & views.keys():
        views.pop(name)
        reads.pop(name, None)
    return reads


def _keep_direction(
    view: View, found: set[str], views: Mapping[str, View], problems: Mapping[str, str]
) -> None:
    for table in sorted(found):
        schema, _, _ = table.rpartition(".")
        layer = schema or (views[table].layer if table in views else "")
        if not layer and table not in problems:
            raise lineage.NotASelect(f"no view is called {table}")
        if layer and layer not in MAY_READ[view.layer]:
            raise lineage.NotASelect(f"sql/{view.layer} may not read {table} ({layer})")


def _order(
    reads: dict[str, frozenset[str]], views: dict[str, View], problems: dict[str, str]
) -> list[str]:
    while True:
        sound = {name: reads[name] & reads.keys() for name in reads if name in views}
        try:
            order = list(TopologicalSorter(sound).static_order())
            return [name for name in order if name in views]
        except CycleError as error:
            for name in set(error.args[1]):
                problems[name] = f"{file_of(views[name])}: reads itself by way of another view"
                del views[name], reads[name]


def _digests(
    order: list[str], views: Mapping[str, View], reads: Mapping[str, frozenset[str]],
    macros: tuple[str, ...],
) -> dict[str, str]:  # fmt: skip
    digests: dict[str, str] = {}
    described = "".join(repr(row) for row in cohort_rows(views))
    for name in order:
        inputs = "".join(sorted(digests.get(table, "") for table in reads[name]))
        if "ref.cohorts" in views[name].sql:
            inputs += described
        text = "\x00".join((views[name].sql, str(views[name].stored), inputs, *macros))
        digests[name] = hashlib.sha256(text.encode()).hexdigest()
    return digests


def file_of(view: View) -> str:
    """The file a view comes from, as a person would look for it."""
    return f"sql/{view.layer}/{view.path.name}" if view.path else view.name
