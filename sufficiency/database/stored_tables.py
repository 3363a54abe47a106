"""Stored views taken from files where these are sound, and made and kept where they are not."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterable, Mapping, Set
from pathlib import Path

import duckdb

from sufficiency.catalogue import cohorts, parsed
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import parquet_rows, parsing
from sufficiency.database.parquet_rows import quote
from sufficiency.snapshot import stored
from sufficiency.snapshot.store import Snapshot

# Read by the database and the door to it, besides what people ask for.
READ_BY_NAME = ("choice_options", "int_month_ends", "int_counted", "int_comparator")


class StoredTables:
    """The files of one snapshot's stored views, as a database may use them.

    ``authority`` is the ONS code of the one authority whose rows the database may hold, '' where it
    may hold all; ``keeps`` names the views that are written for the next when they had to be made,
    and ``say`` is told what is being made.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        authority: str = "",
        *,
        keeps: Set[str] = frozenset(),
        say: Callable[[str], None] = lambda said: None,
    ) -> None:
        self._snapshot, self._authority, self._keeps, self.say = snapshot, authority, keeps, say
        self._sound: dict[str, Path] = {}  # files whose checksum agreed, by fingerprint
        self._loaded: set[str] = set()  # views loaded before their turn
        self._broken: Set[str] = frozenset()
        self._marks: dict[tuple[str, str, Set[str]], str] = {}

    def ready(self, catalogue: Catalogue, broken: Set[str]) -> set[str]:
        """The stored views of ``catalogue`` that need not be made, where ``broken`` cannot be."""
        self._broken = broken
        return {name for name in catalogue.views if self._file(catalogue, name)}

    def load_all(self, con: duckdb.DuckDBPyConnection, catalogue: Catalogue, names: Set[str]) -> None:
        """Make the tables of all of ``names`` that have a file, while ``con`` may still open files."""
        for name in catalogue.order:
            if name in names and name not in catalogue.problems and self.load(con, catalogue, name):
                self._loaded.add(name)

    def settle(self, catalogue: Catalogue) -> None:
        """All of ``catalogue`` is there: what was loaded by :meth:`load_all` is a view like any other from
        now on, and files of other SQL that nobody has taken for long are removed."""
        self._loaded.clear()
        if not self._authority:
            marks = {
                (name, self._mark(catalogue, name, self._broken))
                for name, view in catalogue.views.items()
                if view.stored
            }
            stored.clear(self._snapshot, marks | {(parsing.NAME, parsed.mark())}, "parquet", "json")

    def load(self, con: duckdb.DuckDBPyConnection, catalogue: Catalogue, name: str) -> bool:
        """Make the table of the view called ``name`` from its file; False when none may be used.

        One authority's database takes its own rows, and none of a view that does not say whose its
        rows are.
        """
        if name in self._loaded:
            return True
        path = self._file(catalogue, name)
        if path is None:
            return False
        try:
            cells = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in stored.types(path).items())
        except OSError:  # Another process has tidied it away this moment.
            return False
        is_own = self._authority and catalogue.views[name].belongs_to != "public"
        of = f"where authority_code = {quote(self._authority)}" if is_own else ""
        with parquet_rows.read_once(con, path) as rows:
            con.execute(f"create or replace table {name} as select {cells} from {rows} {of}")
        return True

    def keep(self, con: duckdb.DuckDBPyConnection, catalogue: Catalogue, name: str, broken: Set[str]) -> None:
        """Write the table of the view called ``name`` for the next database, where it is one to keep
        and the disk will; it was made while ``broken`` views could not be."""
        if name not in self._keeps:
            return
        described = con.execute(f"describe {name}").fetchall()
        rows = con.sql(f"from {name}").to_arrow_reader(parquet_rows.BATCH)
        with contextlib.suppress(OSError):
            stored.write(
                self._snapshot, name, self._mark(catalogue, name, broken), rows, {row[0]: row[1] for row in described}
            )

    def _mark(self, catalogue: Catalogue, name: str, broken: Set[str]) -> str:
        by = name, catalogue.digests[name], frozenset(broken)
        if by not in self._marks:
            self._marks[by] = marked(self._snapshot, catalogue, name, broken, catalogue.digests[name])
        return self._marks[by]

    def _file(self, catalogue: Catalogue, name: str) -> Path | None:
        view = catalogue.views[name]
        if not view.stored or name in self._broken or (self._authority and not view.belongs_to):
            return None
        mark = self._mark(catalogue, name, self._broken)
        if mark not in self._sound or not self._sound[mark].exists():
            path = stored.find(self._snapshot, name, mark)
            if path is None:
                self._sound.pop(mark, None)
                return None
            self._sound[mark] = path
        return self._sound[mark]


