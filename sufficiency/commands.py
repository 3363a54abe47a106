"""What each command does; ``__main__`` only reads the arguments."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pyarrow as pa
import pyarrow.parquet as pq

from sufficiency import choices, comparison, engine, protect, query, settings, snapshot
from sufficiency.result import EXACT, Result

if TYPE_CHECKING:
    from sufficiency.returns import Import


@contextmanager
def progress(label: str) -> Iterator[Callable[[str, float], None]]:
    """A bar on the terminal; the function it gives takes what is being done and the share done."""
    with click.progressbar(
        length=1000, label=label, item_show_func=lambda item: item or "", file=sys.stderr
    ) as bar:

        def step(what: str, share: float) -> None:
            bar.update(max(0, int(share * 1000) - bar.pos), what)

        yield step


def ingest(folder: Path, *, synthetic: bool, report: Path | None, name: str | None = None) -> int:
    """Read ``folder`` into a new snapshot; 0 clean, 1 with problems, 2 nothing accepted."""
    from sufficiency import returns

    try:
        with progress("Reading returns") as step:
            read = returns.read(
                folder,
                key=returns.hash_key(synthetic),
                progress=lambda what, done, total: step(what, done / max(total, 1)),
            )
        _tell(read)
        if report:
            returns.write_report(read.problems, report)
            click.echo(f"Every problem, with file, line, column, value and remedy: {report}")
        elif read.problems.num_rows:
            click.echo("Give --report FILE.csv to see every problem and its remedy")
        made = snapshot.write(read.tables, is_synthetic=synthetic, name=name)
    except (snapshot.SnapshotError, returns.KeyProblem, OSError) as error:
        click.echo(f"{_words(error)}. The current snapshot is as it was.", err=True)
        return 2
    click.echo(f"Snapshot {made.id}: {len(made.authorities)} authorities, as at {made.as_at}")
    return 1 if read.problems.num_rows else 0


def synthesise(out: Path, **wanted: Any) -> int:
    """Write an invented London to ``out``; 1 with the reason when ``wanted`` will not do."""
    from sufficiency.synthetic import synthesise as run

    try:
        with progress("Inventing London") as step:
            run(out, progress=step, **wanted)
    except (ValueError, OSError) as error:
        click.echo(_words(error), err=True)
        return 1
    return 0


def fit(folder: Path, report: Path | None, scale: float = 1.0) -> int:
    """Print how near invented returns come to what is published; 1 when any target is missed."""
    from sufficiency import synthetic

    try:
        found = synthetic.fit(folder, scale)
    except FileNotFoundError as error:
        click.echo(_words(error), err=True)
        return 1
    if report:
        found.to_csv(report, index=False, float_format="%.4g")
    click.echo(synthetic.summary(found).to_string(index=False, float_format="{:.2f}".format))
    missed = int((~found["met"].astype(bool)).sum())
    click.echo(f"{len(found) - missed:,} of {len(found):,} figures within their tolerance")
    return 1 if missed else 0


def _words(error: Exception) -> str:
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return str(error).rstrip(".")


def _tell(read: Import) -> None:
    counts = read.counts
    click.echo(
        f"{counts.files:,} files, {counts.files_rejected:,} not readable; "
        f"{counts.rows_accepted:,} of {counts.rows_read:,} rows accepted; "
        f"{read.problems.num_rows:,} problems"
    )
    for line in _summary(read.problems):
        click.echo(f"  {line}")


def _summary(problems: pa.Table) -> list[str]:
    """The ten commonest kinds of problem, without any value."""
    if not problems.num_rows:
        return []
    kinds = problems.group_by(["severity", "rule"]).aggregate([("rule", "count")])
    rows = sorted(kinds.to_pylist(), key=lambda row: -row["rule_count"])
    return [f"{row['rule_count']:,} × {row['rule']} ({row['severity']})" for row in rows[:10]]


def list_snapshots() -> int:
    """Print every snapshot and whether its files are sound; 1 when any is not."""
    current, unsound = None, 0
    try:
        current = snapshot.current_name()
    except snapshot.SnapshotError as error:
        click.echo(str(error), err=True)
        unsound = 1
    for name in snapshot.names():
        try:
            found = snapshot.read(name)
            snapshot.verify(found)
            kind = "synthetic" if found.is_synthetic else "REAL"
            state = f"sound, as at {found.as_at}, {len(found.authorities)} authorities, {kind}"
        except snapshot.SnapshotError as error:
            state, unsound = str(error), 1
        click.echo(f"{'*' if name == current else ' '} {name}  {state}")
    if current is None and not unsound:
        click.echo("No snapshot yet: run python -m sufficiency ingest IN")
    return unsound


def use_snapshot(name: str) -> int:
    """Serve the snapshot called ``name`` from now on, once verified; 1 with the reason if not."""
    try:
        snapshot.verify(snapshot.read(name))
        snapshot.point(name)
    except (snapshot.SnapshotError, OSError) as error:
        click.echo(f"{_words(error)}. The current snapshot is as it was.", err=True)
        return 1
    click.echo(f"{name} is the current snapshot")
    return 0


def open_scope(name: str = engine.LONDON) -> engine.Scope:
    """The scope's database over the current snapshot; raises SnapshotError when there is none."""
    current = snapshot.current_name()
    if current is None:
        raise snapshot.SnapshotError("no snapshot yet: run python -m sufficiency ingest IN")
    london = engine.Scope(snapshot.read(current))
    return london if name == engine.LONDON else comparison.of_authority(name, london)


