"""The command line: the same numbers as the pages. Run ``python -m sufficiency --help``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from sufficiency import commands, settings


@click.group()
def main() -> None:
    """Who needs what, where they live now, how far from home, at what cost, and what is missing."""


@main.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--seed", default=903, show_default=True, help="Same seed, same London.")
@click.option("--scale", default=1.0, show_default=True, help="Times the real London.")
@click.option("--authorities", default="", help="ONS codes, separated by commas; all 33 if none.")
@click.option("--last-year", default=2026, show_default=True, help="Last return year.")
@click.option("--years", default=6, show_default=True, help="Return years, the last among them.")
@click.option("--dirt", default=0.0, show_default=True, help="Share of rows with an error added.")
@click.option("--contradictions", default=0.01, show_default=True,
              help="Share of children whose years of returns disagree a little.")  # fmt: skip
def synthesise(out: Path, authorities: str, **wanted: Any) -> None:
    """Write an invented London's returns, costs and provision to OUT.

    What --dirt and --contradictions put in is listed in OUT/answers, which ingest leaves alone.
    """
    chosen = [code.strip() for code in authorities.split(",") if code.strip()]
    sys.exit(commands.synthesise(out, authorities=chosen or None, **wanted))


@main.command()
@click.argument(
    "returns", metavar="IN", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Targets, as CSV.")
@click.option("--scale", default=1.0, help="The scale that the returns were made with.")
def fit(returns: Path, report: Path | None, scale: float) -> None:
    """Compare an invented London's returns with what is published; 1 when a target is missed."""
    sys.exit(commands.fit(returns, report, scale))


@main.command()
@click.argument(
    "returns", metavar="IN", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--synthetic", is_flag=True, help="The returns describe no real child.")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="Problems, as CSV.")
@click.option("--name", default=None, hidden=True)
def ingest(returns: Path, synthetic: bool, report: Path | None, name: str | None) -> None:
    """Read the returns in IN, report every problem, and make a new snapshot of what is valid.

    Ends with 0 when all is clean, 1 when some problems were met, 2 when nothing was accepted.
    """
    sys.exit(commands.ingest(returns, synthetic=synthetic, report=report, name=name))


@main.command()
@click.option("--use", metavar="NAME", help="Verify this snapshot, then serve it.")
def snapshots(use: str | None) -> None:
    """List snapshots, say which is current, and verify the checksums of each."""
    sys.exit(commands.use_snapshot(use) if use else commands.list_snapshots())


@main.command()
def check() -> None:
    """Check the current snapshot's sums and every view's header, columns and checks."""
    sys.exit(commands.check())


@main.command()
@click.argument("name")
@click.option("--choose", multiple=True, help="A choice, key=value; may be given several times.")
@click.option("--scope", default="london", show_default=True, help="london or an ONS code.")
@click.option(
    "--exact/--protected", default=False, help="Exact figures, or protected (the default)."
)
@click.option("--format", "form", default="table", show_default=True,
              type=click.Choice(["table", "csv", "json", "parquet"]))  # fmt: skip
def view(name: str, choose: tuple[str, ...], scope: str, exact: bool, form: str) -> None:
    """Print one view's rows, as the pages show them."""
    sys.exit(commands.view(name, choose, scope, exact, form))


@main.command()
@click.argument("name")
def new(name: str) -> None:
    """Write an empty mart with its header to sql/marts/NAME.sql."""
    sys.exit(commands.new(name))


@main.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def slides(out: Path) -> None:
    """Write the plain slide template to OUT (a .pptx that is not there yet)."""
    sys.exit(commands.slides(out))


@main.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path),
                default=settings.REFERENCE / "boundaries")  # fmt: skip
def boundaries(out: Path) -> None:
    """Derive authorities' boundaries from the postcode directory (needs requirements-dev.txt)."""
    from sufficiency import boundaries as maker

    maker.build(out)


if __name__ == "__main__":
    main(prog_name="python -m sufficiency")
