"""Commands about what is served: list snapshots and units, and go back to an earlier one."""

from __future__ import annotations

import sys

import click

from sufficiency import settings
from sufficiency.audit import log
from sufficiency.cli.terminal import operator, words_of_data
from sufficiency.plurals import counted
from sufficiency.snapshot import ledger, store


@click.command()
@click.option("--use", metavar="NAME", help="Verify this snapshot, then serve it.")
@click.option("--units", "is_by_unit", is_flag=True, help="List each unit served, and who loaded it when.")
def snapshots(use: str | None, is_by_unit: bool) -> None:
    """List snapshots, say which is current, and verify the checksums of each."""
    sys.exit(_use(use) if use else _list_units() if is_by_unit else _list())


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
            snapshot = store.read(name)
            store.verify(snapshot)
            kind = "synthetic" if snapshot.is_synthetic else "REAL"
            places = counted(len(snapshot.authorities), "authority")
            units = (
                f"{counted(len(snapshot.units), 'unit')}, content {snapshot.content[:12]}"
                if snapshot.units
                else "no units"
            )
            state = f"sound, format {snapshot.format}, as at {snapshot.as_at}, {places}, {units}, {kind}"
            shortfall = snapshot.shortfall
        except store.SnapshotError as error:
            state, unsound = str(error), 1
        click.echo(f"{'*' if name == current else ' '} {name}  {state}")
        if shortfall:
            click.echo(f"    {shortfall}")
    if current is None and not unsound:
        click.echo(f"No snapshot yet in {store.folder()}: run python -m sufficiency ingest IN")
        if not settings.data_folder().is_dir():
            click.echo("That folder is not there yet, and is made then; if you meant another, correct SUFFICIENCY_DATA")
    return unsound


def _list_units() -> int:
    """Print each unit of the current snapshot with its entry in the ledger, then what is held."""
    try:
        current = store.current_name()
        served = store.read(current).units if current else {}
        entries = ledger.read()
    except store.SnapshotError as error:
        click.echo(str(error), err=True)
        return 1
    told = {entry.digest: entry for entry in entries if entry.act in (ledger.LOADED, ledger.ADOPTED)}
    for key, digest in served.items():
        entry = told.get(digest)
        said = (
            f"{entry.act} {entry.at} by {entry.who}, {counted(len(entry.files or {}), 'file')}, "
            f"{counted(entry.row_count, 'row')}"
            + (f", in place of {entry.replaced_row_count:,}" if entry.replaced else "")
            + (f", accepted {', '.join(entry.codes)}: {entry.because}" if entry.codes else "")
            if entry
            else "not in the ledger"
        )
        click.echo(f"  {key}  {digest[:12]}  {said}")
    if not served:
        click.echo("The current snapshot was not made of units")
    return 0


def _use(name: str) -> int:
    """Serve the snapshot called ``name`` from now on, once verified; 1 with the reason if not."""
    from sufficiency.loading import earlier, lock

    try:
        earlier.serve(name, operator())
    except (store.SnapshotError, lock.Busy, log.LogUnavailable, OSError) as error:
        click.echo(f"{words_of_data(error)}. The current snapshot is as it was.", err=True)
        return 1
    click.echo(f"{name} is the current snapshot")
    return 0


@click.command()
def importchecks() -> None:
    """Print the checks of an import, as docs/IMPORT_CHECKS.md has them."""
    from sufficiency.loading import manual

    click.echo(manual.text(), nl=False)