def check() -> int:
    """Print the state of every view and check; 1 when anything is wrong."""
    from sufficiency import inspection

    try:
        scope = open_scope()
    except snapshot.SnapshotError as error:
        click.echo(str(error), err=True)
        return 1
    wrong = 0
    for finding in inspection.inspect(scope):
        wrong += not finding.is_sound
        mark = "sound " if finding.is_sound else "WRONG "
        click.echo(f"{mark} {finding.name}{': ' + finding.message if finding.message else ''}")
    click.echo(f"{wrong} wrong" if wrong else "All sound")
    return 1 if wrong else 0


def view(name: str, choose: tuple[str, ...], scope: str, exact: bool, form: str) -> int:
    """Print one view; 1 with the reason when it, the choices or the scope do not exist."""
    profile = EXACT if exact else protect.LONDON
    try:
        opened = open_scope(scope)
        result = query.fetch(opened, [name], choices.parse(choose), profile=profile)[name]
    except (LookupError, ValueError, PermissionError, RuntimeError) as error:
        click.echo(f"{error.args[0] if error.args else error}", err=True)
        return 1
    _print(result, form)
    return 0


def _print(result: Result, form: str) -> None:
    shown = result.rows.astype(object).where(result.symbols == "", result.symbols)
    if form == "parquet":
        if sys.stdout.isatty():
            raise click.UsageError("send Parquet to a file: … --format parquet > rows.parquet")
        pq.write_table(pa.Table.from_pandas(result.rows, preserve_index=False), sys.stdout.buffer)
    elif form == "json":
        click.echo(shown.to_json(orient="records", date_format="iso", indent=1))
    elif form == "csv":
        from sufficiency import export

        click.echo(export.csv(result).decode("utf-8-sig"), nl=False)
    else:
        kind = "SYNTHETIC data" if result.is_synthetic else "Real data"
        click.echo(f"{result.view.title}\nAs at {result.as_at} · {result.choice_text}")
        click.echo(f"{kind} · snapshot {result.snapshot_id} · {result.profile}\n")
        click.echo(shown.map(_figure).to_string(index=False))


def _figure(value: object) -> object:
    return f"{value:,.1f}".removesuffix(".0") if isinstance(value, float) else value


def slides(out: Path) -> int:
    """Write the plain slide template; 1 when the file is there already or cannot be written."""
    from sufficiency.export import template

    try:
        with out.open("xb") as file:
            file.write(template.plain())
    except OSError as error:
        click.echo(_words(error), err=True)
        return 1
    click.echo(f"Wrote {out}")
    return 0


def new(name: str) -> int:
    """Write ``sql/marts/<name>.sql``; 1 when the name will not do or is taken."""
    from sufficiency import new_view

    try:
        path = new_view.write(settings.sql_folder(), name)
    except (new_view.NameTaken, OSError) as error:
        click.echo(_words(error), err=True)
        return 1
    click.echo(f"Wrote {path}; edit it, then run python -m sufficiency check")
    return 0
