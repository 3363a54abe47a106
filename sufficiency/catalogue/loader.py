"""The folder of views: every header read, the order worked out, what is wrong with each said."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import duckdb

from sufficiency.catalogue import cohorts, functions, header, lineage, macros, origins, places
from sufficiency.catalogue.cohorts import MEMBERS
from sufficiency.catalogue.lineage import NotASelect, Uses
from sufficiency.catalogue.macros import Macro
from sufficiency.reference.nearest import hint
from sufficiency.result import View

# Checks of what is loaded, which are no views (sufficiency/loading/import_checks.py).
IMPORT_CHECKS = "import_checks"
LAYERS = ("staging", "intermediate", "cohorts", "marts", "checks")
# What each layer may read; schema-qualified names are the snapshot's tables and public reference.
MAY_READ = {
    "staging": {"raw", "ref"},
    "intermediate": {"staging", "intermediate", "cohorts", "ref"},
    "cohorts": {"staging", "intermediate", "ref"},
    "marts": {"staging", "intermediate", "marts", "ref"},
    "checks": {"staging", "intermediate", "marts", "cohorts", "ref", "raw"},
}


# What a view calls, by way of macros, to know what was chosen.
CHOICE = lineage.Call("getvariable")
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Catalogue:
    """Sound views in building order, their inputs, and why each other file is not sound.

    ``reads`` gives the views, ``references`` the reference tables and ``raw`` the snapshot's tables
    that each view reads, itself or by a macro. ``follows`` names the views that may change with the
    choices, themselves or by their inputs; ``macros`` maps each macro's name to the statement that
    makes it, those it calls before it.
    """

    views: Mapping[str, View]
    order: tuple[str, ...]
    reads: Mapping[str, frozenset[str]]
    digests: Mapping[str, str]
    references: Mapping[str, frozenset[str]] = field(default_factory=dict)
    raw: Mapping[str, frozenset[str]] = field(default_factory=dict)
    follows: frozenset[str] = frozenset()
    macros: Mapping[str, str] = field(default_factory=dict)
    problems: Mapping[str, str] = field(default_factory=dict)

    def inputs(self, names: Iterable[str]) -> set[str]:
        """The views called ``names`` and every view they read, directly or not."""
        inputs: set[str] = set()
        waiting = [name for name in names if name in self.views]
        while waiting:
            name = waiting.pop()
            if name not in inputs:
                inputs.add(name)
                waiting += self.reads[name] & self.views.keys()
        return inputs

    def layer(self, layer: str) -> list[View]:
        """The sound views of one layer, by title."""
        views = [view for view in self.views.values() if view.layer == layer]
        return sorted(views, key=lambda view: view.title)


def fingerprint(folder: Path, pattern: str = "*/*.sql") -> Stamp:
    """Path, time and size of each file that matches, at any depth where the pattern has folders: it changes when any
    of them does. Asked at every click."""
    end, is_deep = pattern.rpartition("*")[2], "/" in pattern
    rooms, files = [os.fspath(folder)], []
    for room in rooms:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError), os.scandir(room) as entries:
            for entry in entries:
                with contextlib.suppress(FileNotFoundError):  # deleted since it was listed
                    if places.plain(entry.name).endswith(end):
                        stat = entry.stat()
                        files.append((entry.path, stat.st_mtime_ns, stat.st_size))
                    elif is_deep and entry.is_dir(follow_symlinks=room is rooms[0]):  # deeper, one may lead round
                        rooms.append(entry.path)
    return tuple(sorted(files))


@lru_cache(maxsize=4)
def at(folder: Path, stamp: Stamp, reference: tuple[tuple[str, str], ...], region: str) -> Catalogue:
    """What :func:`load` gives, worked out once for all scopes of a ``region`` while ``stamp`` stays the same."""
    return load(folder, dict(reference))


def load(folder: Path, reference: Mapping[str, str] | None = None) -> Catalogue:
    """Read every file under ``folder``; one that is wrong is named in ``problems``, not raised.

    ``reference`` maps each reference table to a digest of its contents, so that views that read
    one are built again when it changes.
    """
    problems: dict[str, str] = {}
    views: dict[str, View] = {}
    for path in sorted(folder.rglob("*.*")):
        if said := places.misplaced(path, folder, LAYERS, ("macros", IMPORT_CHECKS)):
            problems[path.relative_to(folder).as_posix()] = said
    for layer in LAYERS:
        for path in sorted((folder / layer).glob("*.sql")):
            _read_view(path, views, problems)
    views[MEMBERS] = cohorts.members(cohorts.names(views))
    macros_by_name = macros.read(folder / "macros", problems)
    uses = _uses(views, macros_by_name, problems)
    reads = {name: used.tables & uses.keys() for name, used in uses.items()}
    order = _order(reads, views, problems)
    statements = {name: macro.statement for name, macro in macros_by_name.items()}
    digests = _digests(order, views, reads, uses, macros_by_name, reference or {})
    return Catalogue(
        views=origins.known({name: views[name] for name in order}, statements, digests),
        order=tuple(order),
        reads=reads,
        references={name: frozenset(_of_schema(uses[name], "ref")) for name in order},
        raw={name: frozenset(_of_schema(uses[name], "raw")) for name in order},
        digests=digests,
        follows=_follows(order, reads, uses),
        macros=statements,
        problems=problems,
    )


def _read_view(path: Path, views: dict[str, View], problems: dict[str, str]) -> None:
    layer = path.parent.name
    name = cohorts.view_of(path.stem) if layer == "cohorts" else path.stem
    if name in views or name in problems or name == MEMBERS:
        # Named by its place: the view that had the name first stays as it is.
        first = f"sql/{views[name].layer}/{views[name].name}.sql" if name in views else name
        problems[f"{layer}/{path.stem}"] = (
            f"sql/{layer}/{path.name}:1: another view has this name, {first}; give one of them another"
        )
        return
    try:
        views[name] = header.read(path)
    except UnicodeDecodeError:
        problems[name] = f"sql/{layer}/{path.name}: save the file as UTF-8"
    except (header.HeaderError, OSError) as error:
        problems[name] = f"sql/{layer}/{error}"


def _uses(views: dict[str, View], known: Mapping[str, Macro], problems: dict[str, str]) -> dict[str, Uses]:
    """What each view uses, itself or by a macro; views that are wrong, or read one that is, move to
    ``problems``."""
    by_view: dict[str, Uses] = {}
    of_macros = {name: macro.uses for name, macro in known.items()}
    for name, view in views.items():
        try:
            own = lineage.uses(view.sql)
            functions.check(own, known)
            if view.layer in ("marts", "cohorts"):  # written by many hands
                lineage.refuse_comma(own)
            every = lineage.spread(own, of_macros)
            _keep_direction(view, every.tables, views, problems)
            by_view[name] = every
        except NotASelect as error:
            problems[name] = f"{places.of_sql(view, error.line)}: {error}"
        except (duckdb.Error, RecursionError) as error:
            problems[name] = f"{places.of_sql(view)}: {error}"
    spread = True
    while spread:
        broken = [n for n in by_view if n not in problems and n != MEMBERS and by_view[n].tables & problems.keys()]
        for name in broken:
            problems[name] = places.reads_broken(views[name], by_view[name].tables & problems.keys())
        spread = bool(broken)
    for name in problems.keys() & views.keys():
        views.pop(name)
        by_view.pop(name, None)
    return by_view


def _keep_direction(view: View, read: Iterable[str], views: Mapping[str, View], problems: Mapping[str, str]) -> None:
    for table in sorted(read):
        schema, _, _ = table.rpartition(".")
        layer = schema or (views[table].layer if table in views else "")
        if not layer and table not in problems:
            raise NotASelect(f"no view is called {table}{hint(table, views)}", places.naming(view.sql, table))
        if layer and layer not in MAY_READ[view.layer]:
            may = ", ".join(sorted(MAY_READ[view.layer]))
            said = f"sql/{view.layer} may not read {table} ({layer}); it reads {may}"
            raise NotASelect(said, places.naming(view.sql, table))


def _order(reads: dict[str, frozenset[str]], views: dict[str, View], problems: dict[str, str]) -> list[str]:
    while True:
        sound = {name: reads[name] & reads.keys() for name in reads if name in views}
        try:
            order = list(TopologicalSorter(sound).static_order())
            return [name for name in order if name in views]
        except CycleError as error:
            loop = error.args[1]
            ring, said = set(loop), " reads ".join(reversed(loop))
            # A cohort that reads the population it is meant to pick from is the one to blame.
            for name in [n for n in ring if views[n].layer == "cohorts"] or ring:
                view, after = views[name], next((other for other in reads[name] if other in ring), name)
                remedy = "read everyone, of whom no choice is made" if view.layer == "cohorts" else "take one out"
                problems[name] = (
                    f"{places.of_sql(view, places.naming(view.sql, after))}: reads itself: {said}; {remedy}"
                )
                del views[name], reads[name]


def _follows(order: list[str], reads: Mapping[str, frozenset[str]], uses: Mapping[str, Uses]) -> frozenset[str]:
    """Names of the views that ask what was chosen, themselves, by a macro or by their inputs."""
    following: set[str] = set()
    for name in order:
        if reads[name] & following or CHOICE in uses[name].calls:
            following.add(name)
    return frozenset(following)


def _of_schema(uses: Uses, schema: str) -> list[str]:
    """Names of the tables used of ``schema``, in order."""
    return sorted(table.partition(".")[2] for table in uses.tables if table.startswith(f"{schema}."))


def _digests(
    order: list[str],
    views: Mapping[str, View],
    reads: Mapping[str, frozenset[str]],
    uses: Mapping[str, Uses],
    known: Mapping[str, Macro],
    reference: Mapping[str, str],
) -> dict[str, str]:
    """For each view a digest of all that its rows depend on, but for the snapshot and the choices."""
    digests: dict[str, str] = {}
    described = "".join(repr(row) for row in cohorts.described(views))
    for name in order:
        view = views[name]
        inputs = [digests.get(table, "") for table in sorted(reads[name])]
        inputs += [
            described if table == "cohorts" else reference.get(table, "") for table in _of_schema(uses[name], "ref")
        ]
        called = {call.name for call in uses[name].calls}
        inputs += [macro.statement for macro in known.values() if macro.name in called]
        kind = f"{view.stored} {view.shared} {view.belongs_to} {view.columns}"
        digests[name] = hashlib.sha256("\x00".join((view.sql, kind, *inputs)).encode()).hexdigest()
    return digests
