"""Marts against the same aggregation in pandas and in Polars: ``python -m tests.benchmarks.frames [--runs 7]``.

Frames start where the marts start: the stored tables of children by month, of stays, prices and homes, held in memory.
They are given what they need and no more: of one date, or of all, the authorities that count; joins; groups; counts,
shares, medians and quantiles. What only the marts do (a filter bar, the intervals, what stands beside) is left out of
the frames, in their favour. Before anything is timed, the children that each engine counts in each group are compared,
and a figure of each group where there is one. Medians and ratios are printed, and nothing is asserted but that.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

import click
import pandas as pd
import polars as pl

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.reference import tables
from sufficiency.snapshot import store
from tests.benchmarks import framed_marts as asked
from tests.benchmarks.framed_marts import MARTS, Mart
from tests.benchmarks.timing import median_ms

Frames = dict[str, Any]


def in_pandas(mart: Mart, frames: Frames, as_at: object, counted: list[str]) -> pd.DataFrame:
    """The mart's rows in pandas."""
    months = frames["int_child_months"]
    months = months[months["authority_code"].isin(counted)]
    months = months[months["as_at"] <= as_at] if mart.is_by_month else months[months["as_at"] == as_at]
    rows = months.merge(frames["int_stay_details"], on="stay_id").merge(frames["int_prices"], on="price_id")
    if mart.is_priced:
        rows = rows[rows["weekly_cost_gbp"].notna()]
    if mart.is_sixteen_plus:
        rows = rows[rows["age_years"] >= 16]
    if mart.has_kinds:
        rows = rows.merge(frames["placement_kinds"], on="placement_type")
    if mart.bands:
        bands = frames[mart.bands]
        edges = [*bands["over_miles"], bands["up_to_miles"].iloc[-1]]
        rows = rows.assign(band=pd.cut(rows["distance_miles"], edges, labels=bands["distance_band"]).astype(object))
    rows = rows.fillna({key: asked.NOT_KNOWN for key in mart.named})
    return pd.concat([_pandas_groups(mart, rows, list(by)) for by in mart.groupings])


