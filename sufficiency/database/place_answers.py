"""What each mart answers for all, one sub-region and one authority, worked out ahead and kept beside a snapshot.

A mart is asked for one place and nothing else more often than for anything else, and to plan the question, protect the
rows and work out intervals takes far longer than to read an answer. Kept are answers as they are given: those of exact
figures to people entitled to them, those that are protected, by profile, to others. Of marts of single children
there are none, and none of what a profile may not be given.
"""

from __future__ import annotations

import functools
import hashlib
import json
import threading
import weakref
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pyarrow as pa

from sufficiency import settings
from sufficiency.choices import Option, default_grouping
from sufficiency.database import compared_with, counted, kept_results, senders, served_views, stored_tables
from sufficiency.database.built import NOTHING, Built
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.result import Choices, Result, View
from sufficiency.snapshot import forecasts, stored

KIND, NAMED = "arrow", "answers-"  # of the files, a mart each: answers-<mart>~<fingerprint>~<sha256>.arrow
ANSWERED = b"answered"  # in a file's schema: for which profile and place each of its batches is, in order
ALL = ""
_BY = ("area", "authority")
# Views that every answer rests on beside its own: which authorities are small, who counts and what stands beside.
BESIDE = ("everyone", counted.VIEW, senders.COUNTED, compared_with.COMPARATOR, compared_with.LINE)
EACH = "borough"  # the grouping in which each authority is an area
Asked = tuple[str, str]  # a profile and a place
ROOMS = ("*.py", *(f"{room}/*.py" for room in ("catalogue", "database", "disclosure", "reference", "snapshot")))


@dataclass(frozen=True)
class Ready:
    """The marts whose answer to one question is at hand: it was made of ``built``, for ``asked``."""

    built: Built = NOTHING
    asked: Asked = ("", ALL)
    files: Mapping[str, Kept] = field(default_factory=dict)

    def result(self, name: str) -> Result:
        """What the mart called ``name`` answers."""
        return self.files[name].result(self.asked, self.built)


class Kept:
    """One file: a mart's answers, a batch for each profile and place. It stays readable when the file is removed."""

    def __init__(self, path: Path) -> None:
        """Open ``path``; raises OSError and pa.ArrowException."""
        self._reader = pa.ipc.open_file(pa.memory_map(str(path)))
        answered = json.loads(self._reader.schema.metadata[ANSWERED])
        self._at = {(profile, place): n for n, (profile, place) in enumerate(answered)}

    def holds(self, asked: Asked) -> bool:
        """True when there is an answer to what is ``asked``."""
        return asked in self._at

    def result(self, asked: Asked, built: Built) -> Result:
        """The answer, of a view of ``built``."""
        batch = self._reader.get_batch(self._at[asked])
        return kept_results.as_result(batch, served_views.visible(built, kept_results.form_of(batch)))


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


def ready(scope: Scope, names: Iterable[str], chosen: Choices, as_at: date, profile: str) -> Ready:
    """Which of the marts called ``names`` have their answer to ``chosen`` for ``profile`` at hand: those of London's
    database at the date it begins with, where one place is chosen or none, and nothing else."""
    built = scope.built
    place = _place(chosen)
    if scope.name != PAN_LONDON or as_at != scope.as_at or place is None:
        return Ready()
    with _LOCK:
        files = _FILES.setdefault(scope, _Files())
    kept_by_name = {name: files.of(scope, built, name) for name in names if _may_be_kept(built, name)}
    asked = profile, place
    return Ready(built, asked, {name: kept for name, kept in kept_by_name.items() if kept and kept.holds(asked)})


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


def keep(scope: Scope, name: str, answers: Mapping[Asked, pa.RecordBatch]) -> None:
    """Keep the ``answers`` of the mart called ``name``; raises OSError when the disk will not."""
    schema = kept_results.SCHEMA.with_metadata({ANSWERED: json.dumps(list(answers)).encode()})
    stored.write_batches(scope.snapshot, NAMED + name, mark(scope, scope.built, name), schema, list(answers.values()))


def tidy(scope: Scope) -> None:
    """Remove the files that no longer fit and that nobody has taken for long."""
    current = {(NAMED + name, mark(scope, scope.built, name)) for name in scope.built.columns}
    stored.clear(scope.snapshot, current, KIND)


def mark(scope: Scope, built: Built, name: str) -> str:
    """What the answers of the mart called ``name`` depend on: what its rows do, the headers by which they are
    protected, which authorities are small and who counts, all reference tables, and how this tool protects them."""
    catalogue = built.catalogue
    forms = served_views.forms(catalogue, name)
    headers = [_header(catalogue.views[form]) for form in forms]
    of_forecast = forecasts.TABLES.keys() & stored_tables.raw_of(catalogue, catalogue.inputs(forms), frozenset())
    forecast = forecasts.stamp(scope.snapshot) if of_forecast else ()
    digests = [catalogue.digests.get(each, "") for each in (*forms, *BESIDE)]
    by = f"{digests} {headers} {sorted(built.references.items())} {scope.region} {scope.as_at} {forecast} {_code()}"
    return stored_tables.marked(scope.snapshot, catalogue, name, built.problems.keys(), by)


def _header(view: View) -> str:
    """All that a header says, wherever its file lies."""
    return repr(replace(view, path=None, line=1, sql="", origins=dict(sorted(view.origins.items()))))


@functools.cache
def _code() -> str:
    """A digest of the modules that answer: another way to protect or to count makes other answers."""
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in answering_modules())).hexdigest()


def answering_modules() -> list[Path]:
    """The modules of this tool that a query is answered by."""
    package = settings.ROOT / "sufficiency"
    return sorted(path for room in ROOMS for path in package.glob(room))


def _may_be_kept(built: Built, name: str) -> bool:
    view = built.catalogue.views.get(name)
    if view is None or view.layer != "marts" or name in built.problems:
        return False
    return not view.child_level and not view.is_single


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
