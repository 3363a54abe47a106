"""What every kind of chart says of its figures: heading, names in their order, tips, series, axes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sufficiency.presentation import formatting
from sufficiency.presentation.charts import datasets, fold, palette
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.drawing import Figures, Heading, Series
from sufficiency.presentation.charts.frame import Frame, wrap
from sufficiency.reference import certainty

LABEL_LETTERS = 26  # of a category's name before it takes a second line
MOST_LETTERS = 38  # as many as the pixels that an axis of names takes
SIGN = "\u25b6"  # before the name of what stands out, for whom colour does not tell it
LABEL_LINE = 14  # pixels
HEADING_LETTERS = 58  # of a chart's heading on one line, at 400 pixels
TITLE_LETTERS = 44  # of an axis's title
LEGEND_LETTERS = 18  # of the longest name in a legend of two columns
LEGEND_LINES = 6  # of a legend in one column
SIDES = "whose_children"  # the column that tells a place from what stands beside it: the place is first


def heading(
    frame: Frame,
    part: str = "value",
    drawn: tuple[int, int] | None = None,
    *,
    has_intervals: bool = True,
    few_last: str = "",
) -> Heading:
    """What the marks measure and in what unit, to stand over the chart; and what c means.

    ``drawn`` says how many columns or rows of how many a matrix has, where not all, and ``few_last`` which of them
    stand last for figures of few children: 'rows and columns'. ``has_intervals`` is False where no mark shows how sure
    a figure is.
    """
    records = fold.records(frame)
    used = {record.get(f"{part}_symbol", "") for record in records} - {"", "–"}
    notes = [f"{symbol}: {why(symbol, frame, part)}" for symbol in sorted(used & formatting.symbols().keys())]
    if has_intervals and any(record.get(f"{part}_high") is not None for record in records):
        notes.append("thin line or band: 95% interval")
    if frame.line.kind in fold.LISTED and frames.puts_few_last(frame, part):
        few_last = "those"
    if few_last:
        of = "of" if few_last == "those" else "with a figure of"
        notes.append(f"{few_last} {of} under {certainty.least_children():.0f} children last")
    folded = fold.drawn(frame, part)
    if folded and not folded.is_all:
        notes.append(f"{folded.words}; the table has them all")
    elif drawn and drawn[0] < drawn[1]:
        notes.append(f"the first {drawn[0]} of {drawn[1]}; the table has them all")
    return Heading(wrap(formatting.heading(frame.columns[part]), HEADING_LETTERS), in_lines(notes))


def without_rows(leaves_out: bool) -> str:
    """What an area on a map is of which there is no row, where rows about too few may be left out or never are."""
    return "Not among these figures, or too few to show" if leaves_out else "Not among these figures"


def in_lines(notes: Iterable[str]) -> tuple[str, ...]:
    """Notes as lines to stand over a chart, told apart wherever the lines end."""
    told = "; ".join(note for note in notes if note)
    return wrap(told, HEADING_LETTERS) if told else ()


def why(symbol: str, frame: Frame, part: str) -> str:
    """Why a figure of a part is not shown, by the symbol in its place, to stand inside a sentence."""
    if symbol == "c" and frame.few.get(part):
        return formatting.small(frame.few[part])
    if symbol == "c" and frame.columns[part].kind == "exact":
        return "for those entitled to exact figures only"
    return in_brief(formatting.symbols()[symbol]) if symbol in formatting.symbols() else "no figure"


def in_brief(meaning: str) -> str:
    """'Confidential: too few children to show, or …' -> 'too few children to show'."""
    words = meaning.split(": ")[-1].split(",")[0]
    return words[:1].lower() + words[1:]


def labels(frame: Frame, part: str, values: list[str], letters: int | None = None) -> dict[str, str]:
    """Each value's name, as people read it, on one line or two; or in lines of ``letters``."""
    texts = {record[part]: record[f"{part}_text"] for record in frame.records}
    room = letters or _letters(texts.values())
    return {value: "\n".join(wrap(texts[value], room)) for value in values}


def _letters(texts: Iterable[str]) -> int:
    """The fewest letters a line that set every name in two lines."""
    names = list(texts)
    return next(
        (n for n in range(LABEL_LETTERS, MOST_LETTERS) if all(len(wrap(name, n)) <= 2 for name in names)), MOST_LETTERS
    )


