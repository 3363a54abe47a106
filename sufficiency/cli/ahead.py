"""The command that works out ahead what pages are asked most."""

from __future__ import annotations

import contextlib
import os
import sys

import click

from sufficiency.cli.terminal import words
from sufficiency.plurals import counted
from sufficiency.snapshot import store


@click.command()
@click.option("--behind", metavar="SNAPSHOT", hidden=True, help="For a server: of this one, behind everything else.")
def ahead(behind: str | None) -> None:
    """Work out what every view answers for each sub-region and authority, and keep it beside the current snapshot.

    A server does so by itself half a minute after it has opened a snapshot that it may write beside.
    """
    from sufficiency import answering, query
    from sufficiency.cli import views
    from sufficiency.database import priority

    server = os.getppid()
    if behind:
        priority.give_way(priority.QUESTION)

    def is_stopped() -> bool:
        """Another snapshot is served by now, or the server has ended."""
        return bool(behind) and (os.getppid() != server or store.current_name() != behind)

    try:
        with contextlib.closing(views.open_scope()) as scope:
            answered = answering.make(
                scope, query.options(scope), lambda place: click.echo(place, err=True), is_stopped
            )
    except (query.NoSuchView, store.SnapshotError, OSError) as error:
        click.echo(words(error), err=True)
        sys.exit(2)
    click.echo(f"{counted(answered, 'view')} answered ahead" if answered else "Nothing to work out ahead")
