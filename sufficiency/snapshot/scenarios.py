"""Scenarios that people saved, beside the snapshot's forecast, and the tables of one that is looked at.

``<snapshot>/scenarios/<person>.json``, one file a person, whose name is a digest. Nobody reads another
person's. Nothing of a scenario is written to any log.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path

from sufficiency.snapshot import atomic_write
from sufficiency.snapshot.store import Snapshot

FOLDER = "scenarios"
MOST = 50  # one person's
Saved = dict[str, tuple[dict[str, tuple[str, ...]], str]]
# The tables of a scenario, empty in a database but for whoever looks at one.
TABLES: dict[str, dict[str, str]] = {
    "scenario": {
        "level": "VARCHAR",
        "grouping": "VARCHAR",
        "area_name": "VARCHAR",
        "authority_code": "VARCHAR",
        "kind": "VARCHAR",
        "category_code": "VARCHAR",
        "months_ahead": "INTEGER",
        "difference": "DOUBLE",
        "difference_low": "DOUBLE",
        "difference_high": "DOUBLE",
        # What the simulation expects with no change; and, of figures that are protected, the shown ones
        # that the difference is of, in place of the forecast's own.
        "simulated": "DOUBLE",
        "is_of_shown": "BOOLEAN",
        "shown": "DOUBLE",
        "low_80": "DOUBLE",
        "high_80": "DOUBLE",
        "low_95": "DOUBLE",
        "high_95": "DOUBLE",
    },
    "scenario_levers": {"lever": "VARCHAR", "value": "DOUBLE"},
}


def saved(snapshot: Snapshot, person: str) -> Saved:
    """The scenarios of the person called ``person``: by name the choices of place and the words of the
    levers (``planning.scenario.parsed``). What cannot be read is none."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
        held = json.loads(_file(snapshot, person).read_text(encoding="utf-8"))
        return {
            str(name): ({str(key): tuple(map(str, v)) for key, v in scenario["place"].items()}, str(scenario["levers"]))
            for name, scenario in held.items()
        }
    return {}


def save(snapshot: Snapshot, person: str, name: str, place: Mapping[str, tuple[str, ...]], levers: str) -> None:
    """Keep a scenario under ``name``, in place of one of that name; the oldest goes where there are ``MOST``.

    Raises OSError when the disk will not.
    """
    held = saved(snapshot, person)
    held.pop(name, None)
    held[name] = (dict(place), levers)
    _write(snapshot, person, dict(list(held.items())[-MOST:]))


def drop(snapshot: Snapshot, person: str, name: str) -> None:
    """Forget the scenario called ``name``; raises OSError when the disk will not."""
    held = saved(snapshot, person)
    if held.pop(name, None) is not None:
        _write(snapshot, person, held)


def _file(snapshot: Snapshot, person: str) -> Path:
    digest = hashlib.sha256(f"{snapshot.id}\0{person.casefold()}".encode()).hexdigest()[:32]
    return snapshot.folder / FOLDER / f"{digest}.json"


def _write(snapshot: Snapshot, person: str, held: Saved) -> None:
    path = _file(snapshot, person)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.parent / atomic_write.name("saving")
    told = {name: {"place": place, "levers": levers} for name, (place, levers) in held.items()}
    try:
        draft.write_text(json.dumps(told), encoding="utf-8")
        atomic_write.sync(draft, is_private=True)
        os.replace(draft, path)
    finally:
        draft.unlink(missing_ok=True)
