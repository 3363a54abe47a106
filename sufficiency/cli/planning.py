"""The command that forecasts what will be needed."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from sufficiency.cli.terminal import words
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot


@click.command(name="forecast")
@click.option("--tables", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables of errors here.")
@click.option("--behind", metavar="SNAPSHOT", hidden=True, help="For a server: of this one, unless one is kept.")
def make_forecast(tables: Path | None, behind: str | None) -> None:
    """Forecast the current snapshot, hold the forecast against years past, and keep it beside the snapshot."""
    from sufficiency.database.temporary_database import NotMade
    from sufficiency.planning import forecast, published, report

    if behind is not None:
        sys.exit(_behind(behind))
    try:
        snapshot = store.current()
        kept = forecast.make(snapshot, _say)
    except (NotMade, ValueError, store.SnapshotError, OSError) as error:
        click.echo(words(error), err=True)
        sys.exit(2)
    if tables:
        text = report.text(kept["forecast_errors"], published.errors(), is_synthetic=snapshot.is_synthetic)
        tables.write_text(text, encoding="utf-8")


def of_import(snapshot: Snapshot, *, is_wanted: bool) -> bool:
    """Forecast what an import serves where that ``is_wanted``, else say how it is done; False, with the reason, where
    it cannot be: the import stands all the same."""
    from sufficiency.database.temporary_database import NotMade
    from sufficiency.planning import forecast

    if not is_wanted:
        lacking()
        return True
    try:
        forecast.make(snapshot, _say)
    except (NotMade, ValueError, OSError) as error:
        click.echo(f"It is served without a forecast: {error}", err=True)
        return False
    click.echo("Its forecast is made")
    return True


def lacking() -> None:
    """Say that what is served now has no forecast yet, and what makes one."""
    click.echo(
        "No forecast of it is made yet: python -m sufficiency forecast makes it, or by itself a server that serves "
        "this folder and may write it"
    )


def _behind(name: str) -> int:
    """Make the forecast that ``name`` lacks for the server that began this process: 0 when it is there, 2 when none can
    be made. Everything else goes first, it ends with that server, and tells how far it is as JSON, a line each."""
    from sufficiency.database import priority
    from sufficiency.database.temporary_database import NotMade
    from sufficiency.planning import forecast
    from sufficiency.planning.simulation import Stopped

    def tell(doing: str, share: float | None = None) -> None:
        click.echo(json.dumps([doing, share]))
        sys.stdout.flush()

    priority.give_way(priority.QUESTION)
    server = os.getppid()
    try:
        forecast.make_lacking(store.read(name), tell, lambda: os.getppid() != server)
    except Stopped:
        return 2
    except (NotMade, ValueError, store.SnapshotError, OSError) as error:
        tell(words(error))
        return 2
    return 0


_told: list[str] = []


def _say(doing: str, share: float | None) -> None:
    """Say each stage once."""
    del share
    if doing not in _told:
        _told.append(doing)
        click.echo(doing, err=True)
