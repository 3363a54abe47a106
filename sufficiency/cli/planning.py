"""The command that forecasts what will be needed."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sufficiency.database.apart import NotMade
from sufficiency.planning import forecast, published, report
from sufficiency.snapshot import store


@click.command(name="forecast")
@click.option("--tables", type=click.Path(dir_okay=False, path_type=Path), help="Write the tables of errors here.")
def make_forecast(tables: Path | None) -> None:
    """Forecast the current snapshot, hold the forecast against years past, and keep it beside the snapshot."""
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


_told: list[str] = []


def _say(doing: str, share: float | None) -> None:
    """Say each stage once."""
    del share
    if doing not in _told:
        _told.append(doing)
        click.echo(doing, err=True)
