"""Sentences of the page of scenarios."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import children, is_shown, say
from sufficiency.result import Result


def changed(result: Result) -> str:
    """What a scenario changes in one series of one place, and how sure that is."""
    said = []
    for row in range(len(result.rows)):
        one = result.rows.iloc[row]
        what = f"{one['area_name']}, {str(one['category']).lower()}, {one['years_ahead']} on"
        if not is_shown(result, row, "difference_count"):
            said.append(f"{what}: too few children to show a difference.")
            continue
        ends = [say(result, row, f"difference_{end}_count") for end in ("low", "high")]
        said.append(
            f"{what}: {say(result, row, 'difference_count')} beside {children(result, row, 'without_count')} with no "
            f"change (in four of five pairs of runs {ends[0]} to {ends[1]})."
        )
    return " ".join(said[:3]) or "The scenario is of no place that is chosen."


def cost(result: Result) -> str:
    """What all parts of the cost come to together, where each is known."""
    rows = range(len(result.rows))
    if not len(result.rows) or not all(is_shown(result, row, "difference_gbp") for row in rows):
        return "What it costs or saves is for those entitled to exact figures."
    whole = float(result.rows["difference_gbp"].sum())
    much = f"£{abs(whole) / 1e6:,.1f}m" if abs(whole) >= 1e6 else f"£{abs(whole):,.0f}"
    return f"Placements cost {much} {'more' if whole > 0 else 'less'} in that year, on the basis stated below."
