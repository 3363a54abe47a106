"""What stands beside a map: its legend as data, and the map in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sufficiency.plurals import counted
from sufficiency.presentation import formatting, geography
from sufficiency.presentation.charts import classes, grammar, marks, palette, standing, titles
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.maps import map_rows
from sufficiency.result import Result


@dataclass(frozen=True)
class Key:
    """One entry of a legend: a colour (or hatching, falling to the right or rising) and what it stands for."""

    colour: str
    words: str
    is_hatched: bool = False
    is_rising: bool = False


def title(result: Result, measure: str) -> str:
    """The finding of a map by ``measure``, of authorities or of the postcode sectors it is drawn by; else the view's
    own title."""
    if len(result.marked) == 1 and not _are_of(result.marked, result, measure):
        return f"{result.marked[0]}: no {titles.measure(map_rows.measure_of(result, measure))}"
    if map_rows.SECTOR in result.rows:
        return _of_sectors(result, measure) or result.view.title
    line = grammar.parse(f"map area=authority_code colour={measure}", result.view)
    frame = frames.build(result, line) if line else None
    return (standing.finding(frame, result.marked) if frame else "") or result.view.title


def _are_of(places: Sequence[str], result: Result, measure: str) -> bool:
    """True where a row of one of ``places`` has a figure other than nought, or one that is not shown."""
    column, codes = map_rows.measure_of(result, measure), map_rows.area_column(result, None)
    rows = map_rows.rows_of(result, column)
    return any(row["value"] != 0 for row in rows if geography.name(str(row["cells"][codes])) in places)


def _of_sectors(result: Result, measure: str) -> str:
    """'WC1N 1 in Camden has the most places of any postcode sector, 8'; of a place that is marked, its own. Of an area
    that is chosen it begins with the area's name."""
    column, codes = map_rows.measure_of(result, measure), map_rows.area_column(result, None)
    placed = [row for row in map_rows.rows_of(result, column) if row["value"]]
    rows = [row for row in placed if geography.sector_centre(str(row["cells"][map_rows.SECTOR]))]
    own = [row for row in rows if geography.name(str(row["cells"][codes])) in result.marked]
    shown = sorted(own or rows, key=lambda row: -row["value"])
    if not shown:
        return ""
    what, most = titles.measure(column), formatting.short(shown[0]["value"], column.unit)
    areas = result.choices.get("area", ())
    place, several = titles.join(list(result.marked)) if own else areas[0] if len(areas) == 1 else "", len(shown)
    if several > 1 and shown[1]["value"] == shown[0]["value"]:
        said = f"{what} in {several} postcode sectors, no more than {most} in any"
        return f"{place}: {said}" if place else said[:1].upper() + said[1:]
    if not own:
        led = f"{map_rows.located(shown[0]['cells'], codes)[1]} has the most {what} of any postcode sector, {most}"
        return f"{place}: {led}" if place else led
    sector = shown[0]["cells"][map_rows.SECTOR]
    said = f"of its postcode sectors {sector} has the most {what}" if several > 1 else f"{what} in one, {sector}"
    return f"{place}: {said}, {most}"


def legend(result: Result, measure: str | None = None, *, area: str | None = None, theme: str = "light") -> list[Key]:
    """The classes of ``deck`` with their breaks, and what areas hatched this way and that mean."""
    column, rows = map_rows.areas(result, measure, area)
    cut = classes.quantile([row["value"] for row in rows.values()], column.unit, theme)
    keys = [Key(part.colour, part.words) for part in cut]
    panel = palette.surface("panel", theme)
    used = sorted({row["symbol"] for row in rows.values() if row["value"] is None})
    for symbol in used:
        meaning = formatting.symbols().get(symbol, "no figure")
        keys.append(Key(panel, f"{symbol}: {meaning}" if symbol else meaning, is_hatched=True))
    if len(rows) < len(geography.features(map_rows.where(rows, None))):
        words = marks.without_rows(result.leaves_out)
        keys.append(Key(palette.surface("background", theme), words, is_hatched=True, is_rising=True))
    own = [row["name"] for row in rows.values() if row["name"] in result.marked]
    if own:
        keys.append(Key("", f"Outlined: {titles.join(own)}"))
    return keys


