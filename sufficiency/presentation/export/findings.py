"""What a figure says, in a sentence a person would say: the title of its slide, and a finding of a report.

Made of the rows shown, after the gate. More, less, rose and fell are said only of what chance does not explain.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sufficiency.presentation import formatting, leading
from sufficiency.presentation.charts import limits, marks, standing, titles
from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.presentation.export import comparator, facts, largest_part, over_time, range_ends
from sufficiency.presentation.export.comparator import Beside
from sufficiency.presentation.leading import Figure
from sufficiency.reference import tables
from sufficiency.result import Column, Result

# Columns of where children live: what is said of one of their values is of a place's children and not in that place.
WHERE = ("host_", "locality_", "distance_")
# Columns that name what is measured: of unlike things that one is as high as another is no finding.
UNLIKE = ("measure_name", "measure_title")
FURTHER = {"miles": ("further than", "nearer than"), "days": ("longer than", "shorter than")}
TWO = 2  # lines: a place and what stands beside it
LONGEST = 125  # letters of a title in two lines
FEWEST = 5  # a count of fewer is no finding
AMONG = ("bar", "dot", "funnel", "map")


@tables.derived_from("finding_phrases")
def _phrases() -> dict[tuple[str, str], tuple[str, str, str]]:
    """By view and column, the sentences that say one place's figure and the category that leads, and of which column
    that category must be; '' for any."""
    rows = tables.records("finding_phrases")
    return {(row["view_name"], row["column_name"]): (row["finding"], row["leading"], row["led_by"]) for row in rows}


def of(result: Result, frame: Frame, both: Frame | None, beside: Beside, title: str) -> str:
    """The finding of ``frame``, which draws ``result``; '' where the figures do not make one.

    ``both`` is drawn with what the place is compared with, ``title`` the page's heading.
    """
    name, place, kind = title or result.view.title, facts.place(result), frame.line.kind
    sides = _names_of_sides(both) or _names_of_sides(frame)
    if result.view.section == "data" or kind == "heat" or facts.is_of_place(result, title):
        return name
    if standing.is_side_by_side(frame):
        return name
    if sides:
        return _sides(both or frame, name, *sides)
    if kind in AMONG and len(result.marked) == 1 and "series" not in frame.columns:
        return _among(result, frame, beside)
    if kind == "range" and len(result.marked) == 1:
        return _own_range(result, frame)
    if kind == "line" and (expected := over_time.expected(result, place)):
        return expected
    if kind == "line":
        return over_time.moved(frame, name.removesuffix(over_time.OVER_TIME).rstrip(","), place)
    if kind == "stacked":
        phrase, told = largest_part.of(result, frame, place)
        said = _filled(phrase, {**_common(result), **told, "name": name})
        return said if len(said) <= LONGEST else name
    said = titles.title(frame) if kind == "funnel" else _led(result, frame, both, name, place)
    return said if len(said) <= LONGEST else name


def _names_of_sides(frame: Frame | None) -> list[str]:
    """The place and what stands beside it, where they are a chart's series."""
    if frame is None or "series" not in frame.columns or frame.columns["series"].name not in (marks.SIDES, "side"):
        return []
    names = [str(value) for value in frame.values("series")]
    return names if len(names) == TWO else []


def _among(result: Result, frame: Frame, beside: Beside) -> str:
    """'Camden places 16% of its children over 20 miles from home, like London (17%)'."""
    [place], part = result.marked, titles.main_part(frame)
    column, kind = frame.columns[part], frame.line.kind
    mine = next((r for r in frame.records if r.get(standing.NAMES[kind]) == place), None)
    phrase = _phrases().get((result.view.name, column.name), ("", "", ""))[0]
    said = titles.said_surely(mine, part, column) if mine and mine[part] is not None else ""
    said = "" if said == titles.UNTOLD else said
    lead = (
        _filled(phrase, {**_common(result), "place": place, "own": formatting.own(place), "figure": said})
        if said
        else ""
    )
    if mine is None or not lead:
        return standing.finding(frame, result.marked)
    theirs = _headline(result, column, beside)
    if kind == "funnel":
        return f"{lead}, {limits.within(figure(mine, part))}{f' ({theirs[0]} {theirs[2]})' if theirs else ''}"
    if theirs is None:
        if column.unit in (*titles.COUNTED, "number") and len(frame.shown(part)) == TWO:
            return lead  # a part beside the whole it belongs to
        rest = standing.finding(frame, result.marked).partition(", ")[2]
        return f"{lead}, {rest}" if rest and len(f"{lead}, {rest}") <= LONGEST else lead
    own = figure(mine, part)
    if f"{part}_limit_low" in mine and own.side is None:
        return f"{lead}, {limits.FEW} with {theirs[0]} ({theirs[2]})"
    return f"{lead}, {_beside(own, theirs[1], column.unit, theirs[0])} ({theirs[2]})"


