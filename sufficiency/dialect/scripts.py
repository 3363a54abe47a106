"""The whole catalogue as files of Spark SQL, to be run in order: choices, tables, views, and what cannot run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sufficiency import __version__
from sufficiency.catalogue.loader import Catalogue
from sufficiency.dialect import functions, guide, spark, tables
from sufficiency.result import View
from sufficiency.snapshot.store import Snapshot

# Alone on a line between two statements of a file.
END = ";"
# Folders of the views: as they are with nothing chosen, and those to be made again after a choice.
VIEWS, OF_CHOICES = "5_views", "6_after_a_choice"


@dataclass(frozen=True)
class Script:
    """Files of statements by path in the order to run them, and why each view that is in none cannot run."""

    files: Mapping[str, tuple[str, ...]]
    cannot_run: Mapping[str, str] = field(default_factory=dict)
    without_function: Mapping[str, str] = field(default_factory=dict)

    def statements(self, *, after_a_choice: bool = False) -> list[str]:
        """Every statement, in order: of what is made once, or of what is made again after a choice."""
        return [
            statement
            for path, statements in self.files.items()
            if path.startswith(OF_CHOICES) == after_a_choice
            for statement in statements
        ]


def make(
    snapshot: Snapshot, catalogue: Catalogue, out: Path, snapshot_at: str, reference_at: str, *, as_tables: bool = False
) -> Script:
    """The files for ``snapshot``, whose Parquet lies at ``snapshot_at``; reference tables are written to
    ``out``/reference, and read at ``reference_at``.

    With ``as_tables`` each view that others read is a table, of what is chosen when it is made: Spark plans views
    on views anew at each question, which takes minutes where many stand on one another.
    """
    created, without = functions.statements(catalogue)
    files: dict[str, tuple[str, ...]] = {
        "1_choices.sql": tuple(tables.of_choices(snapshot.as_at.isoformat())),
        "2_reference.sql": tuple(tables.of_reference(snapshot, catalogue, out / "reference", reference_at)),
        "3_snapshot.sql": tuple(tables.of_snapshot(snapshot, catalogue, snapshot_at)),
        "4_functions.sql": tuple(created),
    }
    read = frozenset().union(*catalogue.reads.values()) if as_tables else frozenset()
    chosen = _of_choices(catalogue) if as_tables else frozenset()
    unchosen = catalogue.inputs(set(catalogue.order) - chosen)
    cannot_run: dict[str, str] = {}
    after: dict[str, tuple[str, ...]] = {}
    for number, name in enumerate(catalogue.order, start=1):
        why = _why_not(catalogue.views[name], catalogue, cannot_run)
        if not why:
            try:
                made_so = tuple(of_view(catalogue.views[name], catalogue.macros, is_table=name in read))
            except spark.CannotRun as error:
                why = str(error)
        if why:
            cannot_run[name] = why
            continue
        if name in unchosen:
            files[f"{VIEWS}/{number:03}_{name}.sql"] = made_so
        if name in chosen:
            after[f"{OF_CHOICES}/{number:03}_{name}.sql"] = made_so
    return Script({**files, **after}, cannot_run, without)


def of_view(view: View, macros: Mapping[str, str], *, is_table: bool = False) -> list[str]:
    """The statements that make one view: a stored one is a table, which no choice changes; others when asked."""
    sql = spark.select(view.sql, macros)
    if view.stored or is_table:
        return [f"drop table if exists {view.name}", f"create table {view.name} using parquet as\n{sql}"]
    return [f"create or replace temporary view {view.name} as\n{sql}"]


def _of_choices(catalogue: Catalogue) -> frozenset[str]:
    """The views to be made again after a choice: stored ones are of nothing chosen, whatever they read."""
    return frozenset(name for name in catalogue.follows if not catalogue.views[name].stored)


def write(script: Script, out: Path, snapshot: Snapshot, catalogue: Catalogue) -> None:
    """Write the files of ``script`` with a guide and a manifest to the folder ``out``; raises OSError."""
    for path, statements in script.files.items():
        target = out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_text(statements, _heading(path, catalogue)), encoding="utf-8")
    said = {
        "dialect": "spark",
        "tool_version": __version__,
        "snapshot": snapshot.id,
        "as_at": snapshot.as_at.isoformat(),
        "is_synthetic": snapshot.is_synthetic,
        "files": list(script.files),
        "cannot_run": dict(script.cannot_run),
        "differs": {name: view.differs for name, view in catalogue.views.items() if view.differs},
        "macros_without_function": dict(script.without_function),
    }
    again = OF_CHOICES if script.statements(after_a_choice=True) else ""
    (out / "manifest.json").write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (out / "README.md").write_text(guide.text(snapshot, script.cannot_run, again), encoding="utf-8")


def _why_not(view: View, catalogue: Catalogue, cannot_run: Mapping[str, str]) -> str:
    if view.cannot_run:
        return view.cannot_run
    if broken := sorted(catalogue.reads[view.name] & cannot_run.keys()):
        return f"reads {', '.join(broken)}, which cannot run"
    return ""


def _heading(path: str, catalogue: Catalogue) -> str:
    view = catalogue.views.get(Path(path).stem.partition("_")[2]) if path.startswith((VIEWS, OF_CHOICES)) else None
    if view is None:
        return ""
    lines = [view.title, view.summary, f"Grain: {view.grain}", f"Source: {view.source}", view.caveats]
    return "".join(f"-- {line}\n" for line in lines if line and not line.endswith(": "))


def _text(statements: Iterable[str], heading: str) -> str:
    return heading + "".join(f"{statement}\n{END}\n" for statement in statements)
