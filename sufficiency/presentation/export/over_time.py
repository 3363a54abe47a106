"""What a line says: how it moved beyond chance, or what is expected where it goes on into the future."""

from __future__ import annotations

from typing import Any

from sufficiency.presentation import formatting, leading
from sufficiency.presentation.charts import line_ends, titles
from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.result import Column, Result

OVER_TIME = " over time"  # how a page calls what moves
A_WEEK = " a week"  # after a price, where the name of the measure does not say so
TWO = 2  # lines: a place and what stands beside it; figures that a line has at the least
# Of a forecast: what is expected, the ends of its range of 80 %, and what says that a figure was seen.
ENDS, SEEN = ("expected_count", "expected_80_low_count", "expected_80_high_count"), "Seen"


def headed(frame: Frame, name: str, place: str) -> str:
    """What a page heads a line with that it calls by ``name``, such as 'Placed outside over time': how it moved in the
    place it is of; the name itself of anything else, or where the line says nothing."""
    short = name.removesuffix(OVER_TIME).rstrip(",")
    is_line = frame.line.kind == "line" and short != name
    return (moved(frame, short, place) or name) if is_line else name


def moved(frame: Frame, name: str, place: str) -> str:
    """How one line moved, beside the other's end; of several, which moved most beyond chance."""
    column = frame.columns["value"]
    lines = _lines(frame)
    if not lines:
        return ""
    if place not in lines and place in {str(record.get("series_text", "")) for record in frame.records}:
        return _of_others(frame, lines, name, place, column)
    if len(lines) == 1:
        said = titles.lower(column.meaning.split(". ")[0].rstrip("."))
        [rows] = lines.values()
        count, comma, rest = _moved(frame, rows, 1).partition(", ")
        month = line_ends.dated(frame, rows[-1]["category"])
        if comma and column.unit == "count" and said.startswith("children"):
            return f"{place}: {count} {said}{month}, {rest}"
        told = _moved(frame, rows, 1, is_dated=bool(month))
        return f"{place}: {said} {told}"
    if len(lines) == TWO and place in lines:
        [other] = [line for line in lines if line != place]
        mine, theirs = lines[place][-1], lines[other][-1]
        # A feed goes on after the last return: two figures of other months say so. Prices are of a day of their own,
        # and both of one month say it once.
        is_dated = mine["category"] != theirs["category"]
        month = "" if is_dated else line_ends.dated(frame, mine["category"])
        said = _moved(frame, lines[place], 1, is_dated=is_dated)
        end = titles.said_surely(theirs, "value", column) + (f" in {titles.when(frame, theirs)}" if is_dated else "")
        told = f"{place} {said or titles.said_surely(mine, 'value', column)}; {other} {end}"
        return f"{name}{month}: {told.replace(A_WEEK, '') if 'week' in name else told}"
    rose_or_fell = {
        line: said
        for line, rows in lines.items()
        if (said := _moved(frame, rows, len(lines), is_clear=True, is_dated=_is_early(frame, rows)))
    }
    if not rose_or_fell:
        since = titles.when(frame, min((rows[0] for rows in lines.values()), key=lambda record: record["category"]))
        return f"{name}: none has clearly risen or fallen in {place} since {since}"
    most = max(rose_or_fell, key=lambda line: abs(lines[line][-1]["value"] - lines[line][0]["value"]))
    return f"{place}: {titles.lower(most)} {rose_or_fell[most]}"


def _is_early(frame: Frame, rows: list[dict[str, Any]]) -> bool:
    """True of a line whose last figure is of another month than the date that the page is about."""
    return bool(line_ends.dated(frame, rows[-1]["category"]))


def _of_others(frame: Frame, lines: dict[str, list[dict[str, Any]]], name: str, place: str, column: Column) -> str:
    """What stands beside a place whose own line is withheld: never under the name of the place."""
    ends = [
        f"{line} {titles.said_surely(rows[-1], 'value', column)}{line_ends.dated(frame, rows[-1]['category'])}"
        for line, rows in lines.items()
    ]
    return f"{name}: not shown for {place}; {', '.join(ends)}"


def expected(result: Result, place: str) -> str:
    """'London: 1,948 children expected in March 2031 (80% range 1,852 to 2,044), 1,948 in March 2026'; '' of a line
    that is no forecast of one place and kind."""
    rows = result.rows
    if "led_by" not in rows or rows["as_at"].duplicated().any() or not {*ENDS} <= {*rows}:
        return ""
    seen, later = (rows[is_of].sort_values("as_at") for is_of in (rows["led_by"] == SEEN, rows["led_by"] != SEEN))
    if seen.empty or later.empty:
        return ""
    now, then = seen.iloc[-1], later.iloc[-1]
    told = [
        None if formatting.missing(row[name]) else formatting.text(row[name], "count")
        for row, name in ((then, ENDS[0]), (then, ENDS[1]), (then, ENDS[2]), (now, ENDS[0]))
    ]
    if None in told:
        return ""
    return (
        f"{place}: {told[0]} children expected in {then['as_at']:%B %Y} (80% range {told[1]} to {told[2]}), "
        f"{told[3]} in {now['as_at']:%B %Y}"
    )


def _lines(frame: Frame) -> dict[str, list[dict[str, Any]]]:
    """The shown figures of each series in the order of their dates, at least two each."""
    lines: dict[str, list[dict[str, Any]]] = {}
    for record in sorted(frame.shown("value"), key=lambda record: record["category"]):
        lines.setdefault(str(record.get("series_text", "")), []).append(record)
    return {name: rows for name, rows in lines.items() if len(rows) >= TWO}


def _moved(
    frame: Frame, rows: list[dict[str, Any]], comparisons: int, *, is_clear: bool = False, is_dated: bool = False
) -> str:
    """'rose to 220 from 180 in April 2021'; without a clear change that, or '' where one is asked for."""
    column, first, last = frame.columns["value"], rows[0], rows[-1]
    now, then = (titles.said_surely(record, "value", column) for record in (last, first))
    now += f" in {titles.when(frame, last)}" if is_dated else ""
    since = titles.when(frame, first)
    pair = figure(first, "value"), figure(last, "value")
    if leading.has_changed(*pair, column.unit, frame.band, comparisons):
        return f"{'rose' if last['value'] > first['value'] else 'fell'} to {now} from {then} in {since}"
    return "" if is_clear else f"{now}, no clear change from {then} in {since}"
