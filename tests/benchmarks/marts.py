"""How long each mart takes on London, and on a larger London: medians and ratios, nothing asserted.

    python tests/benchmarks/marts.py --make LARGER           write ten times London there
    python tests/benchmarks/marts.py --larger LARGER         time every mart on both

The first form copies every child of the current snapshot nine times over under other ids; any
folder that holds snapshots (``SUFFICIENCY_DATA``) serves as the larger one.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

import click
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).parents[2]))
from sufficiency import query
from sufficiency.database.scope import Scope  # noqa: E402
from sufficiency.result import EXACT  # noqa: E402
from sufficiency.snapshot import store  # noqa: E402


def copied(found: store.Snapshot, times: int) -> dict[str, pa.Table]:
    """Every table of ``found`` with each child's rows ``times`` over; public tables as they are."""
    tables = {}
    for name in found.tables:
        rows = pq.read_table(found.file(name))
        if "child_id" in rows.column_names:
            # hash() mixes id and copy; 2^63 keeps it within the type of an id.
            rows = (
                duckdb.sql(
                    "select * replace (case when copy = 0 then child_id else "
                    "(hash(child_id, copy) % 9223372036854775807)::bigint end as child_id) "
                    f"from rows, range({times}) as t (copy) order by copy"
                )
                .to_arrow_table()
                .drop_columns(["copy"])
            )
        tables[name] = rows
    return tables


def timed(scope: Scope, mart: str, runs: int) -> tuple[float, float]:
    """Median elapsed and processor seconds of ``runs`` queries of ``mart``; NaN when it fails.

    Processor time, of all threads together, hardly changes when the machine has other work.
    """
    elapsed, worked = [], []
    for _ in range(runs):
        began, busy = time.perf_counter(), time.process_time()
        try:
            query.fetch(scope, [mart], {}, profile=EXACT)
        except (RuntimeError, LookupError):
            return float("nan"), float("nan")
        elapsed.append(time.perf_counter() - began)
        worked.append(time.process_time() - busy)
    return statistics.median(elapsed), statistics.median(worked)


def opened(data: str | None) -> tuple[Scope, float]:
    """London's database over the current snapshot of ``data``, and the seconds it took to build."""
    if data:
        os.environ["SUFFICIENCY_DATA"] = data
    began = time.perf_counter()
    name = store.current_name()
    if name is None:
        raise click.UsageError("no snapshot: run python -m sufficiency ingest first")
    scope = Scope(store.read(name))
    return scope, time.perf_counter() - began


@click.command()
@click.option("--runs", default=20, show_default=True, help="Queries of each mart.")
@click.option("--larger", help="A folder of snapshots of a larger London.")
@click.option("--make", help="Write a larger London in this folder, and stop.")
@click.option("--times", default=10, show_default=True, help="How many times London --make writes.")
@click.option("--only", multiple=True, help="These marts only.")
def main(runs: int, larger: str | None, make: str | None, times: int, only: tuple[str]) -> None:
    """Print each mart's median milliseconds on London and on a larger London, and their ratio."""
    if make:
        tables = copied(store.read(store.current_name() or ""), times)
        os.environ["SUFFICIENCY_DATA"] = make
        made = store.write(tables, is_synthetic=True, name="larger")
        click.echo(f"{made.tables['episodes']['rows']:,} episodes in {make}")
        return
    london, built = opened(None)
    marts = only or sorted(view.name for view in london.catalogue.layer("marts"))
    click.echo(f"Built in {built:.2f} s; median of {runs} queries each, in milliseconds")
    first = {mart: timed(london, mart, runs) for mart in marts}
    london.close()
    second: dict[str, tuple[float, float]] = {}
    if larger:
        scope, built = opened(larger)
        click.echo(f"The larger one was built in {built:.2f} s")
        second = {mart: timed(scope, mart, runs) for mart in marts}
    heads = ["elapsed", "processor"] * (2 if second else 1) + ["ratio"] * bool(second)
    click.echo(f"{'':30}" + "".join(f"{head:>11}" for head in heads))
    for mart in marts:
        figures = [1000 * value for value in (*first[mart], *second.get(mart, ()))]
        figures += [second[mart][0] / first[mart][0]] if second else []
        click.echo(f"{mart:30}" + "".join(f"{figure:11.1f}" for figure in figures))
    middle = [statistics.median(column) for column in zip(*first.values(), strict=True)]
    click.echo(f"{'median of all':30}" + "".join(f"{1000 * value:11.1f}" for value in middle))


if __name__ == "__main__":
    main()
