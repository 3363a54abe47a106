"""Commands that take returns in and say which snapshot is served."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyarrow as pa

from sufficiency import invented
from sufficiency.audit import log
from sufficiency.audit.log import Act
from sufficiency.cli.terminal import operator, progress, words
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot

if TYPE_CHECKING:
    from sufficiency.returns import Import

MOST_NOTES = 20


@click.command()
@click.argument("returns", metavar="IN", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--synthetic", is_flag=True, help="The returns describe no real child.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Problems, as CSV.")
@click.option("--name", default=None, hidden=True)
def ingest(returns: Path, synthetic: bool, report: Path | None, name: str | None) -> None:
    """Read the returns in IN, report every problem, and make a new snapshot of what is valid.

    Ends with 0 when all is clean, 1 when some problems were met, 2 when nothing was accepted.
    """
    sys.exit(_ingest(returns, synthetic=synthetic, report=report, name=name))


@click.command()
@click.option("--use", metavar="NAME", help="Verify this snapshot, then serve it.")
def snapshots(use: str | None) -> None:
    """List snapshots, say which is current, and verify the checksums of each."""
    sys.exit(_use(use) if use else _list())


def _ingest(folder: Path, *, synthetic: bool, report: Path | None, name: str | None = None) -> int:
    """Read ``folder`` into a new snapshot; 0 clean, 1 with problems, 2 nothing accepted."""
    from sufficiency import returns

    if synthetic and (real := invented.strangers(folder)):
        click.echo(
            f"{folder / real[0]} is not as synthesise made it, nor are {len(real) - 1:,} others. --synthetic opens "
            "what is read to anyone, so it takes only what synthesise made; leave it out for returns about children. "
            "The current snapshot is as it was.",
            err=True,
        )
        return 2
    try:
        with progress("Reading returns") as step:
            read = returns.read(
                folder,
                key=returns.hash_key(synthetic),
                progress=lambda what, done, total: step(what, done / max(total, 1)),
            )
        _tell(read)
        if report:
            returns.write_report(read.problems, report, read.notes)
            click.echo(f"Every problem, with file, line, column, value and remedy: {report}")
        elif read.problems.num_rows:
            click.echo("Give --report FILE.csv to see every problem and its remedy")
        # Told before it is made: what is served of real children is never without a trace.
        _record(Act("import", operator(), subject=f"returns of {folder.name}"), is_demanded=not synthetic)
        made = store.write(read.tables, is_synthetic=synthetic, name=name, prepare=_store_views)
    except (store.SnapshotError, returns.KeyProblem, log.LogUnavailable, OSError) as error:
        click.echo(f"{words(error)}. The current snapshot is as it was.", err=True)
        return 2
    told = f"{len(made.authorities)} authorities, as at {made.as_at}"
    rows = read.counts.rows_accepted
    _record(Act("import", operator(), snapshot=made.id, subject=told, rows=rows), is_demanded=False)
    click.echo(f"Snapshot {made.id}: {told}")
    return 1 if read.problems.num_rows else 0


def _record(act: Act, *, is_demanded: bool) -> None:
    """Write one act down; raises LogUnavailable where that cannot be and the act must not be without it."""
    try:
        log.record(act, durable=True)
    except log.LogUnavailable:
        if is_demanded:
            raise


def _store_views(made: Snapshot) -> None:
    """Make the stored views before anybody is served from ``made``; what is wrong with one keeps
    nobody from the rest, and is told to whoever opens it."""
    from sufficiency.database.scope import Scope

    with contextlib.suppress(store.SnapshotError):
        Scope(made, say=click.echo).close()


def _tell(read: Import) -> None:
    counts = read.counts
    click.echo(
        f"{counts.files:,} files, {counts.files_rejected:,} not readable; "
        f"{counts.rows_accepted:,} of {counts.rows_read:,} rows accepted; "
        f"{read.problems.num_rows:,} problems"
    )
    for line in _summary(read.problems):
        click.echo(f"  {line}")
    for note in read.notes[:MOST_NOTES]:
        click.echo(f"  {note.file}: {note.words}")
    if len(read.notes) > MOST_NOTES:
        click.echo(f"  and {len(read.notes) - MOST_NOTES:,} more such notes, in the report")


def _summary(problems: pa.Table) -> list[str]:
    """The ten commonest kinds of problem, without any value."""
    if not problems.num_rows:
        return []
    kinds = problems.group_by(["severity", "rule"]).aggregate([("rule", "count")])
    rows = sorted(kinds.to_pylist(), key=lambda row: -row["rule_count"])
    return [f"{row['rule_count']:,} × {row['rule']} ({row['severity']})" for row in rows[:10]]


def _list() -> int:
    """Print every snapshot and whether its files are sound; 1 when any is not."""
    current, unsound = None, 0
    try:
        current = store.current_name()
    except store.SnapshotError as error:
        click.echo(str(error), err=True)
        unsound = 1
    for name in store.names():
        shortfall = ""
        try:
            found = store.read(name)
            store.verify(found)
            kind = "synthetic" if found.is_synthetic else "REAL"
            places = f"{len(found.authorities)} authorities"
            state = f"sound, format {found.format}, as at {found.as_at}, {places}, {kind}"
            shortfall = found.shortfall
        except store.SnapshotError as error:
            state, unsound = str(error), 1
        click.echo(f"{'*' if name == current else ' '} {name}  {state}")
        if shortfall:
            click.echo(f"    {shortfall}")
    if current is None and not unsound:
        click.echo("No snapshot yet: run python -m sufficiency ingest IN")
    return unsound


def _use(name: str) -> int:
    """Serve the snapshot called ``name`` from now on, once verified; 1 with the reason if not."""
    try:
        found = store.read(name)
        store.verify(found)
        act = Act("snapshot", operator(), snapshot=name, subject="served from now on")
        _record(act, is_demanded=not found.is_synthetic)
        store.point(name)
    except (store.SnapshotError, log.LogUnavailable, OSError) as error:
        click.echo(f"{words(error)}. The current snapshot is as it was.", err=True)
        return 1
    click.echo(f"{name} is the current snapshot")
    return 0
