"""The command that forecasts what will be needed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot


@click.command(name="forecast")
@click.option("--tables", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables of errors here.")
def make_forecast(tables: Path | None) -> None:
    """Forecast the current snapshot, hold the forecast against years past, and keep it beside the snapshot."""
    from sufficiency.database.apart import NotMade
    from sufficiency.planning import forecast, published, report

    current = store.current_name()
    if current is None:
        raise store.SnapshotError(f"no snapshot yet in {store.folder()}: run python -m sufficiency ingest IN")
    snapshot = store.read(current)
    try:
        made = forecast.make(snapshot, _say)
    except (NotMade, ValueError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if tables:
        text = report.text(made["forecast_errors"], published.errors(), is_synthetic=snapshot.is_synthetic)
        tables.write_text(text, encoding="utf-8")


def of_import(snapshot: Snapshot, *, is_wanted: bool) -> bool:
    """Forecast what an import serves where that ``is_wanted``, else say how it is done; False, with the reason, where
    it cannot be: the import stands all the same."""
    from sufficiency.database.apart import NotMade
    from sufficiency.planning import forecast

    if not is_wanted:
        click.echo("No forecast of it is made yet: python -m sufficiency forecast")
        return True
    try:
        forecast.make(snapshot, _say)
    except (NotMade, ValueError, OSError) as error:
        click.echo(f"It is served without a forecast: {error}", err=True)
        return False
    click.echo("Its forecast is made")
    return True


_told: list[str] = []


def _say(doing: str, share: float | None) -> None:
    """Say each stage once."""
    del share
    if doing not in _told:
        _told.append(doing)
        click.echo(doing, err=True)
