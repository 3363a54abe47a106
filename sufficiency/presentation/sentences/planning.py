"""Sentences of the page of what will be needed."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import children, is_shown, named, say
from sufficiency.result import EXACT, Result

ADDS = "Adds"


def expected(result: Result, months: int) -> str:
    """What is expected of one series of one place ``months`` ahead, within which range, and by what."""
    when = list(result.rows["months_ahead"])
    places = [row for row, month in enumerate(when) if month == months]
    today = [row for row, month in enumerate(when) if month == 0]
    if not places or not today:
        return "No forecast has been made of this place."
    row, now = places[0], today[0]
    what = str(result.rows["category"].iloc[row])
    place, day = result.rows["area_name"].iloc[row], named(result, row, "as_at")
    if not is_shown(result, row, "expected_count"):
        return f"{place}, {what.lower()}: too few children to show."
    within = [say(result, row, f"expected_80_{end}_count") for end in ("low", "high")]
    is_sure = all(is_shown(result, row, f"expected_80_{end}_count") for end in ("low", "high"))
    held = f", and with four chances in five {within[0]} to {within[1]}" if is_sure else ""
    return (
        f"{place}, {what[0].lower()}{what[1:]}: {children(result, row, 'expected_count')} expected on {day}{held}; "
        f"{say(result, now, 'expected_count')} on {named(result, now, 'as_at')}. {_led(result, row)}"
    )


def _led(result: Result, row: int) -> str:
    if result.rows["led_by"].iloc[row] == "Last value":
        return (
            "In years past the simulation was no nearer than the last value carried on, so the last value is shown; "
            "what was simulated stands in the table."
        )
    return "In years past the simulation was nearer than the last value carried on."


def aims(result: Result) -> str:
    """How many of the aims two years ahead were met, and by how much the others were missed."""
    rows = result.rows
    missed = [
        f"{str(aim)[0].lower()}{str(aim)[1:]} in {'London' if level == 'London' else 'the median authority'}, "
        f"{ratio:.2f} of the last value's error where {most:g} was aimed at"
        for aim, level, most, ratio, outcome in rows[
            ["aim", "level", "most_ratio", "error_ratio", "outcome"]
        ].itertuples(index=False)
        if outcome == "Missed"
    ]
    met = int((rows["outcome"] == "Met").sum())
    lead = f"Two years ahead {met} of {len(rows)} aims were met"
    return f"{lead}. Missed: {'; '.join(missed)}. Why stands in the table." if missed else f"{lead}."


def driven(result: Result) -> str:
    """What adds to one series of one place, and what takes from it, the largest first."""
    rows = sorted(range(len(result.rows)), key=lambda row: -_size(result, row))
    said = []
    for row in rows:
        if _size(result, row) < 0.5:
            continue
        what = str(result.rows["driver"].iloc[row])
        more = "more" if result.rows["direction"].iloc[row] == ADDS else "fewer"
        said.append(f"{what[0].lower()}{what[1:]}: {say(result, row, 'child_count')} {more}")
    if not said:
        return "Too few children come, leave and move here to show what drives the figure."
    places = sorted({str(name) for name in result.rows["area_name"]})
    whole = _whole(result)
    together = f"; together {abs(round(whole)):,} {'more' if whole > 0 else 'fewer'}" if whole is not None else ""
    first = result.rows.iloc[0]
    return f"{', '.join(places)}, {str(first['category']).lower()}, {first['years_ahead']} on, by simulation: " + (
        f"{'; '.join(said)}{together}."
    )


def _size(result: Result, row: int) -> float:
    return float(result.rows["child_count"].iloc[row]) if is_shown(result, row, "child_count") else 0.0


def _whole(result: Result) -> float | None:
    """What is added less what is taken, which is known where each is; the sum of rounded ones is no sum."""
    if result.profile != EXACT or len(set(result.rows["area_name"])) > 1:
        return None
    is_added = result.rows["direction"] == ADDS
    return float(result.rows["child_count"].where(is_added, -result.rows["child_count"]).sum())
