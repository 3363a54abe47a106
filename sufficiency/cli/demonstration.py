"""The command that makes the invented London which the tool comes with."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import click

from sufficiency import settings
from sufficiency.cli.terminal import progress

MAKERS = "the makers of this tool"
# One authority is a year late and one sent its last return twice, so that both states can be seen.
LATE, CORRECTED = "Sutton", "Havering"
# Those whose placement teams send what they found in a quarter, and those that send the vacancies of their homes.
FOUND = ("Barnet", "Camden", "Croydon", "Ealing", "Enfield", "Hackney", "Lewisham", "Sutton")
VACANCIES = ("Barnet", "Camden", "Croydon", "Enfield", "Hackney", "Haringey")
# Those whose case systems export a feed every week, and of how many weeks.
FEEDS, FEED_WEEKS = ("Camden",), 8
FIRST = "demonstration-as-first-sent"


@click.command()
@click.argument("out", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option("--forecast", "is_forecast_alone", is_flag=True, help="Forecast the demonstration that is served.")
def demonstration(out: Path | None, is_forecast_alone: bool) -> None:
    """Make the demonstration anew as the folder OUT/demonstration, with what of it comes later in OUT/later.

    Put OUT/demonstration in the place of data/snapshots/demonstration. The same tool makes the same rows, and the
    same forecast of them. With --forecast the demonstration that is there stays, and its forecast is made again.
    """
    from sufficiency.loading.ingest import Wanted, ingest
    from sufficiency.planning import forecast
    from sufficiency.snapshot import store

    if is_forecast_alone:
        forecast.make(store.read(settings.DEMONSTRATION), _say)
        return
    if out is None:
        raise click.UsageError("say in which folder OUT the demonstration is to be made, or --forecast")
    from sufficiency.synthetic import sendings, synthesise

    later = out / "later"
    with tempfile.TemporaryDirectory() as scratch:
        returns = Path(scratch, "returns")
        with progress("Inventing London") as step:
            synthesise(
                returns,
                late=LATE,
                corrected=CORRECTED,
                later=later,
                searches=FOUND,
                vacancies=VACANCIES,
                feeds=FEEDS,
                feed_weeks=FEED_WEEKS,
                index=True,
                progress=step,
            )
        os.environ["SUFFICIENCY_DATA"] = scratch
        for name, sent in ((FIRST, returns), (settings.DEMONSTRATION, later / sendings.CORRECTED)):
            outcome = ingest(sent, Wanted(MAKERS, is_synthetic=True, name=name), say=click.echo)
            if outcome.held or outcome.snapshot is None:
                raise click.ClickException(f"a check of the import holds {', '.join(sorted(outcome.held))}")
        forecast.make(store.read(settings.DEMONSTRATION), _say)
        ours = store.folder() / settings.DEMONSTRATION
        # Stored views are made at the first start, and are of no version but this one.
        shutil.copytree(ours, out / ours.name, ignore=shutil.ignore_patterns("stored"), dirs_exist_ok=True)
    click.echo(f"{out / settings.DEMONSTRATION}: put it in the place of data/snapshots/{settings.DEMONSTRATION}")


def _say(doing: str, share: float | None) -> None:
    """Say each stage as it begins."""
    if not share:
        click.echo(doing)
