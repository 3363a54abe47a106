"""Commands that take returns in, and take them back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pyarrow as pa

from sufficiency import invented
from sufficiency.audit import log
from sufficiency.cli import outcome as outcome_words
from sufficiency.cli import planning
from sufficiency.cli.outcome import AS_IT_WAS
from sufficiency.cli.terminal import operator, progress, words_of_data
from sufficiency.plurals import counted
from sufficiency.snapshot import store

if TYPE_CHECKING:
    from sufficiency.returns import Import
    from sufficiency.returns.notes import Note

MOST_NOTES = 20


@click.command()
@click.argument("folder", metavar="IN", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--synthetic", "is_synthetic", is_flag=True, help="The returns describe no real child.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Problems, as CSV, or as Excel where FILE ends with .xlsx.",
)
@click.option("--all", "is_whole", is_flag=True, help="IN is all there is: serve nothing else from now on.")
@click.option("--hold", "is_held", is_flag=True, help="Only compare, and hold it all until: held load.")
@click.option("--accept", "accepted", metavar="CODE", multiple=True, help="Load what this check stops.")
@click.option("--because", metavar="TEXT", default="", help="Why it is accepted; goes into the ledger.")
@click.option("--exact", "is_exact", is_flag=True, help="Measures before and after as they are, not protected.")
@click.option("--forecast", "is_forecast", is_flag=True, help="Forecast what is served then, too.")
@click.option("--name", default=None, hidden=True)
def ingest(
    folder: Path,
    is_synthetic: bool,
    report: Path | None,
    is_whole: bool,
    is_held: bool,
    accepted: tuple[str, ...],
    because: str,
    is_exact: bool,
    is_forecast: bool,
    name: str | None,
) -> None:
    """Read the returns in IN, and serve each authority's year and each list in it from now on.

    Every other year and list stays as it was. What differs too much from what is served is held, and
    said why. At the end stands what changed: each authority's headline measures before and after. A forecast
    is of one snapshot: it is made of the new one with --forecast, which takes a region a minute, or later by:
    python -m sufficiency forecast.

    Ends with 0 when all is clean, 1 when problems were met or something is held, 2 when nothing was
    accepted, and 3 when the tool itself failed.
    """
    from sufficiency.loading.ingest import Wanted

    outcome_words.refuse_unknown(accepted)
    if bool(accepted) != bool(because.strip()):
        raise click.UsageError("--accept and --because go together: which check, and why")
    if is_synthetic and (real := invented.strangers(folder)):
        click.echo(
            f"{folder / real[0]} is not as synthesise made it, nor are {len(real) - 1:,} others. --synthetic opens "
            "what is read to anyone, so it takes only what synthesise made; leave it out for returns about children. "
            f"{AS_IT_WAS}",
            err=True,
        )
        sys.exit(2)
    wanted = Wanted(
        operator(),
        is_synthetic,
        is_whole,
        is_held,
        accepted,
        because.strip(),
        name,
        outcome_words.profile(is_exact),
        is_matched=report is not None,
    )
    sys.exit(_ingest(folder, wanted, report, is_forecast=is_forecast))


@click.command()
@click.argument("of", metavar="AUTHORITY YEAR | AUTHORITY found QUARTER | LIST", nargs=-1, required=True)
@click.option("--because", metavar="TEXT", default="", help="Why; goes into the ledger.")
@click.option("--put-back", "is_put_back", is_flag=True, help="Serve again what it took the place of.")
def withdraw(of: tuple[str, ...], because: str, is_put_back: bool) -> None:
    """Take an authority's year, or a list, out of what is served; everything else stays as it was.

    A list is named as snapshots --units names it, such as provision_register/2025-03-31. With --put-back what
    was served before it is served again.
    """
    sys.exit(_withdraw(of, because.strip(), is_put_back))


def _ingest(folder: Path, wanted: object, report: Path | None, *, is_forecast: bool) -> int:
    """Load ``folder``; 0 clean, 1 with problems or units held, 2 nothing accepted."""
    from sufficiency import returns
    from sufficiency.loading import ingest as loading
    from sufficiency.loading import lock, state

    assert isinstance(wanted, loading.Wanted)
    is_written = True

    def told(read: Import) -> None:
        nonlocal is_written
        _tell(read)
        is_written = _report(read, report)

    try:
        with progress("Reading returns") as step:
            outcome = loading.ingest(
                folder,
                wanted,
                progress=lambda what, done, total: step(what, done / max(total, 1)),
                told=told,
                say=click.echo,
            )
    except (
        store.SnapshotError,
        returns.KeyProblem,
        loading.OtherKey,
        lock.Busy,
        state.Mixing,
        log.LogUnavailable,
        OSError,
    ) as error:
        click.echo(f"{words_of_data(error)}. {AS_IT_WAS}", err=True)
        return 2
    outcome_words.tell(outcome)
    if outcome.read and outcome.matched and report and is_written:
        # Written before anything was served, so that it is there whatever happened since; now it can say this too.
        is_written = _report(outcome.read, report, outcome.matched)
    if outcome.snapshot is None and not wanted.is_held:
        return 2
    is_made = outcome.snapshot is None or planning.of_import(outcome.snapshot, is_wanted=is_forecast)
    is_odd = bool(outcome.read and outcome.read.problems.num_rows) or bool(outcome.findings or outcome.held)
    return 1 if is_odd or not (is_written and is_made) else 0


def _withdraw(of: tuple[str, ...], because: str, is_put_back: bool) -> int:
    """Withdraw what ``of`` names; 2 with the reason when there is no such unit."""
    from sufficiency.loading import earlier, lock, publishing, withdrawal
    from sufficiency.returns import periods, places

    key = of[0]
    if len(of) == 2:
        code, year = places.authority(of[0]), places.return_year(of[1])
        if code is None or year is None:
            unknown = f"{of[0]} is no known authority" if code is None else f"{of[1]} is no return year"
            click.echo(f"{unknown}. {AS_IT_WAS}", err=True)
            return 2
        key = f"{code}/{year}"
    elif len(of) == 3:
        code, day = places.authority(of[0]), periods.end(of[1], of[2])
        if code is None or day is None:
            unknown = f"{of[0]} is no known authority" if code is None else f"{of[1]} {of[2]} is no quarter of anything"
            click.echo(f"{unknown}. {AS_IT_WAS}", err=True)
            return 2
        key = f"{code}/{periods.by_folder()[of[1].lower()]['unit_kind']}/{day}"
    elif len(of) > 3:
        raise click.UsageError("give an authority and a year, an authority, found and a quarter, or one list")
    try:
        if is_put_back:
            snapshot, before = earlier.put_back(key, who=operator(), because=because, say=click.echo)
            done = f"{key} is as {before.who} loaded it on {before.at[:10]}"
        else:
            snapshot = withdrawal.withdraw(key, who=operator(), because=because, say=click.echo)
            done = f"{key} is withdrawn"
    except (store.SnapshotError, lock.Busy, publishing.Unsound, log.LogUnavailable, OSError) as error:
        click.echo(f"{words_of_data(error)}. {AS_IT_WAS}", err=True)
        return 2
    click.echo(done)
    click.echo(f"Snapshot {snapshot.id}: {counted(len(snapshot.authorities), 'authority')}, as at {snapshot.as_at}")
    planning.lacking()
    return 0


def _report(read: Import, path: Path | None, matched: Sequence[Note] = ()) -> bool:
    """Write the report, where one is wanted; False, with the reason, where it cannot be written.

    With what was ``matched`` it is written again, and not announced twice.
    """
    from sufficiency import returns

    if path is None:
        if read.problems.num_rows:
            click.echo("Give --report FILE.csv, or FILE.xlsx, to see every problem and its remedy")
        return True
    try:
        returns.write_report(read.problems, path, [*read.notes, *matched])
    except OSError as error:
        reason = error.strerror or "the system refused"
        click.echo(f"The report could not be written to {path}: {reason}. Give another --report.", err=True)
        return False
    if matched:
        click.echo(f"What the rows of each table were matched to stands at the end of {path}")
    else:
        click.echo(f"Every problem, with file, line, column, value and remedy: {path}")
    return True


def _tell(read: Import) -> None:

    counts = read.counts
    click.echo(
        f"{counted(counts.files, 'file')}, {counts.files_rejected:,} not readable; "
        f"{counts.rows_accepted:,} of {counted(counts.rows_read, 'row')} accepted; "
        f"{counted(read.problems.num_rows, 'problem')}"
    )
    for line in _summary(read.problems):
        click.echo(f"  {line}")
    for line in _of_folders(read.problems):
        click.echo(f"  {line}")
    for note in read.notes[:MOST_NOTES]:
        click.echo(f"  {note.file}: {note.words}")
    if len(read.notes) > MOST_NOTES:
        click.echo(f"  and {len(read.notes) - MOST_NOTES:,} more such notes, in the report")


def _of_folders(problems: pa.Table) -> list[str]:
    """What is told of whole folders, in full: it has no line to be looked up, and quotes no cell."""
    from sufficiency.reference import tables

    rules = {row["rule"] for row in tables.records("import_rules") if row["told_of"] == "folder"}
    told = [row for row in problems.to_pylist() if row["rule"] in rules]
    return [f"{row['file']}: {row['message']} {row['remedy']}" for row in told[:MOST_NOTES]]


def _summary(problems: pa.Table) -> list[str]:
    """The ten commonest kinds of problem, without any value."""
    if not problems.num_rows:
        return []
    kinds = problems.group_by(["severity", "rule"]).aggregate([("rule", "count")])
    rows = sorted(kinds.to_pylist(), key=lambda row: -row["rule_count"])
    return [f"{row['rule_count']:,} × {row['rule']} ({row['severity']})" for row in rows[:10]]