def _own_range(result: Result, frame: Frame) -> str:
    """'Children's homes: a gap of 9 to 16 children in Camden'; '' of a range that reaches below nought."""
    [place] = result.marked
    mine = next((r for r in frame.records if r["category_text"] == place), None)
    phrase = _phrases().get((result.view.name, frame.columns["mid"].name), ("", "", ""))[0]
    said = range_ends.told(mine, frame) if mine else ""
    told = {**_common(result), "place": place, "own": formatting.own(place), "figure": said}
    lead = _filled(phrase, told) if said else ""
    return lead if len(lead) <= LONGEST else ""


def _filled(phrase: str, told: Mapping[str, str]) -> str:
    """A phrase with what it names filled in; '' where something it names is not of all rows alike."""
    return _capital(phrase.format(**told)) if {*re.findall(r"{(\w+)}", phrase)} <= told.keys() else ""


def _common(result: Result) -> dict[str, str]:
    """What all rows of a figure are of, by column, such as the one kind of home that was chosen."""
    labels = [column.name for column in result.view.columns if column.unit == "text" and column.name in result.rows]
    return {name: str(result.rows[name].iloc[0]) for name in labels if result.rows[name].nunique(dropna=False) == 1}


def _headline(result: Result, column: Column, beside: Beside) -> tuple[str, Figure, str] | None:
    """Name, figure and words of what stands beside a place; None where it may not be told."""
    measure = comparator.measures().get((result.view.name, column.name), "")
    row = comparator.headline_value(beside.headline, measure) if beside.headline is not None and measure else None
    if row is None or beside.headline is None:
        return None
    ends = (f"comparator_value{end}" for end in ("", "_low", "_high"))
    numbers = [None if formatting.missing(row[end]) else float(row[end]) for end in ends]
    return (beside.headline.compared_with or tables.named(), Figure(*numbers), formatting.text(numbers[0], column.unit))


def _beside(mine: Figure, theirs: Figure, unit: str, name: str) -> str:
    """'more than London', where that is beyond chance; else 'like London'."""
    if mine.is_thin:
        return f"of too few children to compare with {name}"
    if not (mine.side if mine.limit_low is not None else leading.has_changed(theirs, mine, unit)):
        return f"not clearly different from {name}" if mine.is_wide(unit) else f"like {name}"
    more, less = FURTHER.get(unit, ("more than", "less than"))
    return f"{more if (mine.value or 0.0) > (theirs.value or 0.0) else less} {name}"


def _sides(frame: Frame, name: str, place: str, other: str) -> str:
    """'Foster placements: 62% in Camden, more than in London (55%)'; of the widest clear difference."""
    unit, names = frame.columns["value"].unit, frame.values("category")
    rows = {(record["category"], record["series"]): record for record in frame.records}
    pairs = [(rows.get((each, place)), rows.get((each, other))) for each in names]
    known = [(a, b) for a, b in pairs if a and b and None not in (a["value"], b["value"])]
    names_both = place in name and other in name
    if not known:
        nothing = "no figure can be shown for both"
        return f"{place} and {other}: {nothing}" if names_both else f"{name}: {nothing} {place} and {other}"
    figures = [(figure(a, "value"), figure(b, "value")) for a, b in known]
    clear = [n for n, (a, b) in enumerate(figures) if leading.has_changed(b, a, unit, frame.others_band, len(known))]
    if not clear:
        if names_both:
            return f"{place} and {other}: no clear difference in any of these"
        return f"{name}: no clear difference between {place} and {other}"
    widest = max(clear, key=lambda n: abs(known[n][0]["value"] - known[n][1]["value"]))
    mine, theirs = known[widest]
    more, less = FURTHER.get(unit, ("more than", "less than"))
    said = more if mine["value"] > theirs["value"] else less
    figures_said = [titles.said_surely(record, "value", frame.columns["value"]) for record in (mine, theirs)]
    of = "for" if frame.columns["category"].name.startswith(WHERE) else "in"
    lead, what = str(mine["category_text"]), titles.measure(frame.columns["value"])
    told = f": {figures_said[0]} {of} {place}, {said} {of} {other} ({figures_said[1]})"
    whole = f"{lead}, {what.removeprefix('share ')}{told}"
    is_part = what.startswith("share of ")
    if is_part or what in (*titles.UNSAID, "share"):
        whole = f"{name}: {lead},{told[1:]}"
    # Part of all children needs no more words; of all moves, or of those far away, it does.
    is_plain = is_part and re.search(r"^share of (?:all )?children", what)
    return f"{lead}{told}" if is_plain or len(whole) > LONGEST else whole


