"""Sentences of the page of what will be needed."""

from __future__ import annotations

from html import escape

from sufficiency.presentation.sentences.phrasing import children, is_shown, named, say
from sufficiency.reference import tables
from sufficiency.result import EXACT, Result

ADDS, STILL = "Adds", "Of today's placements still open"


def expected(result: Result, months: int) -> str:
    """What is expected of one series of one place ``months`` ahead, within which range, and by what."""
    when = list(result.rows["months_ahead"])
    places = [row for row, month in enumerate(when) if month == months]
    today = [row for row, month in enumerate(when) if month == 0]
    if not places or not today:
        return "No forecast has been made of this place."
    row, now = places[0], today[0]
    what = str(result.rows["category"].iloc[row])
    if result.rows["kind"].iloc[row] == STILL:
        what = f"In today's placements still open, {what[0].lower()}{what[1:]}"
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
    other = "the last value carried on"
    if result.rows["kind"].iloc[row] == STILL:
        other = "the share of placements that stayed open before"
    if result.rows["led_by"].iloc[row] == "Last value":
        return (
            f"In years past the simulation was no nearer than {other}, so that is shown; what was simulated stands in "
            "the table."
        )
    return f"In years past the simulation was nearer than {other}."


def nearest(errors: Result) -> str:
    """Which of the ways of foretelling one series was the least far off in the whole region, so many years on."""
    known = errors.where(level=(tables.named(),)).known("weighted_error")
    if known.is_empty:
        return "the less the better"
    least = known.rows["weighted_error"].min()
    methods = [str(method) for method in known.rows["method"][known.rows["weighted_error"] == least]]
    first = " and ".join(f"{method[0].lower()}{method[1:]}" for method in methods)
    return f"{first} {'was' if len(methods) == 1 else 'were'} the least far off in {tables.named()}"


def aims(result: Result) -> str:
    """How many of the aims two years ahead were met."""
    met, whole = int((result.rows["outcome"] == "Met").sum()), len(result.rows)
    lead = f"Two years ahead {met} of {whole} aims were met"
    return (
        f"{lead}."
        if met == whole
        else f"{lead}; by how much the others were missed stands in the table, and why under it."
    )


def why_missed(result: Result) -> str:
    """Why each aim that was missed was, as a list of HTML; '' where none was."""
    rows = result.rows[result.rows["outcome"] == "Missed"].drop_duplicates("aim")
    items = [
        f"<li><b>{escape(aim)}.</b> {escape(why)}</li>"
        for aim, why in zip(rows["aim"], rows["why"], strict=True)
        if why
    ]
    return f"<p>Why aims were missed:</p><ul>{''.join(items)}</ul>" if items else ""


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