def marked(snapshot: Snapshot, catalogue: Catalogue, name: str, broken: Set[str], by: str) -> str:
    """The fingerprint of what is kept of the view called ``name``: ``by`` says what its rows depend on but for
    ``snapshot`` and the ``broken`` views it does without."""
    inputs = catalogue.inputs([name])
    without = ""
    if cohorts.MEMBERS in inputs or any("cohorts" in catalogue.references[view] for view in inputs):
        # The one input that is put together of those that are sound.
        without = " ".join(sorted(broken & set(cohorts.names(catalogue.views))))
    # Another DuckDB may write or read a type in another way.
    return stored.fingerprint(snapshot, f"{by} {duckdb.__version__} {without}")


def needed(catalogue: Catalogue, names: Iterable[str], ready: Set[str]) -> set[str]:
    """The views called ``names`` and all they read, directly or not, but for what ``ready`` ones read."""
    needs: set[str] = set()
    waiting = [name for name in names if name in catalogue.views]
    while waiting:
        name = waiting.pop()
        if name not in needs:
            needs.add(name)
            if name not in ready:
                waiting += catalogue.reads[name] & catalogue.views.keys()
    return needs


def roots(catalogue: Catalogue, marts: Collection[str] = (), has_checks: bool = False) -> list[str]:
    """The views that somebody reads by name: ``marts`` or all of them, what other databases take of
    London's, what the database reads itself, and the checks where it ``has_checks``."""
    return [
        name
        for name, view in catalogue.views.items()
        if name in READ_BY_NAME
        or (name in marts if marts else view.layer == "marts" or view.shared)
        or (has_checks and view.layer == "checks")
    ]


def raw_of(catalogue: Catalogue, names: Iterable[str], ready: Set[str]) -> set[str]:
    """The snapshot's tables that the views called ``names`` read, but for ``ready`` ones."""
    return set().union(*(catalogue.raw[name] for name in names if name not in ready))


def references_of(
    sums: Mapping[str, str], catalogue: Catalogue, names: Iterable[str], ready: Set[str]
) -> dict[str, str]:
    """Of the reference tables' digests ``sums`` those that the views called ``names`` read, but for ``ready`` ones."""
    read = set().union(*(catalogue.references[name] for name in names if name not in ready))
    return {table: digest for table, digest in sums.items() if table in read}


def read_of(
    catalogue: Catalogue, marts: Collection[str], has_checks: bool, ready: Set[str]
) -> tuple[set[str], set[str]]:
    """The views that London's database is to hold, and the snapshot's tables that they read, but for ``ready`` ones:
    what ``marts`` read, or all that people ask for and whatever else can be had of the same tables."""
    names = needed(catalogue, roots(catalogue, marts, has_checks), ready)
    if not marts:
        names = also_there(catalogue, names, ready)
    return names, raw_of(catalogue, names, ready)


def also_there(catalogue: Catalogue, needs: Set[str], ready: Set[str]) -> set[str]:
    """``needs`` and every other view that can be had of the same tables, which costs no memory."""
    raw, names = raw_of(catalogue, needs, ready), set(needs)
    for name in catalogue.order:
        view = catalogue.views[name]
        if view.layer != "checks" and not view.stored and catalogue.reads[name] <= names and catalogue.raw[name] <= raw:
            names.add(name)
    return names
