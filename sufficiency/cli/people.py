"""Commands about people: the members list, and the audit log of what they did."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import NoReturn

import click

from sufficiency.access import NotAllowed, members
from sufficiency.access.roles import ROLES
from sufficiency.audit import log, reading
from sufficiency.cli.terminal import operator
from sufficiency.plurals import counted


@click.group("members")
def people() -> None:
    """Who may see real data: add a person, end their access, list everybody."""


@people.command()
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(list(ROLES)))
@click.option("--scope", required=True, help="An ONS code, london, or everywhere for an administrator.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The last day, yyyy-mm-dd.")
@click.option("--nominated-by", required=True, help="Who says that they may: a director of children's services.")
@click.option("--owner", is_flag=True, help="The data owner of their authority, who may read its audit log.")
def add(email: str, role: str, scope: str, until: datetime, nominated_by: str, owner: bool) -> None:
    """Let a person in, from now until the end of a day."""
    line = members.Member(email, role, scope, until.date(), nominated_by, is_owner=owner)
    _change(lambda: members.add(line), "add", email)
    click.echo(f"{members.plain(email)} may come in as {role} for {scope} until {until:%-d %B %Y}")


@people.command()
@click.argument("email")
def end(email: str) -> None:
    """End a person's access: their next click is refused."""
    _change(lambda: members.end(email), "end", email)
    click.echo(f"{members.plain(email)} has no access any more")


@people.command("list")
def everybody() -> None:
    """List everybody who is or was on the list."""
    try:
        lines = members.read() if members.path().exists() else []
    except NotAllowed as error:
        _refuse(str(error))
    today = date.today()
    for line in lines:
        state = f"until {line.valid_to}" if line.is_valid(today) else f"ended {line.revoked or line.valid_to}"
        owner = ", data owner" if line.is_owner else ""
        word = f", nominated by {line.nominated_by}" if line.nominated_by else ""
        click.echo(f"{line.email}  {line.role} of {line.scope}{owner}, {state}{word}")
    click.echo(f"{sum(line.is_valid(today) for line in lines)} of {len(lines)} may come in: {members.path()}")


@click.group()
def audit() -> None:
    """What was done with the data: verify the log, list its lines."""


@audit.command()
@click.option("--head", default="", help="The hash of a last line that was kept elsewhere.")
def verify(head: str) -> None:
    """Follow the log from its first line; 1 where a line was changed, added or taken out."""
    verdict = reading.verify(head)
    for number, fault in verdict.faults:
        click.echo(f"line {number}: {fault}", err=True)
    click.echo(f"{counted(verdict.lines, 'line')}, {counted(len(verdict.faults), 'fault')}, head {verdict.head}")
    sys.exit(1 if verdict.faults else 0)


@audit.command("list")
@click.option("--who", default="", help="Only this person's.")
@click.option("--scope", default="", help="Only of this authority, by ONS code.")
@click.option("--last", default=50, show_default=True, help="How many, newest first.")
def lines(who: str, scope: str, last: int) -> None:
    """List the newest lines of the log."""
    for line in reading.lines(who=who, scope=scope)[:last]:
        said = " ".join(
            str(line.get(name, "")) for name in ("at", "action", "who", "role", "scope", "subject", "reason")
        )
        click.echo(" ".join(said.split()))


def _change(act: Callable[[], object], verb: str, email: str) -> None:
    told = log.Act("members", operator(), subject=f"{verb} {members.plain(email)}")
    try:
        # Told before it is made: a change that leaves no trace must not be made.
        log.record(told, durable=True)
        act()
    except (members.MemberProblem, NotAllowed) as error:
        log.record(replace(told, reason="refused, nothing was changed"))
        _refuse(str(error))
    except (log.LogUnavailable, OSError) as error:
        _refuse(str(error))


def _refuse(why: str) -> NoReturn:
    click.echo(why, err=True)
    sys.exit(1)
