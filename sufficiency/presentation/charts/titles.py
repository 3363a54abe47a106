"""A chart's finding as a title of about ten words, made only from what the chart shows."""

from __future__ import annotations

import re
from typing import Any

from sufficiency.presentation import formatting, leading
from sufficiency.presentation.charts import largest, limits, line_ends, middles, withheld
from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.presentation.charts.grammar import OWN
from sufficiency.reference import units
from sufficiency.result import Column

NAMED = 3  # names of equal figures that a title lists
PLURALS = {"child": "children"} | {word: f"{word}s" for word in ("placement", "home", "place", "move", "plan", "issue")}
MOST = {"miles": "longest", "days": "longest", "count": "most", "places": "most", "expected": "most"}
OF_THESE = re.compile(r"^Of these, (\w)")  # a figure alone has nothing before it that it could be of
LONG = 48  # letters of a phrase that a title has room for
COUNTED = ("count", "places")
UNSAID = ("value", "net", "difference", "figure", "half")
PROPER_NAMES = ("authority_name", "area_name", "owner_name", "provider_name")
PLACES = ("authority_name", "area_name")
UNTOLD = "too few children to say"
NOTHING = ("Too few children to show", "Not available for these choices at this date", "No child to show", withheld.FEW)
POINTING = re.compile(r"(?: for children)? (?:with (?:them|it)|in the cohort)$")  # to what does not stand in a title
OF_ALL = "share of all "  # of parts that make a whole
lower = formatting.small
MAIN = {"scatter": "y", "funnel": "y", "range": "mid"}


def measure(column: Column) -> str:
    """A short name of a measure, from its column's: median_distance_miles -> median distance."""
    stem = column.name
    for suffix in filter(None, units.units().get(column.unit, {}).get("suffixes", "").split(";")):
        if suffix not in PLURALS.values():  # usable_places: a name of what is counted is no mere unit
            stem = stem.removesuffix(f"_{suffix}")
    spoken = PLURALS.get(stem, stem.replace("_", " "))
    # An end of a range within a name is no part of what is measured: usable_high_places.
    spoken = re.sub(r" (?:low|high)\b", "", spoken.removesuffix(" gbp"))
    said = OF_THESE.sub(lambda start: start[1].upper(), column.meaning).split(",")[0].split(" (")[0].rstrip(".")
    short = len(said) <= LONG
    said = POINTING.sub("", said)
    if column.unit in (*COUNTED, "expected") and short and said.split(" ")[0].lower() in PLURALS.values():
        return lower(said)
    if column.unit == "pct":
        if not short or not said.startswith(("Share ", "Placed ", "Living ")):
            return "share"
        return lower(said) if said.startswith("Share ") else f"share {lower(said)}"
    if column.unit == "rate" and "rate" not in spoken:
        return "rate" if spoken.startswith("per ") else f"{spoken} rate"
    return middles.name(spoken, said, column.unit, LONG)


def main_part(frame: Frame) -> str:
    """The part whose figures a chart is about: of a chart of somebody's own, the first that is a figure."""
    if frame.line.kind == OWN:
        return next(part for part, column in frame.columns.items() if column.is_measure)
    return MAIN.get(frame.line.kind, "value")


def title(frame: Frame) -> str:
    """The finding in about ten words; '' where the figures do not make one."""
    part = main_part(frame)
    shown = frame.shown(part)
    if not shown:
        return nothing(frame, part)
    column = frame.columns[part]
    match frame.line.kind:
        case "line":
            return _change(frame, column)
        case "stacked":
            return _largest_part(frame, column)
        case "funnel":
            lead = limits.outside(frame)
            return f"{lead}: {measure(column)}" if lead else ""
        case "histogram":
            return ""  # which step holds most says little: the steps are not alike
        case "scatter":
            return _capital(f"{measure(column)} against {measure(frame.columns['x'])}")
        case _:
            return _highest(frame, part, column)


