"""What an import spends its time on, stage by stage: ``python -m tests.benchmarks.importing [FOLDER] [--scale 1]``.

Without a folder an invented London is made first. It is loaded into a data folder of its own, with every check and
every view, as ``python -m sufficiency ingest`` does. Of each stage the seconds of the processor that are its own,
without those of stages inside it; on a busy machine trust the shares. Printed to be read, never asserted.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import click

from sufficiency import checks
from sufficiency.database import making
from sufficiency.loading import import_checks, ingest, publishing
from sufficiency.returns import (
    cells,
    consistency,
    degrade,
    found_checks,
    hashing,
    importing,
    joining,
    joins,
    postcodes,
    record_rules,
    splitting,
    versions,
)
from sufficiency.snapshot import store
from sufficiency.synthetic import synthesise

REST = "What lies between"
# Of each stage the functions in which it happens, by where they are called from.
STAGES: dict[str, tuple[tuple[ModuleType, str], ...]] = {
    "Files read": ((importing, "files"), (importing, "read_file")),
    "Cells made dates and numbers": ((cells, "load"), (versions, "settle")),
    "Rows checked": (
        (importing, "_check_table"),
        (consistency, "check"),
        (record_rules, "check"),
        (joins, "check"),
        (found_checks, "check"),
        (postcodes, "check"),
    ),
    "Postcodes found, rows degraded": ((postcodes, "locate"), (hashing, "number_children"), (degrade, "tables")),
    "Units kept": ((splitting, "split"), (ingest, "_keep")),
    "Compared with what is served": ((import_checks, "compare"),),
    "Years joined": ((joining, "join"),),
    "Stored views made": ((making, "make_lacking"),),
    "Database built": ((publishing, "Scope"),),
    "Every view tried": ((checks, "inspect"),),
    "Snapshot written": ((store, "write"),),
}


class Watch:
    """The seconds of the processor of each stage; one inside another counts for itself alone."""

    def __init__(self) -> None:
        self.taken: Counter[str] = Counter()
        self._open: list[float] = []

    @contextmanager
    def over(self, stage: str) -> Iterator[None]:
        """Measure ``stage`` as long as this lasts."""
        began = time.process_time()
        self._open.append(0.0)
        try:
            yield
        finally:
            whole, inside = time.process_time() - began, self._open.pop()
            self.taken[stage] += whole - inside
            if self._open:
                self._open[-1] += whole

    def timed(self, stage: str, call: Callable[..., Any]) -> Callable[..., Any]:
        """``call``, measured as part of ``stage``; what it yields is worked out in it."""

        def measured(*given: Any, **named: Any) -> Any:
            with self.over(stage):
                answer = call(*given, **named)
                return iter(list(answer)) if isinstance(answer, Iterator) else answer

        return measured


def measured(folder: Path) -> dict[str, float]:
    """Seconds of the processor of each stage of an import of ``folder`` into a data folder of its own."""
    watch = Watch()
    were = {(module, name): getattr(module, name) for places in STAGES.values() for module, name in places}
    before = os.environ.get("SUFFICIENCY_DATA")
    with tempfile.TemporaryDirectory() as data:
        os.environ["SUFFICIENCY_DATA"] = data
        try:
            for stage, places in STAGES.items():
                for module, name in places:
                    setattr(module, name, watch.timed(stage, getattr(module, name)))
            with watch.over(REST):
                outcome = ingest.ingest(folder, ingest.Wanted("a benchmark", is_synthetic=True))
            assert outcome.snapshot is not None, outcome.why_not
        finally:
            for (module, name), call in were.items():
                setattr(module, name, call)
            if before is None:
                del os.environ["SUFFICIENCY_DATA"]
            else:
                os.environ["SUFFICIENCY_DATA"] = before
    return {stage: watch.taken[stage] for stage in (*STAGES, REST)}


def of_london(scale: float) -> dict[str, float]:
    """As :func:`measured`, of an invented London ``scale`` times its size, six years."""
    with tempfile.TemporaryDirectory() as made:
        synthesise(Path(made, "made"), scale=scale)
        return measured(Path(made, "made"))


@click.command()
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--scale", default=1.0, show_default=True, help="Of the London that is invented without a folder.")
def main(folder: Path | None, scale: float) -> None:
    """Print each stage's seconds of the processor and its share."""
    taken = measured(folder) if folder else of_london(scale)
    whole = sum(taken.values())
    for stage, seconds in taken.items():
        click.echo(f"{stage:34}{seconds:8.2f} s{100 * seconds / whole:6.0f} %")
    click.echo(f"{'In all':34}{whole:8.2f} s")


if __name__ == "__main__":
    main()
