"""Commands about what is kept aside and for how long: units that a check stopped, old snapshots."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

import click

from sufficiency.audit import log
from sufficiency.cli import planning
from sufficiency.cli.terminal import operator, words_of_data
from sufficiency.plurals import counted
from sufficiency.snapshot import store

Value = TypeVar("Value")


@click.command()
def key() -> None:
    """Print a new key for children's ids, 256 bits drawn at random. It is kept nowhere.

    Set it as SUFFICIENCY_KEY and keep a copy away from the data: with another key no child is known again.
    Where none is set, the first import of real returns makes one in your own configuration folder.
    """
    from sufficiency.returns import hashing

    click.echo(hashing.new_key())


@click.group()
def held() -> None:
    """What a check stopped and keeps aside: list it, load it after all, or drop it."""


@held.command("list")
def listed() -> None:
    """List what is held: whose, since when, and which checks stopped it."""
    from sufficiency.loading import holding

    entries = _done(holding.held)
    for entry in entries:
        why = f"stopped by {', '.join(entry.codes)}" if entry.codes else "to be looked at"
        click.echo(f"{entry.name.key}  held {entry.at} by {entry.who}, {why}")
    if not entries:
        click.echo("Nothing is held")


@held.command()
@click.argument("keys", metavar="UNIT", nargs=-1, required=True)
@click.option("--exact", "is_exact", is_flag=True, help="Measures before and after as they are, not protected.")
def show(keys: tuple[str, ...], is_exact: bool) -> None:
    """Compare what is held with what is served once more: kinds of problem, checks, what would change."""
    from sufficiency.cli.outcome import profile, tell
    from sufficiency.loading import holding
    from sufficiency.loading.ingest import Wanted

    wanted = Wanted(operator(), profile=profile(is_exact), is_matched=is_exact)
    outcome, kinds = _done(lambda: holding.look(keys, wanted, say=click.echo))
    for kind in kinds:
        click.echo(f"{kind.count:,} × {kind.message} ({kind.severity})")
        click.echo(f"    {kind.remedy}")
    if kinds:
        click.echo("Lines and values are not stored, because they quote what was sent; ingest --hold lists them again.")
    for note in outcome.matched:
        click.echo(f"{note.file}: {note.words}")
    tell(outcome)


@held.command()
@click.argument("keys", metavar="UNIT", nargs=-1)
@click.option("--all", "is_all", is_flag=True, help="Everything that is held.")
@click.option("--accept", "accepted", metavar="CODE", multiple=True, help="Load what this check stops.")
@click.option("--because", metavar="TEXT", required=True, help="Why it is accepted; goes into the ledger.")
@click.option("--exact", "is_exact", is_flag=True, help="Measures before and after as they are, not protected.")
def load(keys: tuple[str, ...], is_all: bool, accepted: tuple[str, ...], because: str, is_exact: bool) -> None:
    """Load what is held, named as list names it, such as E09000007/2025; its files are not needed."""
    from sufficiency.cli.outcome import profile, refuse_unknown, tell
    from sufficiency.loading import holding
    from sufficiency.loading.ingest import Wanted

    refuse_unknown(accepted)
    if bool(keys) == is_all:
        raise click.UsageError("name what is to be loaded, or give --all for everything that is held")
    if is_all:
        keys = tuple(dict.fromkeys(entry.name.key for entry in _done(holding.held)))
        if not keys:
            click.echo("Nothing is held")
            sys.exit(2)
    wanted = Wanted(operator(), accepted=accepted, because=because.strip(), profile=profile(is_exact))
    outcome = _done(lambda: holding.load(keys, wanted, say=click.echo))
    tell(outcome)
    if outcome.snapshot:
        planning.lacking()
    sys.exit(0 if outcome.snapshot else 2)


@held.command()
@click.argument("key", metavar="UNIT")
@click.option("--because", metavar="TEXT", default="", help="Why; goes into the ledger.")
def drop(key: str, because: str) -> None:
    """Hold a unit no longer; it is deleted by the next python -m sufficiency retain --delete."""
    from sufficiency.loading import holding

    _done(lambda: holding.drop(key, operator(), because.strip()))
    click.echo(f"{key} is held no longer")


@click.command()
@click.option("--delete", "is_meant", is_flag=True, help="Delete it; without this it is only listed.")
def retain(is_meant: bool) -> None:
    """List, or delete, the snapshots and units that the rules of docs/RETENTION.md keep no longer."""
    from sufficiency.loading import retention

    plan = _done(lambda: retention.carry_out(operator()) if is_meant else retention.plan())
    word = "deleted" if is_meant else "to be deleted"
    for name in plan.snapshots:
        click.echo(f"snapshot {name} {word}")
    click.echo(f"{counted(len(plan.snapshots), 'snapshot')} and {counted(len(plan.units), 'unit')} {word}")
    for name in plan.unread:
        click.echo(f"snapshot {name} cannot be read, so no unit is deleted: mend it, or delete its folder", err=True)


def _done(act: Callable[[], Value]) -> Value:
    """What ``act`` gives; the command ends with 2 and the reason where it cannot be done."""
    from sufficiency.loading import ingest, lock, state

    try:
        return act()
    except (store.SnapshotError, ingest.OtherKey, lock.Busy, state.Mixing, log.LogUnavailable, OSError) as error:
        click.echo(f"{words_of_data(error)}. What is served is as it was.", err=True)
        sys.exit(2)