def _led(result: Result, frame: Frame, both: Frame | None, name: str, place: str) -> str:
    """'Children's homes cost most in Camden: half of them more than £6,575 a week (London £5,900)'."""
    part = titles.main_part(frame)
    shown, column = frame.shown(part), frame.columns[part]
    is_listed = "category" in frame.columns and frame.line.kind not in ("histogram", "own")
    if not is_listed or len(shown) < TWO or (result.marked and frame.line.kind == "range"):
        return ""
    lead = leading.highest([figure(record, part) for record in shown])
    if lead is None or (column.unit == "count" and (shown[lead.place][part] or 0) < FEWEST):
        return name
    first = shown[lead.place]
    if frame.columns["category"].name in UNLIKE:
        return name
    if any(record[part] > first[part] for record in shown):
        return name  # A figure of too few children to name is seen above it.
    _, phrase, led_by = _phrases().get((result.view.name, column.name), ("", "", ""))
    if led_by not in ("", frame.columns["category"].name):
        return name
    is_range = frame.line.kind == "range" and "{leads}" in phrase
    series = frame.columns["series"].name if "series" in frame.columns else ""
    names_series = bool(series) and f"{{{series}}}" in phrase
    if names_series and not lead.is_alone:
        return name
    if phrase and (lead.is_alone or is_range) and (names_series or not frame.is_divided):
        category = str(first["category_text"])
        said = range_ends.told(first, frame) if is_range else titles.said_surely(first, part, column)
        told = {
            "place": place,
            "own": formatting.own(place),
            "category": category,
            "part": titles.lower(category),
            "categorys": formatting.own(category),
            "figure": said,
        }
        told |= {series: titles.lower(str(first["series_text"]))} if series else {}
        told |= {"of": _common(result).get("category", ""), "leads": range_ends.leads(first, shown)}
        return (lead_of + _reference(first, both)) if (lead_of := _filled(phrase, _common(result) | told)) else name
    if led_by and not lead.is_alone:
        return name  # Several have as many, and the page's heading alone says where.
    if series and frame.columns["category"].name in titles.PLACES and len(frame.values("category")) == 1:
        what, most = titles.measure(column), "the most" if lead.is_alone else "among the most"
        said = titles.said_surely(first, part, column)
        said = said if said.endswith(what) else f"{said} {what}"  # '141 places' says what they are
        return f"{first['series_text']}: {first['category_text']} has {said}, {most} of any"
    finding, measure = titles.title(frame), titles.measure(column)
    who, said = _capital(titles.place(frame, first)), titles.said_surely(first, part, column)
    if column.unit == "count" and not frame.columns["category"].name.endswith(titles.PROPER_NAMES) and lead.is_alone:
        return f"{who}: {said} {measure}, more than any other"
    if not finding or measure not in (*titles.UNSAID, "share", "rate"):
        return finding
    # A figure without a name of its own is told by the name of what is drawn.
    if "of those with" in finding:
        return f"{name}: {finding}"
    most = "longest" if column.unit in FURTHER else "highest"
    return f"{name}: {who}, {said}, is {most if lead.is_alone else f'among the {most}'}"


def _reference(record: dict[str, Any], both: Frame | None) -> str:
    """' (London £5,900)': the figure of what stands beside the category."""
    if both is None or "reference" not in both.columns:
        return ""
    theirs = next((r for r in both.records if r["category"] == record["category"]), {})
    name = both.columns["reference"].meaning.split(" of ")[-1]
    return f" ({name} {theirs['reference_short']})" if theirs.get("reference") is not None else ""


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
