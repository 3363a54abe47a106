"""The folder of views: every header read, the order worked out, what is wrong with each said."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from sufficiency.catalogue import cohorts, header, lineage
from sufficiency.catalogue.cohorts import MEMBERS
from sufficiency.result import View

LAYERS = ("staging", "intermediate", "cohorts", "marts", "checks")
# What each layer may read; schema-qualified names are the snapshot's tables and public reference.
MAY_READ = {
    "staging": {"raw", "ref"},
    "intermediate": {"staging", "intermediate", "cohorts", "ref"},
    "cohorts": {"staging", "intermediate", "ref"},
    "marts": {"staging", "intermediate", "marts", "ref"},
    "checks": {"staging", "intermediate", "marts", "cohorts", "ref", "raw"},
}


Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Catalogue:
    """Sound views in building order, their inputs, and why each other file is not sound.

    ``follows`` names the views that may change with the choices, themselves or by their inputs;
    ``macros`` maps each macro's name to the statement that makes it.
    """

    views: Mapping[str, View]
    order: tuple[str, ...]
    reads: Mapping[str, frozenset[str]]
    digests: Mapping[str, str]
    follows: frozenset[str] = frozenset()
    macros: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def inputs(self, names: Iterable[str]) -> set[str]:
        """The views called ``names`` and every view they read, directly or not."""
        found: set[str] = set()
        waiting = [name for name in names if name in self.views]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.reads[name] & self.views.keys()
        return found

    def layer(self, layer: str) -> list[View]:
        """The sound views of one layer, by title."""
        found = [view for view in self.views.values() if view.layer == layer]
        return sorted(found, key=lambda view: view.title)


def fingerprint(folder: Path, pattern: str = "*/*.sql") -> Stamp:
    """Path, time and size of each file that matches: it changes when any of them does."""
    found = []
    for path in folder.glob(pattern):
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # deleted since it was listed
        found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def at(folder: Path, stamp: Stamp, reference: tuple[tuple[str, str], ...]) -> Catalogue:
    """What :func:`load` gives, worked out once for all scopes while ``stamp`` stays the same."""
    return load(folder, dict(reference))


def load(folder: Path, reference: Mapping[str, str] | None = None) -> Catalogue:
    """Read every file under ``folder``; one that is wrong is named in ``problems``, not raised.

    ``reference`` maps each reference table to a digest of its contents, so that views that read
    one are built again when it changes.
    """
    problems: dict[str, str] = {}
    views: dict[str, View] = {}
    for path in sorted(folder.rglob("*.sql")):
        layer = path.parent.name
        if path.parent.parent != folder or layer not in (*LAYERS, "macros"):
            problems[path.relative_to(folder).as_posix()] = f"{path.name}: put it in one of sql/{', sql/'.join(LAYERS)}"
    for layer in LAYERS:
        for path in sorted((folder / layer).glob("*.sql")):
            _read_view(path, views, problems)
    views[MEMBERS] = cohorts.members(cohorts.names(views))
    macros = _macros(folder / "macros", problems)
    reads = _lineage(views, problems)
    order = _order(reads, views, problems)
    return Catalogue(
        views={name: views[name] for name in order},
        order=tuple(order),
        reads=reads,
        digests=_digests(order, views, reads, macros, reference or {}),
        follows=_follows(order, reads, views, macros),
        macros=macros,
        problems=problems,
    )


def _read_view(path: Path, views: dict[str, View], problems: dict[str, str]) -> None:
    layer = path.parent.name
    name = f"cohort_{path.stem}" if layer == "cohorts" else path.stem
    if name in views or name in problems or name == MEMBERS:
        # Named by its place: the view that had the name first stays as it is.
        problems[f"{layer}/{path.stem}"] = f"sql/{layer}/{path.name}: another view has this name"
        return
    try:
        views[name] = header.read(path)
    except UnicodeDecodeError:
        problems[name] = f"sql/{layer}/{path.name}: save the file as UTF-8"
    except (header.HeaderError, OSError) as error:
        problems[name] = f"sql/{layer}/{error}"


def _macros(folder: Path, problems: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    con = duckdb.connect()
    for path in sorted(folder.glob("*.sql")):
        try:
            for statement in con.extract_statements(path.read_text(encoding="utf-8-sig")):
                found[lineage.macro(con, statement.query)] = statement.query
        except (lineage.NotASelect, duckdb.Error, UnicodeDecodeError, OSError) as error:
            problems[f"macros/{path.stem}"] = f"sql/macros/{path.name}: {error}"
    con.close()
    return found


def _lineage(views: dict[str, View], problems: dict[str, str]) -> dict[str, frozenset[str]]:
    """What each view reads; views that are wrong, or read one that is, move to ``problems``."""
    reads: dict[str, frozenset[str]] = {}
    known = views.keys() | problems.keys()
    con = duckdb.connect()
    for name, view in views.items():
        try:
            found = lineage.tables(con, view.sql)
            _keep_direction(view, found, views, problems)
            reads[name] = frozenset(found & known)
        except (lineage.NotASelect, duckdb.Error, RecursionError) as error:
            problems[name] = f"{file_of(view)}: {error}"
    con.close()
    spread = True
    while spread:
        broken = [n for n in reads if n not in problems and n != MEMBERS and reads[n] & problems.keys()]
        for name in broken:
            culprits = ", ".join(sorted(reads[name] & problems.keys()))
            problems[name] = f"{file_of(views[name])}: reads {culprits}, which is broken"
        spread = bool(broken)
    for name in problems.keys() & views.keys():
        views.pop(name)
        reads.pop(name, None)
    return reads


def _keep_direction(view: View, found: set[str], views: Mapping[str, View], problems: Mapping[str, str]) -> None:
    for table in sorted(found):
        schema, _, _ = table.rpartition(".")
        layer = schema or (views[table].layer if table in views else "")
        if not layer and table not in problems:
            raise lineage.NotASelect(f"no view is called {table}")
        if layer and layer not in MAY_READ[view.layer]:
            raise lineage.NotASelect(f"sql/{view.layer} may not read {table} ({layer})")


def _order(reads: dict[str, frozenset[str]], views: dict[str, View], problems: dict[str, str]) -> list[str]:
    while True:
        sound = {name: reads[name] & reads.keys() for name in reads if name in views}
        try:
            order = list(TopologicalSorter(sound).static_order())
            return [name for name in order if name in views]
        except CycleError as error:
            ring = set(error.args[1])
            # A cohort that reads the population it is meant to pick from is the one to blame.
            for name in [n for n in ring if views[n].layer == "cohorts"] or ring:
                problems[name] = f"{file_of(views[name])}: reads itself by way of another view"
                del views[name], reads[name]


def _follows(
    order: list[str], reads: Mapping[str, frozenset[str]], views: Mapping[str, View], macros: Mapping[str, str]
) -> frozenset[str]:
    """Names of the views whose SQL, or whose inputs' SQL, asks what was chosen."""
    ways = {"getvariable", *(name for name, sql in macros.items() if "getvariable" in sql.lower())}
    spread = 0
    while len(ways) > spread:
        spread = len(ways)
        asks = re.compile(rf"\b({'|'.join(ways)})\s*\(", re.IGNORECASE)
        ways |= {name for name, sql in macros.items() if asks.search(sql.partition(" as ")[2])}
    found: set[str] = set()
    for name in order:
        if reads[name] & found or asks.search(views[name].sql):
            found.add(name)
    return frozenset(found)


def _digests(
    order: list[str],
    views: Mapping[str, View],
    reads: Mapping[str, frozenset[str]],
    macros: Mapping[str, str],
    reference: Mapping[str, str],
) -> dict[str, str]:
    digests: dict[str, str] = {}
    described = "".join(repr(row) for row in cohorts.described(views))
    for name in order:
        inputs = "".join(sorted(digests.get(table, "") for table in reads[name]))
        if "ref.cohorts" in views[name].sql:
            inputs += described
        view = views[name]
        inputs += "".join(sha for table, sha in reference.items() if f"ref.{table}" in view.sql)
        kind = f"{view.stored} {view.shared} {view.columns}"
        text = "\x00".join((view.sql, kind, inputs, *macros.values()))
        digests[name] = hashlib.sha256(text.encode()).hexdigest()
    return digests


def file_of(view: View) -> str:
    """The file a view comes from, as a person would look for it."""
    return f"sql/{view.layer}/{view.path.name}" if view.path else view.name
