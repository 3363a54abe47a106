"""The command that freezes a small case of a view, to be checked by hand."""

from __future__ import annotations

import sys

import click

from sufficiency import settings
from sufficiency.cli.terminal import words
from sufficiency.cli.views import open_scope
from sufficiency.database import golden_case as cases
from sufficiency.database.errors import NoSuchView
from sufficiency.reference.tables import NAME
from sufficiency.snapshot.store import SnapshotError


@click.command()
@click.argument("view")
@click.argument("case", default="by_hand")
@click.option("--rows", default=6, show_default=True, help="Invented rows that a new case begins with.")
@click.option("--freeze", is_flag=True, help="Take the rows that the SQL returns for those expected.")
def golden(view: str, case: str, rows: int, freeze: bool) -> None:
    """Begin, run or freeze the case tests/views/VIEW/CASE, whose figures you work out by hand.

    It lies beside the folder of views: where SUFFICIENCY_SQL names one of your own, beside that.

    The first time it writes a few invented rows and what VIEW returns of them. Make the rows such that each figure
    says something, work it out, and run it again: it says where the SQL differs from what you expect.
    """
    sys.exit(_golden(view, case, rows, freeze))


def _golden(name: str, case: str, rows: int, is_frozen: bool) -> int:
    if not NAME.match(case):
        click.echo("Call the case by small letters, digits and _", err=True)
        return 1
    folder = settings.cases_folder() / name / case
    try:
        scope = open_scope(marts=(name,))
        is_new = not folder.exists()
        if is_new:
            cases.begin(scope, name, folder, rows)
        returned = cases.run(scope, name, folder)
        click.echo(returned.to_string(index=False))
        if is_new or is_frozen:
            cases.freeze(returned, scope.catalogue.views[name], folder)
            click.echo(f"Wrote {folder}. Work each figure out by hand and say how in README.md; then run this again")
            return 0
        differing = cases.differences(returned, folder)
    except (cases.NoCase, NoSuchView, SnapshotError, OSError) as error:
        click.echo(words(error), err=True)
        return 1
    click.echo("\n".join(differing) or "As expected")
    return 1 if differing else 0