def nothing(frame: Frame, part: str) -> str:
    """Why no figure is shown, by the symbols in their place: of few children, not known, or of nobody."""
    symbols = {record[f"{part}_symbol"] for record in frame.records}
    if frame.few.get(part):
        return frame.few[part]
    return NOTHING[0 if "c" in symbols else 1 if "x" in symbols else 2]


def _highest(frame: Frame, part: str, column: Column) -> str:
    """'Barnet has the longest median distance, 14.2 miles'; '' where one alone has enough children to be named."""
    shown = frame.shown(part)
    lead = leading.of_several([figure(record, part) for record in shown])
    if lead is None:
        return ""
    top = shown[lead.place][part]
    if len(shown) == 1 or (top == min(record[part] for record in shown) and (top == 0 or len(shown) > NAMED)):
        return ""
    first = [record for record in shown if record[part] == top and not figure(record, part).is_thin]
    names = [place(frame, record) for record in first]
    if len(names) > NAMED or (len(names) > 1 and len(join(names)) > LONG):
        names = [names[0], f"{len(names) - 1} other{'s' if len(names) > 2 else ''}"]
    said = first[0][f"{part}_short"] if column.unit == "places" else said_surely(first[0], part, column)
    is_plural = len(names) > 1 or _is_plural(frame, first[0])
    # Of several that tie, none is apart from the others, but all may be apart from the rest.
    is_alone = lead.is_alone or (
        len(first) > 1
        and all(_is_apart(record, first, part) for record in shown)
        and all(figure(record, part).side in (1, None) for record in first)
    )
    among = leading.among_whom([record[part] for record in shown], top)
    if measure(column).startswith(OF_ALL):
        rank = "the largest share" if is_alone else "among the largest shares"
        return f"{join(names)}: {said} {measure(column).removeprefix('share ')}, {rank}{among}"
    return f"{join(names)} {_leads(column, is_plural) if is_alone else _is_among(column, is_plural)}{said}{among}"


def _is_apart(record: dict[str, Any], first: list[dict[str, Any]], part: str) -> bool:
    """True of a record that is one of the first, is not to be named, or is clearly behind them."""
    mine = figure(record, part)
    return record in first or mine.is_thin or leading.is_clear(figure(first[0], part), mine)


def _is_plural(frame: Frame, record: dict[str, Any]) -> bool:
    """True of 'Foster placements', not of Tower Hamlets nor of bands such as '20 miles or less'."""
    parts = ("series",) if frame.line.kind == "line" else ("category", "y")
    part = next((part for part in parts if part in frame.columns), "")
    if not part or frame.is_ordered(part) or frame.columns[part].name.endswith(PROPER_NAMES):
        return False
    return str(record[f"{part}_text"]).endswith("s")


def _leads(column: Column, is_plural: bool) -> str:
    """'has the longest median distance, '; 'is highest at ' where the name says nothing."""
    if measure(column) in UNSAID:
        return f"{'are' if is_plural else 'is'} highest at "
    return f"{'have' if is_plural else 'has'} the {_size(column)} {measure(column)}, "


def _is_among(column: Column, is_plural: bool) -> str:
    """'is among those with the highest share placed outside, '; 'is among the highest at ' of the nameless."""
    verb, said = "are" if is_plural else "is", measure(column)
    if said in UNSAID:
        return f"{verb} among the highest at "
    return f"{verb} among those with the {_size(column)} {said}, "


def _size(column: Column) -> str:
    """'longest' of distances, 'most' of things in the plural, 'largest' of other counts."""
    words = measure(column)
    if column.unit == "count" and words.split(" ")[0] not in PLURALS.values():
        return "most" if words.endswith("s") else "largest"
    if words.endswith(" places"):
        return "most"
    return MOST.get(column.unit, "highest")


def place(frame: Frame, record: dict[str, Any]) -> str:
    """Where a figure stands: its category, with its series in brackets."""
    match frame.line.kind:
        case "map":
            return str(record.get("name") or record["area"])
        case "heat":
            crossed = f" ({record['x_text']})" if record["x_text"] != record["y_text"] else ""
            return f"{record['y_text']}{crossed}"
        case "scatter" | "funnel":
            return str(record.get("label") or record.get("series") or "One")
        case _ if frame.line.kind == OWN:
            return ", ".join(record[f"{part}_text"] for part, column in frame.columns.items() if not column.is_measure)
        case _:
            series = f" ({record['series_text']})" if frame.is_divided else ""
            return f"{record['category_text']}{series}"


