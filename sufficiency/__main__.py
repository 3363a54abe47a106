"""The command line: the same numbers as the pages. Run ``python -m sufficiency --help``."""

from __future__ import annotations

import click

from sufficiency import __version__
from sufficiency.cli import imports, invention, people, templates, views


@click.group()
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """Who needs what, where they live now, how far from home, at what cost, and what is missing."""


for command in (
    imports.ingest,
    imports.snapshots,
    invention.synthesise,
    invention.fit,
    views.view,
    views.check,
    views.new,
    people.people,
    people.audit,
    templates.slides,
    templates.boundaries,
):
    main.add_command(command)

if __name__ == "__main__":
    main(prog_name="python -m sufficiency")
