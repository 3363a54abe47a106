"""How long joining years of returns takes: ``python -m tests.benchmarks.joining [--episodes N …]``.

Prints the median of several runs of the views that hold the joining rules, over invented episodes of which one in eight
was left open; and, for as many episodes as ``--most`` says, once, the same rules row by row in pandas
(tests/benchmarks/row_by_row.py) beside the view that holds them. Figures are printed to be read, never asserted.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import click
import duckdb

from sufficiency.database.scope import Scope
from tests.benchmarks import row_by_row
from tests.conftest import snapshot_of

RULES = "int_episodes_closed"  # the view whose rules are also written row by row
VIEWS = ("int_episodes_submitted", "int_episodes_closed", "int_episodes", "int_stays")
# Six episodes a child, half a year each, and every one in the returns of the years it was open in.
EPISODES = """
with episodes as (
    select
        'E090000' || lpad((1 + child % 33)::varchar, 2, '0') as authority_code,
        child as child_id,
        date '2020-04-01' + (hash(child) % 300 + 180 * number)::integer as decom,
        decom + 180 as dec,
        case number
            when 0 then 'S' else ['P', 'L', 'T', 'B'][1 + (hash(child, number) % 4)::integer]
        end as rne,
        ['C1', 'C2', 'V2'][1 + (hash(number, child) % 3)::integer] as ls,
        'N1' as cin,
        ['U4', 'U6', 'K2', 'K3'][1 + (hash(child + number) % 4)::integer] as place,
        'PR4' as place_provider,
        hash(child, number, 1) % 8 = 0 as is_left_open
    from range({children}) as c (child), range(6) as n (number)
)
select
    e.* exclude (dec, is_left_open),
    return_year::integer as return_year,
    case when dec < make_date(return_year::integer, 4, 1) and not is_left_open then dec end as dec,
    case when dec < make_date(return_year::integer, 4, 1) and not is_left_open then 'X1' end as rec
from episodes as e, unnest(range(
    year(decom) + (month(decom) > 3)::integer, year(dec) + (month(dec) > 3)::integer + 1
)) as y (return_year)
"""


@click.command()
@click.option(
    "--episodes", multiple=True, type=int, default=[300_000], show_default=True, help="Rows of returns to join."
)
@click.option("--most", default=300_000, show_default=True, help="Most rows that are also joined row by row.")
@click.option("--runs", default=7, show_default=True)
def main(episodes: tuple[int, ...], most: int, runs: int) -> None:
    """Time the joining of years of returns on this machine."""
    for rows in episodes:
        sent, taken, in_pandas = measured(rows, runs, is_in_pandas=rows <= most)
        click.echo(f"{sent:,} episodes as sent")
        for name, seconds in taken.items():
            click.echo(f"{name:24} {1000 * seconds:8.0f} ms")
        if in_pandas:
            click.echo(
                f"row by row in pandas {1000 * in_pandas:12.0f} ms, {in_pandas / taken[RULES]:.0f} times {RULES}"
            )


def measured(episodes: int, runs: int, *, is_in_pandas: bool) -> tuple[int, dict[str, float], float]:
    """Rows sent, median seconds of each view, and those of the same rules row by row, 0 where these are not run."""
    with tempfile.TemporaryDirectory() as folder:
        rows = EPISODES.format(children=int(episodes / 9))
        snapshot = snapshot_of(Path(folder), {"episodes": rows})
        scope = Scope(snapshot, is_whole=True, marts=VIEWS)
        with scope.cursor(seconds=600) as cursor:
            sent = int(cursor.execute("select count(*) from stg_episodes").fetchall()[0][0])
            taken = {
                name: statistics.median(_seconds(cursor, scope.catalogue.views[name].sql) for _ in range(runs))
                for name in VIEWS
            }
            in_pandas = 0.0
            if is_in_pandas:
                frame = cursor.execute("select * from stg_episodes").df()
                began = time.perf_counter()
                row_by_row.closed(frame)
                in_pandas = time.perf_counter() - began
        scope.close()
    return sent, taken, in_pandas


def _seconds(cursor: duckdb.DuckDBPyConnection, sql: str) -> float:
    began = time.perf_counter()
    cursor.execute(f"create or replace temp table timed as {sql}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
