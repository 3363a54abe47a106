"""The frames' way of marts about the forecast that is kept: of the region, as nobody is chosen."""

from __future__ import annotations

from typing import Any

import narwhals as nw

from tests.benchmarks.framed import col
from tests.benchmarks.held import Held, Rows

OURS, LAST = "This tool's simulation", "Last value"
COUNTS = {
    "expected_count": "shown",
    "expected_low_count": "low_95",
    "expected_high_count": "high_95",
    "expected_80_low_count": "low_80",
    "expected_80_high_count": "high_80",
    "simulated_count": "simulated",
    "last_value_count": "last_value",
}


def months(held: Held) -> Rows:
    """What is seen and expected at each month end."""
    rows = held["stg_forecast"].filter(col("level") == "london")
    return rows.select(
        "area_name", "kind", "category_code", "as_at", "months_ahead", **{k: col(v) for k, v in COUNTS.items()}
    )


def years(column: str) -> Any:
    """Months as years, in words."""
    number = (col(column) // 12).cast(nw.Int64)
    return nw.when(number == 1).then(nw.lit("1 year")).otherwise(number.cast(nw.String) + nw.lit(" years"))


def drivers(held: Held) -> Rows:
    """What adds to an expected number and what takes from it."""
    rows = held["stg_forecast_drivers"].filter(col("level") == "london").with_columns(years_ahead=years("months_ahead"))
    parts = []
    for direction, sign in (("Adds", 1), ("Takes", -1)):
        change = sign * col("change")
        count = nw.when(change > 0).then(change).otherwise(nw.lit(0))
        parts.append(rows.with_columns(direction=nw.lit(direction), child_count=count))
    return nw.concat(parts).select(
        "area_name", "kind", "category_code", "years_ahead", "driver", "direction", "child_count"
    )


def errors(held: Held) -> Rows:
    """How far off forecasts were."""
    whole = nw.when(col("level") == "london").then(nw.lit(held.here.region_name))
    level = whole.otherwise(nw.when(col("level") == "area").then(nw.lit("Areas")).otherwise(nw.lit("Authorities")))
    tenths = {"mean_error": "mean_error", "weighted_error": "wape", "mean_share": "mape"}
    rounded: dict[str, Any] = {name: (col(of) * 10 + 0.5).floor() / 10 for name, of in tenths.items()}  # a half goes up
    rounded |= {"covered_80": (col("covered_80") + 0.5).floor(), "case_number": col("cases")}
    columns = ("kind", "category_code", "method")
    return held["stg_forecast_errors"].select(*columns, level=level, years_ahead=years("months_ahead"), **rounded)


def aims(held: Held) -> Rows:
    """Whether the forecast is as good as it should be beside the last value."""
    is_level = col("level").is_in(("london", "authority"))
    rows = held["stg_forecast_errors"].filter(col("months_ahead") == 24, is_level)
    by = ["level", "kind", "category_code"]
    own = rows.filter(col("method") == OURS).select(*by, "covered_80", own="wape", case_number="cases")
    other = rows.filter(col("method") == LAST).select(*by, other="wape")
    found = own.join(other, on=by, how="left").join(held["forecast_aims"], on=["kind", "category_code"])
    level = nw.when(col("level") == "london").then(nw.lit(held.here.region_name)).otherwise(nw.lit("Median authority"))
    ratio = nw.when(col("other") > 0).then(col("own") / col("other"))
    found = found.with_columns(level=level, ratio=ratio)
    words = nw.when(col("ratio") <= col("most_ratio") + 1e-9).then(nw.lit("Met")).otherwise(nw.lit("Missed"))
    outcome = nw.when(col("ratio").is_null()).then(nw.lit("Cannot be said")).otherwise(words)
    return found.select(
        "aim",
        "level",
        "most_ratio",
        "case_number",
        outcome=outcome,
        error_ratio=col("ratio").round(2),
        weighted_error=col("own").round(1),
        last_error=col("other").round(1),
        covered_80=col("covered_80").round(),
    )


MARTS = {"forecast": months, "forecast_aims": aims, "forecast_drivers": drivers, "forecast_errors": errors}
