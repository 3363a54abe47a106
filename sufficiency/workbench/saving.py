"""A question written as a view, or as a cohort: its header filled in as far as it can be."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from sufficiency.catalogue import cohorts, header, lineage
from sufficiency.catalogue.loader import Catalogue
from sufficiency.presentation.export import dictionary
from sufficiency.reference.tables import NAME
from sufficiency.result import Column, View
from sufficiency.snapshot import atomic_write

TO_WRITE = "TO WRITE"
MARTS, COHORTS = "marts", "cohorts"
NOTHING = Catalogue({}, (), {}, {})


class NotSaved(ValueError):
    """A view that is not written; the message says why and what to do."""


def text(view: View, name: str) -> str:
    """The file of ``view`` under another name; what nobody but its author knows says TO WRITE."""
    labels = [column.name for column in view.columns if not column.is_measure]
    width = max((len(column.name) for column in view.columns), default=0)
    fields = {
        "title": name.replace("_", " ").capitalize(),
        "summary": f"{TO_WRITE}: what it answers, in one sentence.",
        "grain": f"one row per {', '.join(labels) or 'snapshot'}",
        "source": view.source or f"{TO_WRITE}: where the figures come from.",
        "caveats": f"{TO_WRITE}: what a reader must know before using the figures.",
        "chart": view.chart,
        "child_level": "yes" if view.child_level else "",
    }
    lines = [f"{key + ':':<10}{value}" for key, value in fields.items() if value]
    columns = [f"  {column.name:<{width}} | {column.unit} | {_rest(column, view)}" for column in view.columns]
    checks = [f"checks:   unique {', '.join(labels)}"] if labels and not view.child_level else []
    return "\n".join(["/*", *lines, "columns:", *columns, *checks, "*/", view.sql, ""])


def cohort_text(view: View, name: str) -> str:
    """The file of the need cohort whose members are the rows of ``view``; what only its author knows says TO WRITE."""
    fields = {
        "title": name.replace("_", " ").capitalize(),
        "definition": f"{TO_WRITE}: the rule, in one sentence.",
        "source": f"{TO_WRITE}: which returns tell it.",
        "limits": f"{TO_WRITE}: whom it misses.",
    }
    lines = [f"{key + ':':<13}{value}" for key, value in fields.items()]
    return "\n".join(["/*", *lines, "*/", view.sql, ""])


def missing(written: str, name: str, layer: str = MARTS, catalogue: Catalogue = NOTHING) -> list[str]:
    """What the file lacks to be a sound view of that layer among those ``catalogue``, as 'line: what; remedy' in words.

    Empty when it lacks nothing."""
    said = [
        f"line {number}: {line.strip().partition(':')[0]} is still to be written"
        for number, line in enumerate(written.splitlines(), start=1)
        if TO_WRITE in line
    ]
    return [*said, *_of_header(written, name, layer, catalogue)]


def write(written: str, name: str, folder: Path, layer: str = MARTS, catalogue: Catalogue = NOTHING) -> Path:
    """Write the file to ``folder``; it is on screen at the next click. Raises NotSaved, OSError."""
    if not NAME.match(name):
        raise NotSaved("Name it in small letters, digits and _, beginning with a letter")
    if any(folder.glob(f"*/{name}.sql")):
        raise NotSaved(f"A view is called {name} already: choose another name")
    if wrong := missing(written, name, layer, catalogue):
        raise NotSaved("; ".join(wrong))
    path = folder / layer / f"{name}.sql"
    draft = path.with_name(atomic_write.name("view"))
    try:
        draft.write_text(written.rstrip() + "\n", encoding="utf-8")
        atomic_write.sync(draft)
        os.link(draft, path)  # Fails where somebody wrote it meanwhile.
    except FileExistsError:
        raise NotSaved(f"A view is called {name} already: choose another name") from None
    finally:
        draft.unlink(missing_ok=True)
    return path


def _of_header(written: str, name: str, layer: str, catalogue: Catalogue) -> list[str]:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / layer / f"{name if NAME.match(name) else 'view'}.sql"
        path.parent.mkdir()
        path.write_text(written, encoding="utf-8")
        try:
            view = header.read(path)
        except header.HeaderError as error:
            return [str(error)]
    if layer == COHORTS and (
        narrowed := [name for name in lineage.uses(view.sql).tables if _is_narrowed(name, catalogue)]
    ):
        return [f"{', '.join(sorted(narrowed))} has the choices made already, a need cohort among them: read everyone"]
    try:
        lineage.refuse_comma(lineage.uses(view.sql))
    except lineage.NotASelect as error:
        return [f"line {view.line + max(error.line, 1) - 1}: {error}"]
    return [words for _, words in header.unprotected(view)]


def _is_narrowed(name: str, catalogue: Catalogue) -> bool:
    return name in catalogue.views and cohorts.MEMBERS in catalogue.inputs([name])


def _rest(column: Column, view: View) -> str:
    behind = dictionary.made_from(column, view)
    return f"{column.meaning} | {behind}" if behind else column.meaning
