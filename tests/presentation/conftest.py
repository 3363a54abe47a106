"""Hand-made results for charts, maps and files: figures small enough to check by eye."""

from collections.abc import Callable, Iterable
from datetime import date

import pandas as pd
import pytest

from sufficiency.presentation import geography
from sufficiency.result import Column, Result, View

COLUMNS = (
    Column("as_at", "date", "Month end"),
    Column("authority_code", "code", "Responsible local authority, ONS code"),
    Column("authority_name", "text", "Responsible local authority"),
    Column("home_authority_code", "code", "Home"),
    Column("host_authority_code", "code", "Host"),
    Column("host_authority_name", "text", "Host's name"),
    Column("placement_sector", "text", "Postcode sector"),
    Column("postcode_sector", "text", "Postcode sector the homes stand in"),
    Column("distance_band", "text", "Miles"),
    Column("distance_class", "text", "Whether over 20 miles"),
    Column("distant_count", "count", "Placed over 20 miles from home"),
    Column("placement_type", "text", "Placement type"),
    Column("median_distance_miles", "miles", "Median, home to placement", of="known_count"),
    Column("known_count", "count", "Children whose distance is known"),
    Column("low_miles", "miles", "Lower quartile"),
    Column("high_miles", "miles", "Upper quartile"),
    Column(
        "distant_pct", "pct", "Children placed over 20 miles from home", low="distant_low_pct", high="distant_high_pct"
    ),
    Column("distant_low_pct", "pct", "Low end", kind="limit", is_limit=True),
    Column("distant_high_pct", "pct", "High end", kind="limit", is_limit=True),
    Column("median_cost_gbp_week", "gbp_week", "Median weekly cost"),
    Column("child_count", "count", "Children looked after"),
    Column("gap_count", "count", "Need less supply"),
)
TYPES = ("Foster placements", "Supported accommodation", "Children's homes and secure homes")
Make = Callable[..., Result]


@pytest.fixture
def make() -> Make:
    """Builds a Result from records; ``hide`` lists (row, column) cells that are withheld."""

    def build(chart: str, records: list[dict], hide: Iterable[tuple[int, str]] = (), **changes: object) -> Result:
        rows = pd.DataFrame(records)
        columns = tuple(column for column in COLUMNS if column.name in rows)
        symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
        for row, name in hide:
            rows[name] = rows[name].astype(float)
            rows.loc[row, name] = float("nan")
            symbols.loc[row, name] = "c"
        view = View(
            "placement_distance",
            "marts",
            "Placement distance",
            "How far from home.",
            source="SSDA903",
            caveats="Straight line.",
            chart=chart,
            columns=columns,
        )
        facts: dict = {
            "choice_text": "Age: 10 to 15",
            "profile": "london-7-5",
            "as_at": date(2026, 3, 31),
            "snapshot_id": "2026-05-01-abc",
            "authority_count": 31,
            "left_out": ("Barnet", "Camden"),
        }
        names = [column.name for column in columns]
        return Result(view, rows[names], symbols[names], **(facts | changes))

    return build


@pytest.fixture
def boroughs() -> list[dict]:
    """One record for each of London's 33 authorities, figures rising with the code."""
    return [
        {
            "authority_code": code,
            "authority_name": geography.name(code),
            "median_distance_miles": 4.5 + i,
            "low_miles": 2.0 + i / 2,
            "high_miles": 9.0 + 2 * i,
            "distant_pct": 10.0 + i,
            "median_cost_gbp_week": 1000.0 + 50 * i,
            "child_count": 10.0 + 5 * i,
            "gap_count": 5.0 * (i - 6),
        }
        for i, code in enumerate(sorted(geography.features(geography.LONDON_MAP)))
    ]


@pytest.fixture
def trend() -> list[dict]:
    """Counts of three placement types on five dates."""
    return [
        {"as_at": pd.Timestamp(year, 3, 31), "placement_type": kind, "child_count": 100.0 * n + year}
        for n, kind in enumerate(TYPES, start=1)
        for year in range(2022, 2027)
    ]
