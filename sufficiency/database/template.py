"""What every database of a catalogue holds alike, reference tables, macros and views, in one file of this process.

To copy them takes a sixth of what it takes to create them one by one. The file holds nothing of any snapshot, and
goes with the process.
"""

from __future__ import annotations

import atexit
import contextlib
import tempfile
import threading
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb

from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import builder, columns, contents, priority
from sufficiency.database.built import NOTHING, Built, Comparators

# As shares of the views wanted: what a template may lack, to be created one by one, and what it may have too many, to
# be dropped, which takes less.
MOST_LACKING, MOST_BESIDE = 0.25, 1.5
# Bytes of a block: each of a hundred small tables has its own, of 256 KiB where nothing is said.
BLOCK = 16_384
FILE = "template.duckdb"


@dataclass(frozen=True)
class _Template:
    place: tempfile.TemporaryDirectory[str]
    built: Built
    reference: dict[str, str]


@dataclass(frozen=True)
class Wanted:
    """What a database is to hold: the views called ``names`` of ``catalogue``, and the tables of ``folder`` whose
    digests are ``sums``; those of other databases are taken from ``shared`` where there is one."""

    catalogue: Catalogue
    names: Collection[str]
    folder: Path
    sums: Mapping[str, str]
    shared: Comparators | None

    def alike(self) -> dict[str, Mapping[str, str]]:
        """The columns of each view that is the same in every database, and sound as was found before."""
        held: dict[str, Mapping[str, str]] = {}
        for name in self.names:
            view = self.catalogue.views[name]
            # One that reads which cohorts are sound is another where one of them is not.
            if view.stored or (view.shared and self.shared) or "cohorts" in self.catalogue.references[name]:
                continue
            if (
                told := columns.remembered(columns.by(self.catalogue.digests[name], is_own=self.shared is None))
            ) is not None:
                held[name] = told
        return held


class Templates:
    """The template of a process, made when a second database asks for much the same; threads may share one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: _Template | None = None
        self._asked: Mapping[str, str] = {}
        self._is_refused = False  # The disk takes none.

    def copied(
        self, con: duckdb.DuckDBPyConnection, wanted: Wanted, *, makes: bool = True
    ) -> tuple[Built, dict[str, str]]:
        """Copy what a template has of ``wanted`` into ``con``'s database in memory, which holds no view yet.

        Gives what is there then, for the builder to bring level: views, each as it is wanted, and the digests of
        the reference tables. Nothing where there is no template, and it ``makes`` none.
        """
        held = wanted.alike()
        digests = {name: wanted.catalogue.digests[name] for name in held}
        with self._lock:
            template = self._fitting(wanted, digests, makes)
            if template is None or not self._copy(con, template):
                return NOTHING, {}
        there = dict(digests.items() & template.built.digests.items())
        for name in template.built.digests.keys() - there.keys():
            con.execute(f"drop view {name}")
        built = replace(template.built, digests=there, columns={name: held[name] for name in there})
        return built, template.reference

    def forget(self) -> None:
        """Let the template and its file go."""
        if self._kept:
            self._kept.place.cleanup()
        self._kept = None

    def _fitting(self, wanted: Wanted, digests: Mapping[str, str], makes: bool) -> _Template | None:
        if self._kept and _is_much_of(digests, self._kept.built.digests):
            return self._kept
        if not makes:
            return None
        if self._is_refused or not _is_much_of(digests, self._asked):
            self._asked = digests
            return None
        self.forget()
        try:
            place = tempfile.TemporaryDirectory(prefix="template-", ignore_cleanup_errors=True)
            built = _make(Path(place.name, FILE), wanted, digests)
        except (duckdb.Error, OSError):
            self._is_refused = True
            return None
        self._kept = _Template(place, built, dict(wanted.sums))
        atexit.register(place.cleanup)
        return self._kept

    def _copy(self, con: duckdb.DuckDBPyConnection, template: _Template) -> bool:
        try:
            con.execute(f"attach '{Path(template.place.name, FILE)}' as template (read_only)")
            con.execute("copy from database template to memory; detach template")
        except duckdb.Error:  # Whoever tidies the machine's temporary files has cleared it away.
            self.forget()
            return False
        return True


TEMPLATES = Templates()


def _is_much_of(wanted: Mapping[str, str], there: Mapping[str, str]) -> bool:
    same = len(wanted.items() & there.items())
    lacking, beside = len(wanted) - same, len(there) - same
    return bool(wanted) and lacking <= MOST_LACKING * len(wanted) and beside <= MOST_BESIDE * len(wanted)


def _make(file: Path, wanted: Wanted, names: Collection[str]) -> Built:
    with contextlib.closing(priority.run_giving_way(lambda: duckdb.connect(config=contents.SAFE))) as con:
        con.execute(f"attach '{file}' as template (block_size {BLOCK}); use template; create schema ref")
        built = builder.build(
            con,
            wanted.catalogue,
            NOTHING,
            is_synthetic=True,  # Nothing of anybody's is held, that an error could quote.
            prepare=lambda con: contents.load_reference(con, wanted.folder, {}, wanted.sums),
            shared=wanted.shared,
            names=set(names),
        )
        con.execute("commit; use memory; detach template")
    return built
