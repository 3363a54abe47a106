"""Commands for those who write views: print one, check them all, begin a new one."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sufficiency import listening, settings
from sufficiency.catalogue import cohorts
from sufficiency.cli.terminal import words
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.reference import served
from sufficiency.reference.nearest import hint
from sufficiency.snapshot import store

if TYPE_CHECKING:
    from sufficiency.checks import Finding
    from sufficiency.result import Result


# Of a view; it stays the same while the file keeps its name.
ADDRESS = "views?view={name}"


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
def check(names: tuple[str, ...]) -> None:
    """Check the current snapshot's sums and every view's header, columns and checks.

    With names of views it opens what these read, and says of them alone what is wrong.
    """
    sys.exit(_check_named(names) if names else _check())


@click.command()
@click.argument("name")
@click.option("--choose", multiple=True, help="A choice, key=value; may be given several times.")
@click.option("--scope", default="london", show_default=True, help="london or an ONS code.")
@click.option("--exact/--protected", default=False, help="Exact figures, or protected (the default).")
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(["table", "csv", "json", "parquet"])
)
def view(name: str, choose: tuple[str, ...], scope: str, exact: bool, form: str) -> None:
    """Print one view's rows, as the pages show them."""
    sys.exit(_view(name, choose, scope, exact, form))


@click.command()
@click.argument("name")
@click.option(
    "--with-comparator", "is_compared", is_flag=True, help="Beside the region, the sub-region or the neighbours."
)
def new(name: str, is_compared: bool) -> None:
    """Write a mart that works, with its header, to sql/marts/NAME.sql."""
    sys.exit(_new(name, is_compared))


def _aloud(said: str) -> None:
    click.echo(said, err=True)


def _once() -> Callable[[str], None]:
    """Says one line for all that is being made."""
    told: list[str] = []

    def say(said: str) -> None:
        if not told:
            click.echo("Building the stored views of this snapshot, once", err=True)
        told.append(said)

    return say


def open_scope(
    name: str = PAN_LONDON, *, is_whole: bool = False, marts: Collection[str] = (), say: Callable[[str], None] = _aloud
) -> Scope:
    """The scope's database over the current snapshot; raises SnapshotError when there is none.

    One that ``is_whole`` takes nothing from files made before, so that every view is tried; London's
    holds no more than ``marts`` read, where these are named. ``say`` is told what is being made.
    """
    snapshot = store.current()
    if name != PAN_LONDON:
        marts = ()  # Its comparators are read from London's by the way.
    served.serve(snapshot.region)
    london = Scope(snapshot, is_whole=is_whole, marts=marts, say=say)
    if name == PAN_LONDON:
        return london
    from sufficiency.database import comparators

    return comparators.of_authority(name, london)


def _check() -> int:
    """Print the state of every view and check; 1 when anything is wrong."""
    from sufficiency import checks

    try:
        scope = open_scope(is_whole=True)
    except store.SnapshotError as error:
        click.echo(str(error), err=True)
        return 1
    wrong = 0
    for finding in [*checks.reference(scope), *map(partial(_drawn, scope), checks.inspect(scope))]:
        wrong += not finding.is_sound
        mark = "sound " if finding.is_sound else "WRONG "
        click.echo(f"{mark} {finding.name}{': ' + finding.message if finding.message else ''}")
    for view in (view for _, view in sorted(scope.catalogue.views.items()) if view.cannot_run or view.differs):
        how = f"cannot run: {view.cannot_run}" if view.cannot_run else f"differs: {view.differs}"
        click.echo(f"Spark  {view.name} {how}")
    for table, matched_to, rows, matched, share in checks.matches(scope):
        click.echo(f"{share:5.1f} %  {table}: {matched:,} of {rows:,} rows matched to {matched_to.lower()}")
    click.echo(f"{wrong} wrong" if wrong else "All sound")
    return 1 if wrong else 0