def _pandas_groups(mart: Mart, rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    if not by:
        rows, by = rows.assign(all=0), ["all"]
    groups = rows.groupby(by, dropna=False)
    found = groups.agg(n=("stay_id", "size"), **{name: (cell, how) for name, (cell, how) in mart.figures.items()})
    if mart.quantiles:
        found = found.join(groups["weekly_cost_gbp"].quantile(list(mart.quantiles)).unstack())
    if mart.whole is not None:
        wholes = found.groupby(list(mart.whole))["n"].transform("sum") if mart.whole else found["n"].sum()
        found = found.assign(pct=100 * found["n"] / wholes)
    return found.assign(**{f"{name}_pct": 100 * found[name] / found["n"] for name in mart.shares})


def in_polars(mart: Mart, frames: Frames, as_at: object, counted: list[str]) -> pl.DataFrame:
    """The mart's rows in Polars, as one lazy query."""
    months = frames["int_child_months"].lazy().filter(pl.col("authority_code").is_in(counted))
    months = months.filter(pl.col("as_at") <= as_at if mart.is_by_month else pl.col("as_at") == as_at)
    stays, prices = frames["int_stay_details"].lazy(), frames["int_prices"].lazy()
    rows = months.join(stays, on="stay_id").join(prices, on="price_id")
    if mart.is_priced:
        rows = rows.filter(pl.col("weekly_cost_gbp").is_not_null())
    if mart.is_sixteen_plus:
        rows = rows.filter(pl.col("age_years") >= 16)
    if mart.has_kinds:
        rows = rows.join(frames["placement_kinds"].lazy(), on="placement_type")
    if mart.bands:
        bands = frames[mart.bands]
        edges, names = bands["up_to_miles"].to_list()[:-1], bands["distance_band"].to_list()
        band = pl.col("distance_miles").bin_intervals(edges, labels=names, right_closed=True)
        rows = rows.with_columns(band.cast(pl.String).alias("band"))
    rows = rows.with_columns(pl.col(list(mart.named)).fill_null(asked.NOT_KNOWN)) if mart.named else rows
    found = [_polars_groups(mart, rows, list(by)) for by in mart.groupings]
    return pl.concat(found, how="diagonal").collect()


def _polars_groups(mart: Mart, rows: pl.LazyFrame, by: list[str]) -> pl.LazyFrame:
    figures = [getattr(pl.col(cell), how)().alias(name) for name, (cell, how) in mart.figures.items()]
    figures += [pl.col("weekly_cost_gbp").quantile(q, "linear").alias(f"q{q}") for q in mart.quantiles]
    asking = [pl.len().alias("n"), *figures]
    found = rows.group_by(by).agg(asking) if by else rows.select(asking)
    if mart.whole is not None:
        whole = pl.col("n").sum().over(list(mart.whole)) if mart.whole else pl.col("n").sum()
        found = found.with_columns((100 * pl.col("n") / whole).alias("pct"))
    return found.with_columns((100 * pl.col(name) / pl.col("n")).alias(f"{name}_pct") for name in mart.shares)


def measured(scope: Scope, runs: int) -> dict[str, tuple[float, float, float]]:
    """Milliseconds of each mart in DuckDB, pandas and Polars; raises AssertionError where their rows differ."""
    with scope.cursor(seconds=600) as cursor:
        held = {
            name: cursor.sql(f"select {cells} from {name}").to_arrow_table() for name, cells in asked.TABLES.items()
        }
    with scope.cursor_for({}, scope.as_at, ["int_chosen_authorities"]) as (cursor, _):
        counts = "select distinct authority_code from {}"
        now = [row[0] for row in cursor.execute(counts.format("looked_after")).fetchall()]
        always = [row[0] for row in cursor.execute(counts.format("looked_after_by_month")).fetchall()]
    pandas = {name: rows.to_pandas(date_as_object=False) for name, rows in held.items()} | _reference()
    polars: Frames = {name: pl.from_arrow(rows) for name, rows in held.items()}
    polars |= {name: pl.from_pandas(rows) for name, rows in _reference().items()}
    found = {}
    for name, mart in MARTS.items():
        counted = always if mart.is_by_month else now
        ways: tuple[Callable[[], Any], ...] = (
            lambda name=name: _rows(scope, name),
            lambda mart=mart, counted=counted: in_pandas(mart, pandas, pd.Timestamp(scope.as_at), counted),
            lambda mart=mart, counted=counted: in_polars(mart, polars, scope.as_at, counted),
        )
        _compare(name, mart, *(ask() for ask in ways))
        found[name] = tuple(median_ms(ask, runs) for ask in ways)
    return found  # type: ignore[return-value]


def _reference() -> Frames:
    """The reference tables that frames need; of bands those that have ends."""
    kinds = tables.rows(settings.REFERENCE, "placement_kinds").to_pandas()[["placement_type", "placement_kind"]]
    found = {"placement_kinds": kinds}
    for name in ("distance_bands", "distance_steps"):
        rows = tables.rows(settings.REFERENCE, name).to_pandas().dropna(subset=["over_miles"])
        rows = rows.assign(over_miles=rows["over_miles"].astype(float), up_to_miles=rows["up_to_miles"].astype(float))
        found[name] = rows.sort_values("over_miles")[["distance_band", "over_miles", "up_to_miles"]]
    return found


def _compare(name: str, mart: Mart, ours: pd.DataFrame, frame: pd.DataFrame, lazy: pl.DataFrame) -> None:
    """That the three agree on the children of each group, groups of none left out, and on its figure."""
    theirs = frame.reset_index(drop=True), lazy.to_pandas()
    count = ours[mart.count].astype(int)
    wanted = sorted(count[count > 0])
    for found in theirs:
        assert sorted(found["n"]) == wanted, f"{name}: groups of {sorted(found['n'])[-5:]} and of {wanted[-5:]}"
    for column, figure in mart.compared.items():
        values = sorted(round(float(value), 6) for value in ours[column].dropna())
        for found in theirs:
            there = sorted(round(float(value), 6) for value in found[figure].dropna())
            assert there == values, f"{name}: {column} is otherwise"


def _rows(scope: Scope, mart: str) -> pd.DataFrame:
    with scope.cursor_for({}, scope.as_at, [mart]) as (cursor, _):
        rows: pd.DataFrame = cursor.execute(f"select * from {mart}").df()
    return rows


@click.command()
@click.option("--runs", default=7, show_default=True, help="Queries of each mart.")
def main(runs: int) -> None:
    """Print each mart's median milliseconds in the three engines, and how often DuckDB's goes into the others'."""
    name = store.current_name()
    if name is None:
        raise click.UsageError("no snapshot: run python -m sufficiency ingest first")
    scope = Scope(store.read(name))
    figures = measured(scope, runs)
    scope.close()
    click.echo(
        f"{'milliseconds':30}{'DuckDB':>10}{'pandas':>10}{'Polars':>10}{'pandas/DuckDB':>15}{'Polars/DuckDB':>15}"
    )
    for mart, (ours, pandas, polars) in figures.items():
        click.echo(f"{mart:30}{ours:10.1f}{pandas:10.1f}{polars:10.1f}{pandas / ours:15.2f}{polars / ours:15.2f}")
    middle = [statistics.median(column) for column in zip(*figures.values(), strict=True)]
    ratios = [statistics.median(row[at] / row[0] for row in figures.values()) for at in (1, 2)]
    click.echo(
        f"{'median':30}" + "".join(f"{figure:10.1f}" for figure in middle) + f"{ratios[0]:15.2f}{ratios[1]:15.2f}"
    )


if __name__ == "__main__":
    main()
