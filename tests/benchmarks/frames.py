"""Marts against the same aggregation in pandas and in Polars: ``python -m tests.benchmarks.frames [--runs 7]``.

Frames start where the marts start: the stored tables of children by month, of stays, prices and homes, held in memory.
They are given what they need and no more: of one date, or of all, the authorities that count; joins; groups; counts,
shares, medians and quantiles. What only the marts do (a filter bar, the intervals) is left out of the frames, in their
favour. Before anything is timed, the children each engine counts are compared. Medians and ratios are printed, and
nothing is asserted but that.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

import click
import pandas as pd
import polars as pl

from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from tests.benchmarks.timing import median_ms

# Of each table what these marts need.
TABLES = {
    "int_child_months": "as_at, authority_code, stay_id, price_id",
    "int_stay_details": "stay_id, host_authority_code, placement_type, provider_sector, distance_miles, is_distant, "
    "is_out_of_area",
    "int_prices": "price_id, weekly_cost_gbp, provision_type, sourcing_route",
}
BY_MONTH = ("placement_trend",)  # of every month end
KEYS: dict[str, list[str]] = {
    "placement_distance": ["authority_code"],
    "placement_distance_by_type": ["placement_type"],
    "placement_mix": ["placement_type", "provider_sector"],
    "placement_mix_by_authority": ["authority_code", "placement_type", "provider_sector"],
    "placement_hosts": ["host_authority_code"],
    "placement_trend": ["as_at", "placement_type"],
    "costs_by_provision": ["provision_type", "sourcing_route"],
}
# Of which whole each mart gives the shares.
WHOLES = {
    "placement_mix": ["placement_type"],
    "placement_mix_by_authority": ["authority_code"],
    "placement_trend": ["as_at"],
}
Frames = dict[str, Any]


def in_pandas(mart: str, frames: Frames, as_at: object, counted: list[str]) -> pd.DataFrame:
    """The mart's rows in pandas."""
    months = frames["int_child_months"]
    months = months[months["authority_code"].isin(counted)]
    months = months[months["as_at"] <= as_at] if mart in BY_MONTH else months[months["as_at"] == as_at]
    rows = months.merge(frames["int_stay_details"], on="stay_id").merge(frames["int_prices"], on="price_id")
    by = KEYS[mart]
    if mart == "costs_by_provision":
        rows = rows[rows["weekly_cost_gbp"].notna()].fillna({key: "Not recorded" for key in by})
        costs = [rows.groupby(keys)["weekly_cost_gbp"] for keys in (by, by[:1])]
        return pd.concat([cost.quantile([0.25, 0.5, 0.75, 0.9]).unstack().assign(n=cost.size()) for cost in costs])
    groups = rows.groupby(by, dropna=False)
    if mart in WHOLES:
        found = groups.size().rename("n").reset_index()
        found["whole"] = found.groupby(WHOLES[mart])["n"].transform("sum")
        return found.assign(pct=100 * found["n"] / found["whole"])
    found = groups.agg(
        n=("stay_id", "size"),
        known=("distance_miles", "count"),
        median=("distance_miles", "median"),
        distant=("is_distant", "sum"),
        out=("is_out_of_area", "sum"),
    )
    return found.assign(distant_pct=100 * found["distant"] / found["n"], out_pct=100 * found["out"] / found["n"])


def in_polars(mart: str, frames: Frames, as_at: object, counted: list[str]) -> pl.DataFrame:
    """The mart's rows in Polars, as one lazy query."""
    months = frames["int_child_months"].lazy().filter(pl.col("authority_code").is_in(counted))
    months = months.filter(pl.col("as_at") <= as_at if mart in BY_MONTH else pl.col("as_at") == as_at)
    stays, prices = frames["int_stay_details"].lazy(), frames["int_prices"].lazy()
    rows = months.join(stays, on="stay_id").join(prices, on="price_id")
    by = KEYS[mart]
    if mart == "costs_by_provision":
        rows = rows.filter(pl.col("weekly_cost_gbp").is_not_null()).with_columns(pl.col(by).fill_null("Not recorded"))
        cost = pl.col("weekly_cost_gbp")
        asked = [pl.len().alias("n"), *(cost.quantile(q, "linear").alias(f"q{q}") for q in (0.25, 0.5, 0.75, 0.9))]
        return pl.concat([rows.group_by(keys).agg(asked) for keys in (by, by[:1])], how="diagonal").collect()
    if mart in WHOLES:
        counts = rows.group_by(by).agg(pl.len().alias("n"))
        shares = counts.with_columns((100 * pl.col("n") / pl.col("n").sum().over(WHOLES[mart])).alias("pct"))
        return shares.collect()
    miles = pl.col("distance_miles")
    counts = rows.group_by(by).agg(
        pl.len().alias("n"),
        miles.count().alias("known"),
        miles.median().alias("median"),
        pl.col("is_distant").sum().alias("distant"),
        pl.col("is_out_of_area").sum().alias("out"),
    )
    shares = [(100 * pl.col(name) / pl.col("n")).alias(f"{name}_pct") for name in ("distant", "out")]
    return counts.with_columns(shares).collect()


def measured(scope: Scope, runs: int) -> dict[str, tuple[float, float, float]]:
    """Milliseconds of each mart in DuckDB, pandas and Polars; raises AssertionError where they count otherwise."""
    with scope.cursor(seconds=600) as cursor:
        held = {name: cursor.sql(f"select {cells} from {name}").to_arrow_table() for name, cells in TABLES.items()}
    with scope.cursor_for({}, scope.as_at, ["int_chosen_authorities"]) as (cursor, _):
        counts = "select distinct authority_code from {}"
        now = [row[0] for row in cursor.execute(counts.format("looked_after")).fetchall()]
        always = [row[0] for row in cursor.execute(counts.format("looked_after_by_month")).fetchall()]
    pandas = {name: rows.to_pandas(date_as_object=False) for name, rows in held.items()}
    polars = {name: pl.from_arrow(rows) for name, rows in held.items()}
    found = {}
    for mart in KEYS:
        counted = always if mart in BY_MONTH else now
        asked: tuple[Callable[[], Any], ...] = (
            lambda mart=mart: _rows(scope, mart),
            lambda mart=mart, counted=counted: in_pandas(mart, pandas, pd.Timestamp(scope.as_at), counted),
            lambda mart=mart, counted=counted: in_polars(mart, polars, scope.as_at, counted),
        )
        ours, frame, lazy = (ask() for ask in asked)
        count = "priced_count" if mart == "costs_by_provision" else "child_count"
        totals = {int(ours[count].sum()), int(frame["n"].sum()), int(lazy["n"].sum())}
        assert len(totals) == 1, f"{mart}: {totals}"
        found[mart] = tuple(median_ms(ask, runs) for ask in asked)
    return found  # type: ignore[return-value]


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