def step(frame: Frame, least: int, part: str = "category") -> int:
    """Room for each category: ``least`` pixels, or what its name needs on several lines."""
    names = labels(frame, part, [record[part] for record in frame.records])
    lines = max((name.count("\n") + 1 for name in names.values()), default=1)
    return max(least, LABEL_LINE * lines + 5)


def label_records(frame: Frame, values: list[str], part: str = "category") -> list[dict[str, Any]]:
    """The records whose part is among ``values``, with the label broken into lines and its place
    among them; in the order of their places, in which they are read out."""
    broken = labels(frame, part, values)
    places = {value: place for place, value in enumerate(values)}
    labelled = [
        {**record, f"{part}_label": broken[record[part]], "place": places[record[part]]}
        for record in frame.records
        if record[part] in broken
    ]
    return sorted(labelled, key=lambda record: record["place"])


def marked(records: list[dict[str, Any]], highlight: Collection[str], part: str = "category") -> list[dict[str, Any]]:
    """The records, where those whose ``part`` is of ``highlight`` have a sign before it and the others are quiet."""
    return [
        {
            **record,
            "is_quiet": bool(highlight) and record[part] not in highlight,
            f"{part}_label": f"{SIGN if record[part] in highlight else ''} {record[f'{part}_label']}".strip(),
        }
        for record in records
    ]


def tips(frame: Frame) -> str:
    """Every part in words, headed by its column's meaning, as one expression: the tip of a mark.

    A tip of texts that are there needs none of the checks that Vega-Lite adds to each field.
    """
    # Two parts may be one column: Vega takes no object that says a name twice.
    fields: dict[str, str] = {}
    for part, column in frame.columns.items():
        fields[column.meaning.split(".")[0]] = f"{part}_text"
        if any(f"{part}_sure" in record for record in frame.records[:1]):
            fields["95% interval"] = f"{part}_sure"
        if frame.line.kind == "funnel" and any(f"{part}_limits" in record for record in frame.records):
            fields["Limits of chance (99.8%)"] = f"{part}_limits"
    return tip(fields)


def tip(fields: Mapping[str, str]) -> str:
    """The texts of ``fields`` by their titles, as an expression."""
    texts = ", ".join(f"{json.dumps(title)}: datum[{json.dumps(field)}]" for title, field in fields.items())
    return f"{{{texts}}}"


def series(frame: Frame, theme: str) -> Series:
    """What tells the series apart: the named colours, a legend in two columns, or one where the names are too
    long for a narrow screen."""
    names = series_order(frame)
    colours = series_colours(frame, theme)
    is_wide = max((len(name) for name in names), default=0) > LEGEND_LETTERS and len(names) <= LEGEND_LINES
    return Series(tuple(names), tuple(colours[name] for name in names), 1 if is_wide else 2)


def tell_series(frame: Frame, theme: str, shown: list[dict[str, Any]]) -> int:
    """Say the series in the first of the records ``shown``, for a template to find; for how many it has room."""
    told = series(frame, theme)
    datasets.state(shown, **told.facts())
    return told.room


def series_order(frame: Frame) -> list[str]:
    """Series in their own order where they have one, else as colours.csv lists them."""
    values = [str(value) for value in frame.values("series")]
    is_as_it_is = frame.is_ordered("series") or has_sides(frame)
    return values if is_as_it_is else sorted(values, key=palette.place)


def has_sides(frame: Frame) -> bool:
    """True where the series are a place and what stands beside it."""
    return "series" in frame.columns and frame.columns["series"].name == SIDES


def series_colours(frame: Frame, theme: str) -> dict[str, str]:
    """A colour for each series; of a place and what stands beside it, the place has the tool's own."""
    names = series_order(frame)
    if not has_sides(frame):
        return palette.series(names, theme, ordered=frame.is_ordered("series"))
    inks = ("primary", "quiet")
    return {name: palette.surface(ink, theme) for name, ink in zip(names, inks, strict=False)}


def figures(frame: Frame, part: str, *, is_titled: bool = False) -> Figures:
    """The axis of a part's figures, with their unit's sign."""
    column = frame.columns[part]
    title = wrap(formatting.heading(column), TITLE_LETTERS) if is_titled else ()
    sign = formatting.PREFIX.get(column.unit, ""), "%" if column.unit == "pct" else ""
    return Figures(title, *sign, f"{formatting.least_step(column.unit):g}")
