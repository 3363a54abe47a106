"""Marts against the same aggregation in pandas and in Polars: ``python -m tests.benchmarks.frames [--runs 7]``.

Every mart but those that tests/benchmarks/framed_marts.py leaves out, with the reason. Frames start where the marts
start: the stored tables of children by month, stays, prices, homes and events, and what was sent, held in memory. They
are given what they need and no more: of one date, or of all, the authorities that count; joins; groups; counts, shares,
medians and quantiles. What only the marts do (a filter bar, the intervals, names) is left out of the frames, in their
favour. Before anything is timed, each group and figure of the frames is held against the mart's row. Medians and ratios
are printed, with how much of a mart's time is planning, and nothing is asserted but that.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

import click
import narwhals as nw
import pandas as pd

from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from tests.benchmarks import compared, held
from tests.benchmarks.framed_marts import LEFT_OUT, MARTS
from tests.benchmarks.held import Rows

AIM = 5  # times as long in pandas


class Timed(NamedTuple):
    """Median milliseconds of a mart, of pandas and of Polars, and of the mart's own plan alone."""

    ours: float
    pandas: float
    polars: float
    planning: float


def measured(scope: Scope, runs: int, only: Collection[str] = ()) -> dict[str, Timed]:
    """How long each mart takes in the three engines; raises AssertionError where their rows differ."""
    both = held.both(scope)
    found = {}
    for name in only or sorted(MARTS):
        way = MARTS[name]
        ways: list[Callable[[], Any]] = [
            lambda name=name: rows(scope, name),
            *(lambda way=way, tables=tables: worked_out(way(tables)) for tables in both),
            lambda name=name: rows(scope, name, "explain "),
        ]
        by = compared.keys(scope.catalogue.views[name].grain)
        ours, *theirs = (ask() for ask in ways[:3])
        for each in theirs:
            compared.same(name, by, ours, compared.frame(each))
        found[name] = Timed(*_medians(ways, runs))
    return found


def _medians(ways: list[Callable[[], Any]], runs: int) -> Iterator[float]:
    """Each way's median milliseconds, asked in turn, so that what else the machine does falls to all alike."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(runs):
        for times, ask in zip(taken, ways, strict=True):
            began = time.perf_counter()
            ask()
            times.append(1000 * (time.perf_counter() - began))
    return map(statistics.median, taken)


def worked_out(rows: Rows) -> Rows:
    """The rows of a way: Polars is asked for them here, pandas has them."""
    return rows.collect() if isinstance(rows, nw.LazyFrame) else rows


def rows(scope: Scope, mart: str, asked: str = "") -> pd.DataFrame:
    """The mart's own rows, nothing chosen, or what ``asked`` asks of that question."""
    with scope.cursor_for({}, scope.as_at, [mart]) as (cursor, _):
        found: pd.DataFrame = cursor.execute(f"{asked}select * from {mart}").df()
    return found


@click.command()
@click.option("--runs", default=7, show_default=True, help="Queries of each mart.")
@click.option("--only", multiple=True, type=click.Choice(sorted(MARTS)), help="These marts only.")
def main(runs: int, only: tuple[str, ...]) -> None:
    """Print each mart's median milliseconds in the three engines, and how often DuckDB's goes into the others'."""
    name = store.current_name()
    if name is None:
        raise click.UsageError("no snapshot: run python -m sufficiency ingest first")
    scope = Scope(store.read(name))
    figures = measured(scope, runs, only)
    scope.close()
    heads = ("DuckDB", "pandas", "Polars", "pandas/DuckDB", "Polars/DuckDB", "planning")
    click.echo(f"{'milliseconds':34}" + "".join(f"{head:>15}" for head in heads))
    for mart, timed in figures.items():
        _say(mart, timed)
    middle = Timed(*(statistics.median(column) for column in zip(*figures.values(), strict=True)))
    _say(f"the middle of {len(figures)}", middle)
    ratios = [statistics.median(timed[at] / timed.ours for timed in figures.values()) for at in (1, 2, 3)]
    click.echo(f"{'ratios at their middle':34}{'':45}{ratios[0]:15.2f}{ratios[1]:15.2f}{ratios[2]:15.2f}")
    reached = sum(timed.pandas >= AIM * timed.ours for timed in figures.values())
    click.echo(f"{reached} of {len(figures)} take {AIM} times as long or longer in pandas")
    for mart, why in LEFT_OUT.items():
        click.echo(f"left out: {mart}: {why}")


def _say(what: str, timed: Timed) -> None:
    ours, pandas, polars, planning = timed
    figures = (
        f"{ours:15.1f}{pandas:15.1f}{polars:15.1f}{pandas / ours:15.2f}{polars / ours:15.2f}{planning / ours:15.2f}"
    )
    click.echo(f"{what:34}{figures}")


if __name__ == "__main__":
    main()
