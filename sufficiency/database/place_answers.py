"""What each mart answers for all, one sub-region and one authority, worked out ahead and kept beside a snapshot.

A mart is asked for one place and nothing else more often than for anything else, and the engine takes far longer to
plan the question than to read these rows. They are the mart's own, as they stand before the gate: whoever asks passes
the same checks, and has the same protected, as if the engine had just worked them out. Of marts of single children
there are none.
"""

from __future__ import annotations

import json
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from sufficiency.choices import Option, default_grouping
from sufficiency.database import stored_tables
from sufficiency.database.built import NOTHING, Built
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.result import Choices
from sufficiency.snapshot import forecasts, stored

KIND, NAMED = "arrow", "answers-"  # of the files, a mart each: answers-<mart>~<fingerprint>~<sha256>.arrow
PLACES = b"places"  # in a file's schema: what each of its batches answers, in order
ALL = ""
_BY = ("area", "authority")
EACH = "borough"  # the grouping in which each authority is an area
# Frames like those that a cursor of a database of ours gives are made by a database of nothing.
_FRAMES = duckdb.connect(config={"threads": 1, "enable_external_access": False})


@dataclass(frozen=True)
class Ready:
    """The marts whose answer to one question is at hand: it was made of ``built``, and of ``place``."""

    built: Built = NOTHING
    place: str = ALL
    files: Mapping[str, Kept] = field(default_factory=dict)

    def __contains__(self, name: object) -> bool:
        return name in self.files

    def rows(self, name: str) -> pd.DataFrame:
        """The rows of the mart called ``name``, as ``select *`` gives them."""
        return self.files[name].rows(self.place)


class Kept:
    """One file: a mart's answers, a batch a place. It stays readable when the file is removed."""

    def __init__(self, path: Path) -> None:
        """Open ``path``; raises OSError and pa.ArrowException."""
        self._reader = pa.ipc.open_file(pa.memory_map(str(path)))
        self._at = {place: n for n, place in enumerate(json.loads(self._reader.schema.metadata[PLACES]))}

    def holds(self, place: str) -> bool:
        """True when there is an answer for ``place``."""
        return place in self._at

    def rows(self, place: str) -> pd.DataFrame:
        """The answer for ``place``, with the types that a cursor's frames have."""
        answer = pa.Table.from_batches([self._reader.get_batch(self._at[place])])
        cursor = _FRAMES.cursor()
        try:
            frame: pd.DataFrame = cursor.from_arrow(answer).df()
        finally:
            cursor.close()
        return frame


class _Files:
    """The files beside one scope's snapshot that fit its views as they are."""

    def __init__(self) -> None:
        self._built, self._looked = NOTHING, -1
        self._kept: dict[str, Kept | None] = {}
        self._lock = threading.Lock()

    def of(self, scope: Scope, built: Built, name: str) -> Kept | None:
        """The answers of the mart called ``name``; looked for again when any file has come or gone."""
        folder = scope.snapshot.folder / stored.FOLDER
        changed = folder.stat().st_mtime_ns if folder.exists() else 0
        with self._lock:
            if built is not self._built:
                self._kept.clear()
            elif changed != self._looked:
                self._kept = {mart: kept for mart, kept in self._kept.items() if kept}
            self._built, self._looked = built, changed
            if name not in self._kept:
                self._kept[name] = _opened(scope, built, name)
            return self._kept[name]


_FILES: weakref.WeakKeyDictionary[Scope, _Files] = weakref.WeakKeyDictionary()
_LOCK = threading.Lock()


def ready(scope: Scope, names: Iterable[str], chosen: Choices, as_at: date) -> Ready:
    """Which of the marts called ``names`` have their answer to ``chosen`` at hand: those of London's database at the
    date it begins with, where one place is chosen or none, and nothing else."""
    built = scope.built
    place = _place(chosen)
    if scope.name != PAN_LONDON or as_at != scope.as_at or place is None:
        return Ready()
    with _LOCK:
        files = _FILES.setdefault(scope, _Files())
    kept_by_name = {name: files.of(scope, built, name) for name in names if _may_be_kept(built, name)}
    return Ready(built, place, {name: kept for name, kept in kept_by_name.items() if kept and kept.holds(place)})


