"""Every mart on DuckDB and on Spark, on this machine: ``python -m tests.benchmarks.engines [--runs N] [--only MART]``.

Over the snapshot that is served: England's, say, by ``SUFFICIENCY_DATA`` and with ``--many-rows``, which gives Spark
more memory and has it compile its plans. Needs requirements-spark.txt and Java. Medians and ratios are printed to be
read, never asserted. DuckDB is asked as the product asks it; Spark reads the files of ``export-sql --as-tables``, so
the tables that a choice makes anew are timed by themselves. Seconds by the clock: Spark's work is done by another
process.
"""

from __future__ import annotations

import contextlib
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from pyspark.sql import SparkSession

from sufficiency.database.scope import Scope
from sufficiency.reference import served
from sufficiency.snapshot import store
from tests.benchmarks.timing import median_ms
from tests.spark import engine

LONG = 20.0  # seconds by the clock; a statement that takes longer is named


@contextlib.contextmanager
def said(what: str) -> Iterator[None]:
    """Print what was done within, and how long it took."""
    began = time.perf_counter()
    yield
    click.echo(f"{what}: {time.perf_counter() - began:.1f} s")


@click.command()
@click.option("--runs", default=3, show_default=True, help="Queries of each mart.")
@click.option("--only", multiple=True, help="These marts only.")
@click.option("--many-rows", "has_many_rows", is_flag=True, help="Set Spark for many rows, such as England's.")
def main(runs: int, only: tuple[str, ...], has_many_rows: bool) -> None:
    """Print each mart's median milliseconds on both engines with nothing chosen, and their ratio."""
    figures = measured(runs, only, has_many_rows=has_many_rows)
    _line(f"median of {len(figures)}", [statistics.median(column) for column in zip(*figures.values(), strict=True)])
    sums = [sum(column) for column in zip(*figures.values(), strict=True)]
    _line("one after the other", (sums[0], sums[1], sums[1] / sums[0]))


def measured(
    runs: int, only: tuple[str, ...] = (), *, has_many_rows: bool = False
) -> dict[str, tuple[float, float, float]]:
    """Milliseconds of each mart on DuckDB and on Spark, and their ratio; told on the way."""
    name = store.current_name()
    if name is None:
        raise click.UsageError("no snapshot: run python -m sufficiency ingest first")
    with said("DuckDB, every view"):
        duck = Scope(store.read(name))
    with served.speaking(duck.region), tempfile.TemporaryDirectory() as folder:
        script = engine.written(duck, Path(folder) / "out")
        with said("Spark, start"):
            spark = engine.started(Path(folder) / "warehouse", has_many_rows=has_many_rows)
        with said("Spark, what is made once"):
            _run(spark, script.statements())
        engine.choose(spark, {}, duck.as_at)
        with said("Spark, what each choice makes anew"):
            _run(spark, script.statements(after_a_choice=True))
        able = [view.name for view in duck.catalogue.layer("marts") if view.name not in script.cannot_run]
        click.echo(f"{'milliseconds':34}{'DuckDB':>10}{'Spark':>10}{'ratio':>10}")
        figures = {}
        for mart in only or sorted(able):
            ours = median_ms(lambda mart=mart: _of_duckdb(duck, mart), runs)
            theirs = median_ms(lambda mart=mart: spark.table(mart).toArrow(), runs)
            figures[mart] = (ours, theirs, theirs / ours)
            _line(mart, figures[mart])
        spark.stop()
    duck.close()
    return figures


def _run(spark: SparkSession, statements: Iterable[str]) -> None:
    """Run them in order, and say which took long."""
    for statement in statements:
        began = time.perf_counter()
        engine.run(spark, [statement])
        if (seconds := time.perf_counter() - began) > LONG:
            click.echo(f"  {seconds:8.1f} s {' '.join(statement.split())[:60]}")


def _of_duckdb(duck: Scope, mart: str) -> object:
    with duck.cursor_for({}, duck.as_at, [mart]) as (cursor, _):
        return cursor.execute(f"select * from {mart}").to_arrow_table()


def _line(name: str, figures: Iterable[float]) -> None:
    click.echo(f"{name:34}" + "".join(f"{figure:10.1f}" for figure in figures))


if __name__ == "__main__":
    main()
