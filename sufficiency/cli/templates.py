"""Commands that write what the tool ships: the slide template, boundaries."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sufficiency import settings
from sufficiency.cli.terminal import words


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def slides(out: Path) -> None:
    """Write the plain slide template to OUT (a .pptx that is not there yet)."""
    sys.exit(_slides(out))


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path), default=settings.REFERENCE / "boundaries")
def boundaries(out: Path) -> None:
    """Derive authorities' boundaries and the middle of each postcode sector from the postcode directory
    (needs requirements-dev.txt)."""
    from sufficiency.reference import boundaries as maker
    from sufficiency.reference import sectors

    maker.build(out)
    sectors.build(out)


def _slides(out: Path) -> int:
    """Write the plain slide template; 1 when the file is there already or cannot be written."""
    from sufficiency.presentation.export import template

    try:
        with out.open("xb") as file:
            file.write(template.plain())
    except OSError as error:
        click.echo(words(error), err=True)
        return 1
    click.echo(f"Wrote {out}")
    return 0
