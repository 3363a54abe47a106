"""The small tables of My borough: what is withheld is said once where all is, and an end of a range in words."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.result import Result
from sufficiency.web import panels


def _made(mart: str, rows: list[dict[str, object]], hide: dict[int, tuple[str, ...]]) -> Result:
    view = header.read(settings.SQL / "marts" / f"{mart}.sql")
    frame = pd.DataFrame(rows).reindex(columns=[column.name for column in view.columns])
    symbols = pd.DataFrame("", index=frame.index, columns=frame.columns)
    for row, names in hide.items():
        for name in names:
            frame.loc[row, name], symbols.loc[row, name] = None, "c"
    return Result(view, frame, symbols, as_at=date(2026, 3, 31), profile="london-7-5")


def test_where_all_is_withheld_that_is_said_once() -> None:
    rows: list[dict[str, object]] = [{"reason": name, "distant_count": 3.0} for name in ("A court", "Local homes full")]
    every = panels.bars(
        _made("distance_reasons", rows, {0: ("distant_count",), 1: ("distant_count",)}), "reason", "distant_count"
    )
    assert every == "<p>Too few children in each to show.</p>", "a card on the page says of how many together"
    some = panels.bars(_made("distance_reasons", rows, {0: ("distant_count",)}), "reason", "distant_count")
    assert "<table" in some and some.count("<abbr") == 1


def test_a_step_that_is_withheld_is_not_drawn_as_of_nobody() -> None:
    """Over 20 miles stood no column, beside a card that said 17% live there."""
    rows: list[dict[str, object]] = [
        {"distance_band": name, "distance_class": kind, "child_count": 25.0}
        for name, kind in (("0 to 5 miles", "20 miles or less"), ("20 to 30 miles", "Over 20 miles"))
    ]
    names = ("distance_band", "child_count", "distance_class")
    assert "too few" not in panels.steps(_made("placement_miles", rows, {}), *names)
    assert "No column: too few children" in panels.steps(_made("placement_miles", rows, {1: ("child_count",)}), *names)


def test_a_range_of_which_the_low_end_is_withheld_goes_up_to_the_other() -> None:
    low, high = "demand_gap_low_count", "demand_gap_high_count"
    rows: list[dict[str, object]] = [{"category": "Foster placements", low: 3.0, high: 145.0}]
    html = panels.spans(_made("gaps", rows, {0: (low,)}), "category", low, high)
    assert "up to 145" in html and "<abbr" not in html
    assert (
        panels.spans(_made("gaps", rows, {0: (low, high)}), "category", low, high) == "<p>Too few children to show.</p>"
    )


def test_what_nobody_is_in_stands_only_where_nobody_is_in_anything() -> None:
    rows: list[dict[str, object]] = [
        {"placement_type": name, "child_pct": share} for name, share in (("Foster placements", 78.0), ("Schools", 0.0))
    ]
    html = panels.bars(_made("placement_kinds", rows, {}), "placement_type", "child_pct")
    assert "Foster placements" in html and "Schools" not in html
    assert "Schools" in panels.bars(_made("placement_kinds", rows[1:], {}), "placement_type", "child_pct")
