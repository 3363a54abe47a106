"""Sentences of the page of scenarios."""

from __future__ import annotations

import pandas as pd

from sufficiency.presentation.sentences.phrasing import children, is_shown, say
from sufficiency.result import Result


def changed(result: Result) -> str:
    """What a scenario changes in one series of one place, and how sure that is."""
    said = []
    for row in range(len(result.rows)):
        line = result.rows.iloc[row]
        what = f"{line['area_name']}, {str(line['category']).lower()}, {line['years_ahead']} on"
        if not is_shown(result, row, "difference_count"):
            said.append(f"{what}: too few children to show a difference.")
            continue
        ends = [say(result, row, f"difference_{end}_count") for end in ("low", "high")]
        said.append(
            f"{what}: {_by(result, row)} {children(result, row, 'without_count')} without the change (in four of five "
            f"pairs of runs {ends[0]} to {ends[1]})."
        )
    return " ".join(said[:3]) or "The scenario is of no place that is chosen."


def cost(result: Result) -> str:
    """What all parts of the cost come to together, where each is known."""
    rows = [row for row in range(len(result.rows)) if is_shown(result, row, "difference_gbp")]
    if not rows:
        return "What it costs or saves is shown to those entitled to exact figures, where prices were sent."
    whole = sum(float(result.rows["difference_gbp"].iloc[row]) for row in rows)
    lacking = [str(name) for n, name in enumerate(result.rows["item"]) if n not in rows]
    without = f", without {', '.join(lacking)}, of which no price was sent" if lacking else ""
    much = pounds(whole)
    said = f"Placements cost {much} {'more' if whole > 0 else 'less'} in that year"
    return f"{said}{_cost_range(result, rows)}, on the basis stated below{without}."


def _cost_range(result: Result, rows: list[int]) -> str:
    """' (from £2.1m less to £0.3m more)': each part at its low, and each at its high; of a part without a range what
    it is."""
    ends = []
    for end in ("difference_low_gbp", "difference_high_gbp"):
        if end not in result.rows:
            return ""
        parts = [result.rows[end].iloc[row] if is_shown(result, row, end) else None for row in rows]
        point = [result.rows["difference_gbp"].iloc[row] for row in rows]
        ends.append(sum(float(o if p is None or pd.isna(p) else p) for p, o in zip(parts, point, strict=True)))
    if ends[0] == ends[1]:
        return ""
    low, high = (f"{pounds(end)} {'more' if end > 0 else 'less'}" for end in ends)
    return f" (from {low} to {high}, were every part at that end of its range)"


def pounds(value: float) -> str:
    """'£2.1m' of a million and more, '£290,000' of a tenth of that, else whole pounds; without a sign."""
    if abs(value) >= 1e6:
        return f"£{abs(value) / 1e6:,.1f}m"
    return f"£{round(abs(value), -3 if abs(value) >= 1e5 else 0):,.0f}"


def _by(result: Result, row: int) -> str:
    """'7 more than', '3 fewer than', 'no more or fewer than'."""
    said = say(result, row, "difference_count").lstrip("-\u2212")
    value = float(result.rows["difference_count"].iloc[row])
    return "no more or fewer than" if said == "0" else f"{said} {'more' if value > 0 else 'fewer'} than"