def lacking(scope: Scope) -> list[str]:
    """The marts of ``scope`` that have no file that fits."""
    built = scope.built
    return [name for name in built.columns if _may_be_kept(built, name) and _opened(scope, built, name) is None]


def places(options: Sequence[Option]) -> dict[str, Choices]:
    """What is worked out ahead, by the name of the place: nothing chosen, one sub-region or authority of ``options``,
    and each authority as an area of its own, for marts whose rows are of areas."""
    grouping = default_grouping()
    offered = [option for option in options if option.choice in _BY and option.grouping in ("", grouping)]
    alone: dict[str, Choices] = {option.value: {option.choice: (option.value,)} for option in offered}
    as_areas: list[Choices] = [
        {"authority": (option.value,), "grouping": (EACH,)} for option in offered if option.choice == "authority"
    ]
    return {ALL: {}} | alone | {str(_place(chosen)): chosen for chosen in as_areas}


def is_asked(built: Built, name: str, chosen: Choices) -> bool:
    """Whether pages ask the mart called ``name`` for ``chosen``: one authority as an area only where it has areas."""
    return "grouping" not in chosen or "area_name" in built.columns[name]


def keep(scope: Scope, name: str, answers: Mapping[str, pa.Table]) -> None:
    """Keep the ``answers`` of the mart called ``name`` by place; raises OSError when the disk will not."""
    schema = next(iter(answers.values())).schema
    told = schema.with_metadata({PLACES: json.dumps(list(answers)).encode()})
    batches = [answer.combine_chunks().to_batches() for answer in answers.values()]
    whole = [parts[0] if parts else pa.RecordBatch.from_pylist([], schema=schema) for parts in batches]
    stored.write_batches(scope.snapshot, NAMED + name, mark(scope, scope.built, name), told, whole)


def tidy(scope: Scope) -> None:
    """Remove the files that no longer fit and that nobody has taken for long."""
    current = {(NAMED + name, mark(scope, scope.built, name)) for name in scope.built.columns}
    stored.clear(scope.snapshot, current, KIND)


def mark(scope: Scope, built: Built, name: str) -> str:
    """What the answers of the mart called ``name`` depend on."""
    catalogue = built.catalogue
    of_forecast = forecasts.TABLES.keys() & stored_tables.raw_of(catalogue, catalogue.inputs([name]), frozenset())
    forecast = forecasts.stamp(scope.snapshot) if of_forecast else ()
    by = f"{catalogue.digests[name]} {scope.as_at} {forecast}"
    return stored_tables.marked(scope.snapshot, catalogue, name, built.problems.keys(), by)


def _may_be_kept(built: Built, name: str) -> bool:
    view = built.catalogue.views.get(name)
    return view is not None and view.layer == "marts" and not view.child_level and not view.is_single


def _place(chosen: Choices) -> str | None:
    """The one place that is chosen, ALL for none; None where anything else is, or several are."""
    narrowed = {key: values for key, values in chosen.items() if values and key != "as_at"}
    end = ""
    if narrowed.get("grouping") == (EACH,) and "authority" in narrowed:
        end = f" {EACH}"
        del narrowed["grouping"]
    if not narrowed:
        return ALL
    [(key, values), *others] = narrowed.items()
    return f"{values[0]}{end}" if key in _BY and len(values) == 1 and not others else None


def _opened(scope: Scope, built: Built, name: str) -> Kept | None:
    path = stored.find(scope.snapshot, NAMED + name, mark(scope, built, name), KIND)
    try:
        return Kept(path) if path else None
    except (OSError, pa.ArrowException):
        return None