def flows_legend(
    result: Result, measure: str | None = None, *, theme: str = "light", threshold: float | None = None
) -> list[Key]:
    """What the two ends of an arc mean, what threshold was used and how much is not drawn."""
    column, flows = map_rows.flows(result, measure)
    least = map_rows.threshold(flows) if threshold is None else threshold
    shown = sum(flow["value"] >= least for flow in flows)
    unit = formatting.text(least, column.unit)
    colours = palette.ramp("category", theme)
    hidden = int(map_rows.hidden(result, column).sum())
    drawn = "No flow between two authorities can be shown"
    if flows:
        drawn = f"{shown:,} of {len(flows):,} flows between authorities are drawn: those of {unit} or more"
    if flows and shown == len(flows):
        drawn = "The one flow between authorities is drawn" if shown == 1 else f"All {counted(shown, 'flow')} are drawn"
    return [
        Key(colours[0], "Home: the authority responsible for the child"),
        Key(colours[3], "Host: the authority where the placement is"),
        Key("", drawn),
        *([Key("", f"{counted(hidden, 'flow')} withheld or not known", is_hatched=True)] if hidden else []),
    ]


def points_legend(
    result: Result, measure: str | None = None, *, kind: str | None = None, theme: str = "light"
) -> list[Key]:
    """What a disc's size means, and its colour where ``kind`` names a column."""
    column = map_rows.measure_of(result, measure)
    each = "postcode sector" if map_rows.SECTOR in result.rows else "area"
    keys = [Key("", f"A disc is one {each}: the larger, the more {titles.lower(column.meaning.rstrip('.'))}")]
    kinds = map_rows.kinds(result, kind)
    colours = palette.series(kinds, theme)
    if result.marked:
        keys.append(Key(palette.ramp("category", theme)[3], titles.join(list(result.marked))))
    return [*(Key(colours[value], value) for value in kinds if value), *keys]


def describe(result: Result, measure: str | None = None, *, area: str | None = None) -> str:
    """The map in words: the place that is marked, highest and lowest areas, or the highest postcode sectors where rows
    have them, and those withheld."""
    if map_rows.SECTOR in result.rows:
        column, codes = map_rows.measure_of(result, measure), map_rows.area_column(result, area)
        listed = map_rows.rows_of(result, column)
        rows = {
            str(place): {**row, "name": map_rows.located(row["cells"], codes)[1]} for place, row in enumerate(listed)
        }
    else:
        column, rows = map_rows.areas(result, measure, area)
    what = "postcode sector" if map_rows.SECTOR in result.rows else "area"
    shown = sorted((r for r in rows.values() if r["value"] is not None), key=lambda r: -r["value"])
    sentences = [f"Map of {formatting.heading(column)} in {len(shown)} {what}{'' if len(shown) == 1 else 's'}"]
    own = [row for row in shown if str(row["name"]).rpartition(", ")[2] in result.marked]
    if own:
        sentences.append(_listed(own[:3]))
    fit = [row for row in shown if not row["is_thin"]]
    if fit:
        sentences.append("Highest: " + _listed(fit[:3]))
    if len(fit) > 6 and map_rows.SECTOR not in result.rows:
        sentences.append("Lowest: " + _listed(fit[-3:]))
    hidden = [row["name"] for row in rows.values() if row["value"] is None]
    if hidden:
        sentences.append("Withheld or not known: " + titles.join(hidden))
    sentences.append(f"As at {formatting.day(result.as_at)}. The same figures are in the table")
    return ". ".join(sentences) + "."


def describe_flows(result: Result, measure: str | None = None) -> str:
    """The map of flows in words: the largest flows between authorities."""
    column, flows = map_rows.flows(result, measure)
    largest = sorted(flows, key=lambda flow: -flow["value"])[:5]
    named = "; ".join(f"{f['name']} {formatting.text(f['value'], column.unit)}" for f in largest)
    return (
        f"Map of flows from home to host authority, {formatting.heading(column)}. "
        f"{'Largest: ' + named if named else 'No flow can be shown'}. "
        f"As at {formatting.day(result.as_at)}. The same figures are in the table."
    )


def _listed(rows: Iterable[dict[str, Any]]) -> str:
    return "; ".join(f"{row['name']} {row['text']}" for row in rows)
