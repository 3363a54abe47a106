"""A question written as a view, or as a cohort: its header filled in as far as it can be."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sufficiency import checks
from sufficiency.catalogue import cohorts, header, lineage
from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import errors
from sufficiency.presentation import charts
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


def disagreement(written: str, name: str, selected: list[str]) -> str:
    """What the header of a sound file and its SELECT, which gives the columns ``selected``, disagree about; '' for
    nothing."""
    with _read(written, name, MARTS) as view:
        declared = [column.name for column in view.columns]
    return errors.difference(declared, selected) if declared != selected else ""


def select_of(written: str) -> str:
    """The SELECT under the header."""
    return written.partition("*/")[2].strip()


def carried(begun: str, earlier: str, written: str) -> str:
    """``begun`` with what its author wrote into ``earlier``, as ``written``: another name or question loses none of it.

    A header's line is known by its key, a column's by its name; the SELECT stays as it is written unless another is
    asked.
    """
    before, there = _lines(earlier), _lines(begun)
    if select_of(begun) == select_of(earlier):
        for key, line in there.items():
            if before.get(key, line) != line:
                written = written.replace(before[key], line, 1)
        return written
    mine = {key: line for key, line in _lines(written).items() if before.get(key) != line}
    lines: list[str] = []
    for key, line in there.items():
        if key == "columns:":
            lines += (line for key, line in mine.items() if key not in there and key.endswith(":"))
        lines.append(mine.get(key, line))
    return "\n".join(["/*", *lines, "*/", select_of(begun), ""])


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
    try:
        with _read(written, name, layer) as view:
            if layer == COHORTS:
                narrowed = [name for name in lineage.uses(view.sql).tables if _is_narrowed(name, catalogue)]
                if narrowed:
                    which = ", ".join(sorted(narrowed))
                    return [f"{which} has the choices made already, a need cohort among them: read everyone"]
            lineage.refuse_comma(lineage.uses(view.sql))
            told = [*checks.header_faults(view), charts.fault(view)] if layer == MARTS else []
    except header.HeaderError as error:
        return [str(error)]
    except lineage.NotASelect as error:
        return [f"line {view.line + max(error.line, 1) - 1}: {error}"]
    return [re.sub(r"^sql/\w+/\w+\.sql:(\d+):", r"line \1:", words) for words in told if words]


@contextmanager
def _read(written: str, name: str, layer: str) -> Iterator[View]:
    """The file as the catalogue reads it, there while its faults are looked for. Raises header.HeaderError."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / layer / f"{name if NAME.match(name) else 'view'}.sql"
        path.parent.mkdir()
        path.write_text(written, encoding="utf-8")
        yield header.read(path)


def _lines(written: str) -> dict[str, str]:
    """The lines of a header by key ('title:') or column, each with the lines that go on from it."""
    lines: dict[str, str] = {}
    last = ""
    for line in written.partition("/*")[2].partition("*/")[0].strip("\n").splitlines():
        key = re.match(r"(\w+:)|\s+(\w+)\s*\|", line)
        if key:
            last = key[1] or key[2]
        lines[last] = f"{lines[last]}\n{line}" if last in lines and not key else line
    return lines


def _is_narrowed(name: str, catalogue: Catalogue) -> bool:
    return name in catalogue.views and cohorts.MEMBERS in catalogue.inputs([name])


def _rest(column: Column, view: View) -> str:
    behind = dictionary.made_from(column, view)
    return f"{column.meaning} | {behind}" if behind else column.meaning
