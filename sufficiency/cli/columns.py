"""The command for whoever writes SQL: what there is to select."""

from __future__ import annotations

import sys

import click

from sufficiency.cli.views import open_scope
from sufficiency.reference.nearest import hint
from sufficiency.snapshot.store import SnapshotError


@click.command()
@click.argument("name", default="looked_after")
def columns(name: str) -> None:
    """Print the columns of the view called NAME, with unit and meaning as far as they are told; of looked_after, where
    no view is named."""
    sys.exit(_columns(name))


def _columns(name: str) -> int:
    from sufficiency.workbench import described

    try:
        scope = open_scope(marts=(name,))
    except SnapshotError as error:
        click.echo(str(error), err=True)
        return 1
    if name not in scope.columns:
        there = scope.catalogue.views
        click.echo(scope.problems.get(name, f"no view is called {name}{hint(name, there)}"), err=True)
        return 1
    listed = described.columns(scope, name)
    wide = max(len(column.name) for column in listed)
    for column in listed:
        click.echo(f"{column.name:{wide}}  {column.unit:10}  {column.meaning}".rstrip())
    return 0