def _check_named(names: tuple[str, ...]) -> int:
    """Print what is wrong with the views and checks called ``names``; 1 when anything is."""
    from sufficiency import checks

    try:
        scope = open_scope(marts=[*names, *map(cohorts.view_of, names)], say=_once())
    except store.SnapshotError as error:
        click.echo(str(error), err=True)
        return 1
    there = {*scope.catalogue.views, *scope.problems}
    # A file that lies elsewhere than in a layer, or ends otherwise than in .sql, is known by its place.
    misplaced = {Path(key).name.partition(".")[0]: key for key in scope.problems if "." in key}
    names = tuple(name if name in there else misplaced.get(name, name) for name in names)
    names = tuple(
        cohorts.view_of(name) if name not in there and cohorts.view_of(name) in there else name for name in names
    )
    wrong = 0
    for name in [name for name in names if name not in there]:
        click.echo(f"WRONG  {name}: no view is called so{hint(name, there)}")
        wrong += 1
    for finding in [*checks.reference(scope, names), *map(partial(_drawn, scope), checks.inspect(scope, names))]:
        if not finding.is_sound:
            click.echo(f"WRONG  {finding.name}: {finding.message}")
            wrong += 1
    click.echo(f"{wrong} wrong" if wrong else "Sound")
    return 1 if wrong else 0


def _drawn(scope: Scope, finding: Finding) -> Finding:
    """The finding of a sound view, unless its header's chart cannot be drawn."""
    from sufficiency.presentation import charts

    view = scope.catalogue.views.get(finding.name)
    fault = charts.fault(view) if view and finding.is_sound else ""
    return replace(finding, is_sound=False, message=fault) if fault else finding


def _view(name: str, choose: tuple[str, ...], scope: str, exact: bool, form: str) -> int:
    """Print one view; 1 with the reason when it, the choices or the scope do not exist."""
    from sufficiency import choices, query
    from sufficiency.disclosure import gate
    from sufficiency.result import EXACT

    profile = EXACT if exact else gate.LONDON_7_5
    try:
        opened = open_scope(scope, marts=(name,))
        result = query.fetch(opened, [name], choices.parse(choose), profile=profile)[name]
    except (LookupError, ValueError, PermissionError, RuntimeError) as error:
        click.echo(f"{error.args[0] if error.args else error}", err=True)
        return 1
    _print(result, form)
    return 0


def _print(result: Result, form: str) -> None:
    from sufficiency.presentation import asides, coverage

    shown = result.rows.astype(object).where(result.symbols == "", result.symbols)
    if form in ("parquet", "json"):
        # Rows alone go to the file: of whom they are goes to whoever asked.
        said = " ".join([f"{coverage.in_full(result)}.", *asides.of(result)])
        click.echo(f"As at {result.as_at} · {said}", err=True)
    if form == "parquet":
        if sys.stdout.isatty():
            raise click.UsageError("send Parquet to a file: … --format parquet > rows.parquet")
        import pyarrow.parquet as pq

        from sufficiency.presentation.export import arrow_table

        pq.write_table(arrow_table.table(result), sys.stdout.buffer)
    elif form == "json":
        from sufficiency.presentation.export import arrow_table

        click.echo(json.dumps(arrow_table.records(result), default=str, ensure_ascii=False, indent=1))
    elif form == "csv":
        from sufficiency.presentation import export

        click.echo(export.csv(result).decode("utf-8-sig"), nl=False)
    else:
        kind = "SYNTHETIC data" if result.is_synthetic else "Real data"
        click.echo(f"{result.view.title}\nAs at {result.as_at} · {result.choice_text}")
        click.echo(" ".join([f"{coverage.in_full(result)}.", *asides.of(result)]))
        where = listening.address(ADDRESS.format(name=result.view.name))
        click.echo(f"{kind} · snapshot {result.snapshot_id} · {result.profile} · {where}\n")
        click.echo(shown.map(_figure).to_string(index=False))


def _figure(value: object) -> object:
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else value


def _new(name: str, is_compared: bool) -> int:
    """Write ``sql/marts/<name>.sql`` and what it is compared with; 1 when the name will not do or is taken."""
    from sufficiency.catalogue import scaffold

    try:
        paths = scaffold.write(settings.sql_folder(), name, is_compared=is_compared)
    except (scaffold.NameTaken, OSError) as error:
        click.echo(words(error), err=True)
        return 1
    written = " and ".join(map(str, paths))
    click.echo(
        f"Wrote {written}; edit {'it' if len(paths) == 1 else 'both'}, then run python -m sufficiency check {name}"
    )
    click.echo(f"On screen it is at {listening.address(ADDRESS.format(name=name))}")
    return 0
