"""How long each mart takes on London, and on a larger London: medians and ratios, nothing asserted.

    python tests/benchmarks/marts.py --make /tmp/larger           write ten times London there
    python tests/benchmarks/marts.py --larger /tmp/larger         time every mart on both

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
from sufficiency import query, snapshot  # noqa: E402
from sufficiency.engine import Scope  # noqa: E402
from sufficiency.result import EXACT  # noqa: E402


def copied(found: snapshot.Snapshot, times: int) -> dict[str, pa.Table]:
    """Every table of ``found`` with each child's rows ``times`` over; public tables as they are."""
    tables = {}
    for name in found.tables:
        rows = pq.read_table(found.file(name))
        if "child_id" in rows.column_names:
            # hash() mixes id and copy; 2^63 keeps it within the type of an id.
            rows = duckdb.sql(
                "select * replace (case when copy = 0 then child_id else "
                "(hash(child_id, copy) % 9223372036854775807)::bigint end as child_id) "
                f"from rows, range({times}) as t (copy) order by copy"
            ).to_arrow_table().drop_columns(["copy"])  # fmt: skip
        tables[name] = rows
    return tables


def seconds(scope: Scope, mart: str, runs: int) -> float:
    """Median seconds of ``runs`` queries of ``mart``, rows handed over; NaN when it fails."""
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        try:
            query.fetch(scope, [mart], {}, profile=EXACT)
        except (RuntimeError, LookupError):
            return float("nan")
        taken.append(time.perf_counter() - began)
    return statistics.median(taken)


def opened(data: str | None) -> tuple[Scope, float]:
    """London's database over the current snapshot of ``data``, and the seconds it took to build."""
    if data:
        os.environ["SUFFICIENCY_DATA"] = data
    began = time.perf_counter()
    name = snapshot.current_name()
    if name is None:
        raise click.UsageError("no snapshot: run python -m sufficiency ingest first")
    scope = Scope(snapshot.read(name))
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
        tables = copied(snapshot.read(snapshot.current_name() or ""), times)
        os.environ["SUFFICIENCY_DATA"] = make
        made = snapshot.write(tables, is_synthetic=True, name="larger")
        click.echo(f"{made.tables['episodes']['rows']:,} episodes in {make}")
        return
    london, built = opened(None)
    marts = only or sorted(view.name for view in london.catalogue.layer("marts"))
    click.echo(f"Built in {built:.2f} s; median of {runs} queries each, milliseconds")
    first = {mart: seconds(london, mart, runs) for mart in marts}
    london.close()
    second: dict[str, float] = {}
    if larger:
        scope, built = opened(larger)
        click.echo(f"The larger one was built in {built:.2f} s")
        second = {mart: seconds(scope, mart, runs) for mart in marts}
    for mart in marts:
        more = ""
        if mart in second:
            more = f"{1000 * second[mart]:10.1f} {second[mart] / first[mart]:7.1f} x"
        click.echo(f"{mart:32}{1000 * first[mart]:10.1f}{more}")
    click.echo(f"{'median of all':32}{1000 * statistics.median(first.values()):10.1f}")


if __name__ == "__main__":
    main()