def _change(frame: Frame, column: Column) -> str:
    """How a line moved from its first shown figure to its last, or which of several is highest."""
    if "series" in frame.columns and len(frame.values("series")) > 1:
        ends = line_ends.compared(frame)
        lead = leading.of_several([figure(record, "value") for record in ends])
        if lead is None or said_surely(ends[lead.place], "value", column) == UNTOLD:
            return ""
        high = ends[lead.place]
        # What is not of the date that the page is about says of when it is.
        then = f" in {when(frame, high)}" if str(high["category"])[:7] < frame.as_at[:7] else ""
        if not lead.is_alone and len(ends) == 2:
            named = join([f"{record['series_text']} ({said_surely(record, 'value', column)})" for record in ends])
            # To set what cannot be said beside a figure is no finding.
            return "" if UNTOLD in named else f"No clear difference between {named}{then}"
        leads = (_leads if lead.is_alone else _is_among)(column, _is_plural(frame, high))
        among = leading.among_whom([record["value"] for record in ends], high["value"])
        return f"{high['series_text']} {leads}{said_surely(high, 'value', column)}{among}{then}"
    shown = sorted(frame.shown("value"), key=lambda record: record["category"])
    first, last = shown[0], shown[-1]
    if first is last:
        return ""
    what = column.meaning.rstrip(".") if len(column.meaning.rstrip(".")) <= LONG else measure(column)
    change = last["value"] - first["value"]
    verb = "rose" if change > 0 else "fell" if change < 0 else "stood still"
    since, now_is = when(frame, first), when(frame, last)
    if not change and not figure(last, "value").is_wide(column.unit):
        return _capital(f"{what}: {last['value_text']} in {now_is}, as in {since}")
    now, then = (said_surely(record, "value", column) for record in (last, first))
    if now == UNTOLD:
        return _capital(f"{what}: {UNTOLD}")
    if not leading.has_changed(figure(first, "value"), figure(last, "value"), column.unit, frame.band):
        return _capital(f"{what}: {now} in {now_is}, no clear change from {then} in {since}")
    return _capital(f"{what} {verb} to {now} in {now_is} from {then} in {since}")


def said_surely(record: dict[str, Any], part: str, column: Column) -> str:
    """A figure in words; of a handful so many of so many, to whoever may see them; of a share that its children tell
    little about, or a difference that its interval leaves open by more than half, between which two it lies."""
    mine = figure(record, part)
    if record.get(f"{part}_counts") or mine.is_untold(column.unit):
        return str(record.get(f"{part}_counts") or UNTOLD)
    if mine.is_wide(column.unit) or mine.is_open(column):
        return f"between {join([formatting.short(end, column.unit) for end in (mine.low, mine.high)])}"
    return str(record[f"{part}_text"])


def when(frame: Frame, record: dict[str, Any]) -> str:
    if frame.is_temporal("category"):
        return f"{formatting.moment(record['category']):%B %Y}"
    return str(record["category_text"])


def _largest_part(frame: Frame, column: Column) -> str:
    records, of = frame.records, ""
    if frame.marked and frame.columns["category"].name.endswith(PLACES):
        # Beside the place that is chosen stands the area that holds it: together they would count its own twice.
        records = [record for record in records if record["category_text"] in frame.marked]
        of = frame.marked[0] if len(frame.marked) == 1 else ""
    if frame.is_temporal("category"):
        last = max(record["category"] for record in frame.shown("value"))
        records = [record for record in records if record["category"] == last]
    first = largest.part(frame, records, frame.marked)
    return largest.said(first, records, column, of) if first else ""


def join(names: list[str]) -> str:
    """Names as a list in a sentence: a, b and c."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
