"""Commands about the invented region, London where no other is asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sufficiency.cli.terminal import progress, words


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=903, show_default=True, help="Same seed, same region.")
@click.option("--scale", default=1.0, show_default=True, help="Times the real region.")
@click.option("--authorities", default="", help="ONS codes, separated by commas; all of the region if none.")
@click.option(
    "--region", default="E12000007", show_default=True, help="Code of a region, of data/reference/regions.csv."
)
@click.option("--england", "region", flag_value="E92000001", help="All of England: the same as --region E92000001.")
@click.option("--last-year", default=2026, show_default=True, help="Last return year.")
@click.option("--years", default=6, show_default=True, help="Return years, the last among them.")
@click.option("--errors", "error_share", default=0.0, show_default=True, help="Share of rows with an error added.")
@click.option(
    "--contradictions",
    default=0.01,
    show_default=True,
    help="Share of children whose years of returns disagree a little.",
)
@click.option("--late", default="", help="An authority whose last return has not come: it is in LATER/late.")
@click.option("--corrected", default="", help="One that left children out of its last: it is whole in LATER/corrected.")
@click.option(
    "--found", "searches", default="", help="Authorities, by commas, that send the placements they found last quarter."
)
@click.option("--vacancies", default="", help="Authorities, by commas, that send the vacancies of their homes.")
@click.option("--feeds", default="", help="Authorities, by commas, whose case systems export a feed.")
@click.option("--feed-days", type=int, help="Days from the last return's end to the newest feed's day; 87 if not said.")
@click.option("--feed-weeks", default=1, show_default=True, help="Weekly feeds of each, the newest among them.")
@click.option("--index", is_flag=True, help="An invented sufficiency index with the mapping file that reads it.")
@click.option(
    "--later",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="LATER",
    help="Folder for what comes later, to practise loading it.",
)
def synthesise(out: Path, authorities: str, searches: str, vacancies: str, feeds: str, **wanted: Any) -> None:
    """Write an invented region's returns, costs and provision to OUT: London's, unless another is asked for.

    What --errors and --contradictions put in is listed in OUT/answers, which ingest leaves alone.
    """
    chosen, *senders = (
        [code.strip() for code in names.split(",") if code.strip()]
        for names in (authorities, searches, vacancies, feeds)
    )
    sent = dict(zip(("searches", "vacancies", "feeds"), senders, strict=True))
    sys.exit(_synthesise(out, authorities=chosen or None, **sent, **wanted))


@click.command()
@click.argument("returns", metavar="IN", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Targets, as CSV.")
@click.option("--scale", default=1.0, help="The scale that the returns were made with.")
def fit(returns: Path, report: Path | None, scale: float) -> None:
    """Compare an invented London's returns with what is published; 1 when a target is missed."""
    sys.exit(_fit(returns, report, scale))


def _synthesise(out: Path, **wanted: Any) -> int:
    """Write an invented region to ``out``; 1 with the reason when ``wanted`` will not do."""
    from sufficiency.reference import regions
    from sufficiency.synthetic import synthesise as run

    try:
        with progress(f"Inventing {regions.named(wanted['region'])['region']}") as step:
            run(out, progress=step, **wanted)
    except (ValueError, OSError) as error:
        click.echo(words(error), err=True)
        return 1
    return 0


def _fit(folder: Path, report: Path | None, scale: float = 1.0) -> int:
    """Print how near invented returns come to what is published; 1 when any target is missed."""
    from sufficiency import synthetic

    try:
        fitted = synthetic.fit(folder, scale)
    except FileNotFoundError as error:
        click.echo(words(error), err=True)
        return 1
    if report:
        fitted.to_csv(report, index=False, float_format="%.4g")
    click.echo(synthetic.summary(fitted).to_string(index=False, float_format="{:.2f}".format))
    missed = int((~fitted["met"].astype(bool)).sum())
    click.echo(f"{len(fitted) - missed:,} of {len(fitted):,} figures within their tolerance")
    return 1 if missed else 0
