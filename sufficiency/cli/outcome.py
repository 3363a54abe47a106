"""What became of an import, in words: what checks say, what is held, what is served now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import click

from sufficiency.plurals import counted
from sufficiency.result import EXACT

if TYPE_CHECKING:
    from sufficiency.loading.effect import Change
    from sufficiency.loading.ingest import Outcome

AS_IT_WAS = "The current snapshot is as it was."


def refuse_unknown(accepted: Iterable[str]) -> None:
    """Raise click.UsageError where something ``accepted`` is no check."""
    from sufficiency.loading import import_checks

    if unknown := sorted(set(accepted) - import_checks.checks().keys()):
        raise click.UsageError(f"no check is called {', '.join(unknown)}; docs/IMPORT_CHECKS.md lists them")


def profile(is_exact: bool) -> str:
    """How measures on a terminal are protected."""
    from sufficiency.disclosure import gate

    return EXACT if is_exact else gate.LONDON_7_5


def tell(outcome: Outcome) -> None:
    """Print it."""
    from sufficiency.loading import import_checks

    checks = import_checks.checks()
    for finding in outcome.findings:
        is_held = finding.code in outcome.held.get(finding.unit.key, ())
        word = "STOPPED" if is_held else "accepted" if finding.is_stop else "look at"
        click.echo(f"{word}  {finding.unit.key}: {checks[finding.code].title} ({finding.code}): {finding.message}")
        click.echo(f"    {finding.remedy}")
    if outcome.why_not:
        click.echo(outcome.why_not)
    if outcome.held:
        click.echo(
            f"Held, and not served: {', '.join(outcome.held)}. What was served in their place still is. To load one "
            "after all: python -m sufficiency held load UNIT --because TEXT, with --accept CODE for each check that "
            "stops it."
        )
    _changes("Would change, were it loaded", outcome.would_change)
    snapshot = outcome.snapshot
    if snapshot is None:
        click.echo(AS_IT_WAS)
        return
    if outcome.afresh:
        click.echo(outcome.afresh)
    new = len(outcome.loaded) - len(outcome.replaced)
    kept = len(snapshot.units) - len(outcome.loaded)
    click.echo(f"{new:,} new, {len(outcome.replaced):,} replaced, {kept:,} kept as they were")
    click.echo(f"Snapshot {snapshot.id}: {counted(len(snapshot.authorities), 'authority')}, as at {snapshot.as_at}")
    _changes("Changed", outcome.changes)


def _changes(heading: str, changes: Sequence[Change]) -> None:
    """Each place's measures before and after; of those that are the same only how many there are."""
    for (place, day), group in groupby(changes, key=lambda change: (change.place, change.as_at)):
        measures = list(group)
        click.echo(f"{heading}: {place} on {day.day} {day:%B %Y}")
        shown = [change for change in measures if change.is_change]
        for change in shown:
            why = f" ({change.note})" if change.note else ""
            click.echo(f"  {change.measure}: {change.before} → {change.after}{why}")
        if same := len(measures) - len(shown):
            click.echo(f"  {counted(same, 'measure')} as they were")
