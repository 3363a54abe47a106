"""How long joining years of returns takes: ``python -m tests.benchmarks.joining [--episodes N]``.

Prints the median of several runs of the views that hold the joining rules, over invented episodes
of which one in eight was left open. Figures are printed to be read, never asserted.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

import click
import duckdb

from sufficiency.database.scope import Scope
from tests.conftest import snapshot_of

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
@click.option("--episodes", default=300_000, show_default=True, help="Rows of returns to join.")
@click.option("--runs", default=7, show_default=True)
def main(episodes: int, runs: int) -> None:
    """Time the joining of years of returns on this machine."""
    with tempfile.TemporaryDirectory() as folder:
        rows = EPISODES.format(children=int(episodes / 9))
        scope = Scope(snapshot_of(Path(folder), {"episodes": rows}), is_whole=True)
        with scope.cursor(seconds=600) as cursor:
            sent = cursor.execute("select count(*) from stg_episodes").fetchall()[0][0]
            click.echo(f"{sent:,} episodes as sent")
            for name in VIEWS:
                sql = scope.catalogue.views[name].sql
                taken = [_seconds(cursor, sql) for _ in range(runs)]
                click.echo(f"{name:24} {1000 * statistics.median(taken):8.0f} ms")
        scope.close()


def _seconds(cursor: duckdb.DuckDBPyConnection, sql: str) -> float:
    began = time.perf_counter()
    cursor.execute(f"create or replace temp table timed as {sql}")
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
