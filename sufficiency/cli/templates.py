"""Commands that write files to work with elsewhere: the slide template, boundaries, all views in a DuckDB file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sufficiency import settings
from sufficiency.cli.terminal import words
from sufficiency.plurals import counted


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def slides(out: Path) -> None:
    """Write the plain slide template to OUT (a .pptx that is not there yet)."""
    sys.exit(_slides(out))


@click.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path), default=settings.REFERENCE / "boundaries")
def boundaries(out: Path) -> None:
    """Derive authorities' boundaries and the middle of each postcode sector from the postcode directory
    (needs requirements-dev.txt)."""
    from sufficiency.reference import boundaries as maker
    from sufficiency.reference import sectors

    maker.build(out)
    sectors.build(out)


@click.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def dictionary(out: Path) -> None:
    """Write the data dictionary, every column of every view from its header, to OUT (a .csv that is not there yet)."""
    from sufficiency.catalogue import loader
    from sufficiency.presentation.export import dictionary as writer

    views = loader.load(settings.sql_folder()).layer("marts")
    sys.exit(_write(out, writer.file(views)))


@click.command("duckdb")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def duckdb_file(out: Path) -> None:
    """Write every view, exact, with macros and reference tables, to OUT (a .duckdb that is not there yet)."""
    sys.exit(_duckdb_file(out))


@click.command("export-sql")
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.option("--dialect", type=click.Choice(["spark"]), default="spark", show_default=True, help="Whose SQL.")
@click.option("--snapshot-at", default="", help="Where that engine finds the snapshot's folder; here, when left out.")
@click.option("--reference-at", default="", help="Where it finds OUT/reference; here, when left out.")
@click.option("--as-tables", is_flag=True, help="Views that others read as tables, to be made again after a choice.")
def export_sql(out: Path, dialect: str, snapshot_at: str, reference_at: str, as_tables: bool) -> None:
    """Write every view, macro, choice and reference table as SQL of a bigger engine to OUT, a folder that is
    not there yet (needs requirements-spark.txt)."""
    sys.exit(_export_sql(out, snapshot_at, reference_at, as_tables))


def _export_sql(out: Path, snapshot_at: str, reference_at: str, as_tables: bool) -> int:
    """Write the files; 1 when OUT already exists or a view cannot run and does not say so."""
    from sufficiency.catalogue import loader
    from sufficiency.reference import tables
    from sufficiency.snapshot import store

    try:
        from sufficiency.dialect import scripts
    except ModuleNotFoundError:
        click.echo("install what it needs first: pip install -r requirements-spark.txt", err=True)
        return 1
    try:
        if out.exists():
            raise FileExistsError(f"{out} already exists")
        snapshot = store.current()
        reference = settings.REFERENCE
        catalogue = loader.load(settings.sql_folder(), tables.digests(reference))
        here = snapshot.folder.resolve().as_posix(), (out / "reference").resolve().as_posix()
        where = snapshot_at or here[0], reference_at or here[1]
        script = scripts.make(snapshot, catalogue, out, *where, as_tables=as_tables)
        scripts.write(script, out, snapshot, catalogue)
    except (store.SnapshotError, OSError) as error:
        click.echo(words(error), err=True)
        return 1
    for name, why in sorted({**catalogue.problems, **script.cannot_run}.items()):
        click.echo(f"Not in it: {name}: {why}", err=True)
    kind = "Synthetic" if snapshot.is_synthetic else "Real: its tables hold rows of single children"
    click.echo(f"Wrote {out}: {counted(len(script.files), 'file')}; begin with its README.md. {kind}.")
    return 1 if catalogue.problems or any(not catalogue.views[name].cannot_run for name in script.cannot_run) else 0


def _duckdb_file(out: Path) -> int:
    """Write the file; 1 when it already exists, cannot be written or lacks a view."""
    from sufficiency.database import duckdb_file as writer
    from sufficiency.snapshot import store

    try:
        snapshot = store.current()
        problems = writer.write(snapshot, out)
    except (store.SnapshotError, OSError) as error:
        click.echo(words(error), err=True)
        return 1
    for name, why in sorted(problems.items()):
        click.echo(f"Not in it: {name}: {why}", err=True)
    kind = "Synthetic" if snapshot.is_synthetic else "Real: it holds rows of single children, keep it as the returns"
    click.echo(f"Wrote {out}, as at {snapshot.as_at:%d %B %Y}. {kind}.")
    return 1 if problems else 0


def _slides(out: Path) -> int:
    """Write the plain slide template."""
    from sufficiency.presentation.export import template

    return _write(out, template.plain())


def _write(out: Path, content: bytes) -> int:
    """Write a new file; 1 when it already exists or cannot be written."""
    try:
        with out.open("xb") as file:
            file.write(content)
    except OSError as error:
        click.echo(words(error), err=True)
        return 1
    click.echo(f"Wrote {out}")
    return 0
