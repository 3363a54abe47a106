"""A forecast of two dates made by hand, kept beside a snapshot as one that was drawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pyarrow as pa

from sufficiency.planning import forecast
from sufficiency.snapshot import forecasts, store


def keep(snapshot: store.Snapshot, expected: float, facts: Mapping[str, str] | None = None) -> None:
    """A forecast of all children of the region of ``snapshot``, kept beside it with ``facts``: now, and two years
    on."""
    told = facts or {"Runs": "200"}
    region = snapshot.region["region_name"]
    row = {name: None for name in forecasts.TABLES["forecast"]}
    row |= {"level": "london", "area_name": region, "kind": "All", "category_code": "All children looked after"}
    row |= {"is_flow": False, "is_last_value": True}
    rows = [
        {**row, "as_at": date(2025, 3, 31), "months_ahead": 0, "shown": 40.0, "simulated": 40.0, "last_value": 40.0},
        {
            **row,
            "as_at": date(2027, 3, 31),
            "months_ahead": 24,
            "shown": expected,
            "simulated": 44.4,
            "last_value": 40.0,
        }
        | {"low_80": 31.0, "high_80": 49.0, "low_95": 25.0, "high_95": 55.0, "low_50": 36.0, "high_50": 44.0},
    ]
    error = {"level": "london", "kind": "All", "category_code": "All children looked after", "months_ahead": 24}
    error |= {
        "method": "Last value",
        "mean_error": 3.0,
        "wape": 7.5,
        "mape": 7.5,
        "covered_80": 80.0,
        "covered_95": 95.0,
    }
    tables = {
        "forecast": pa.Table.from_pylist(rows),
        "forecast_errors": pa.Table.from_pylist([error | {"covered_95": 95.0, "cases": 4}]),
        "forecast_drivers": pa.Table.from_pylist(
            [
                {"level": "london", "grouping": None, "area_name": region, "authority_code": None, "kind": "All"}
                | {"category_code": "All children looked after", "months_ahead": 24, "driver": driver, "change": change}
                for driver, change in (("Came into care", 30.0), ("Turned 18", -25.6), ("Moved placement", 0.0))
            ]
        ),
        "forecast_facts": pa.table({"fact": list(told), "said": list(told.values())}),
    }
    forecasts.write(snapshot, forecast.mark(snapshot), tables)
