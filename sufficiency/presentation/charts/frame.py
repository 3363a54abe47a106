"""Turns rows into a chart's records: columns by the part they play, figures written out beside."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from sufficiency.disclosure import rule
from sufficiency.presentation import formatting, leading
from sufficiency.presentation.charts import cells, withheld
from sufficiency.presentation.charts.grammar import OWN, ChartLine
from sufficiency.presentation.leading import Figure
from sufficiency.result import EXACT, Column, Result

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 45  # lines of a chart that can still be read; the table has the others
POINTS = ("dot", "scatter", "funnel", "stacked", OWN)  # kinds in which several rows may share a place
UNIT = "unit"  # the column that names the unit of a row's figures, where rows differ
WHOLE = r"(?i)all(\b|$)"  # how the name of a total begins
ORDERED = ("_band", "_class", "_year", "_quarter")  # names of columns whose values have an order


@dataclass(frozen=True)
class Frame:
    """What a chart draws: a record a row, and the columns by the part they play.

    A record holds, for each part, its value (None where protected), ``<part>_text`` in words and
    ``<part>_symbol``; labels are text, dates ISO text. ``rows`` are the result's rows drawn. Counts are
    known to ``band``, those of other places than the chosen to ``others_band``; rows about too few to show are not
    drawn where it ``leaves_out``. Of a long list the first are drawn and those ``marked``, or all where it
    ``is_whole``. ``as_at`` is the date of the figures, ISO text. ``few`` says of a part of whom there are too few,
    where its groups are not too small themselves.
    """

    line: ChartLine
    columns: dict[str, Column]
    records: list[dict[str, Any]]
    rows: pd.Index
    band: int = 1
    others_band: int = 1
    leaves_out: bool = False
    marked: tuple[str, ...] = ()
    is_whole: bool = False
    as_at: str = ""
    few: dict[str, str] = field(default_factory=dict)

    def values(self, part: str) -> list[Any]:
        """The distinct values of a part, in the order they stand."""
        return list(dict.fromkeys(record[part] for record in self.records))

    def shown(self, part: str) -> list[dict[str, Any]]:
        """The records whose ``part`` may be shown."""
        return [record for record in self.records if record[part] is not None]

    def hidden(self, part: str) -> list[dict[str, Any]]:
        """The records where a symbol stands in place of ``part``."""
        return [record for record in self.records if record[part] is None]

    @property
    def is_divided(self) -> bool:
        """True where series divide categories; not where each category has one with a figure, which then says what it
        is like: a home's judgement, whether a driver adds."""
        drawn = [r["category"] for r in self.records if "series" in r and "category" in r and r.get("value") != 0]
        return "series" in self.columns and ("category" not in self.columns or len(set(drawn)) < len(drawn))

    def is_temporal(self, part: str) -> bool:
        """True where a part is a date or a month."""
        return self.columns[part].unit in cells.TEMPORAL

    def is_ordered(self, part: str) -> bool:
        """True where a part's values have an order of their own: bands, classes, years, dates."""
        return self.is_temporal(part) or self.columns[part].name.endswith(ORDERED)


def build(result: Result, line: ChartLine) -> Frame | None:
    """The Frame for a chart line; None when there are no rows, or two rows claim the same mark, or the
    rows' figures are in several units.

    Where the rows span several dates and no part shows dates, the latest date is drawn; where they
    hold a total ("All …") beside its parts and no part shows those, the total.
    """
    columns = {part: formatting.as_money(result.view.column(name)) for part, name in _roles(result, line).items()}
    keys = [column.name for column in columns.values() if not column.is_measure]
    chosen = _narrowed(result, columns, keys)
    rows, symbols = result.rows, result.symbols
    if not chosen.all():
        rows, symbols = rows[chosen], symbols[chosen]
    if UNIT in rows and rows[UNIT].nunique() > 1:
        return None
    if rows.empty or (line.kind not in POINTS and _crowded(rows, keys)):
        return None
    records: list[dict[str, Any]] = [{} for _ in range(len(rows))]
    are_told = result.profile == EXACT and not result.are_others_protected
    for part, column in columns.items():
        values = rows[column.name].tolist()
        if column.is_measure:
            told = cells.measured(part, column, values, symbols[column.name].tolist())
        else:
            named = {value: cells.named(part, column, value) for value in set(values)}
            told = [named[value] for value in values]
        for record, cell in zip(records, told, strict=True):
            record.update(cell)
        if column.low in rows:
            for record, figure in zip(records, leading.in_rows(column, rows, symbols), strict=True):
                record.update(cells.certain(part, column, figure))
                record.update(cells.counts(part, column, figure) if are_told else {})
                record.update(cells.limits(part, column, figure) if leading.limits_of(column)[0] in rows else {})
    band = rule.known_to(result.profile)
    others = rule.known_to(rule.LONDON_7_5) if result.are_others_protected else band
    few = {part: withheld.few(result, column, rows.index) for part, column in columns.items() if column.is_measure}
    day = result.as_at.isoformat()
    return Frame(line, columns, records, rows.index, band, others, result.leaves_out, as_at=day, few=few)


def with_column(frame: Frame, result: Result, name: str) -> Frame:
    """The same frame whose records also hold the column ``name`` as it is, for picking."""
    values = result.rows.loc[frame.rows, name].astype(str)
    records = [{**record, name: value} for record, value in zip(frame.records, values, strict=True)]
    return replace(frame, records=records)


def _roles(result: Result, line: ChartLine) -> dict[str, str]:
    """Parts by the names the marks use: the label is ``category``, the figure ``value``."""
    parts = dict(line.parts)
    if line.kind == OWN:
        return parts
    if line.kind in ("bar", "dot", "line", "stacked", "histogram"):
        across, up = parts.pop("x"), parts.pop("y")
        if result.view.column(across).is_measure and not result.view.column(up).is_measure:
            across, up = up, across
        parts = {"category": across, "value": up, **parts}
    elif line.kind == "range":
        parts["category"] = parts.pop("x")
    elif line.kind in ("heat", "map"):
        parts["value"] = parts.pop("colour")
    if "colour" in parts:
        parts["series"] = parts.pop("colour")
    # A series that only exact eyes see would be one alone, of what is not known.
    if "series" in parts and result.view.column(parts["series"]).kind == "exact" and result.profile != EXACT:
        del parts["series"]
    if line.kind == "map":
        area = result.view.column(parts["area"]).name
        name = area.removesuffix("_code") + "_name"
        if name in result.rows and name != area:
            parts["name"] = name
    return parts


def _narrowed(result: Result, columns: dict[str, Column], keys: list[str]) -> np.ndarray:
    used = {column.name for column in columns.values()}
    chosen = np.ones(len(result.rows), dtype=bool)
    for column in result.view.columns:
        if column.unit in cells.TEMPORAL and column.name not in used and column.name in result.rows:
            dates = result.rows[column.name]
            if dates.nunique() > 1:
                chosen &= (dates == dates.max()).to_numpy()
    others = [c.name for c in result.view.columns if c.unit in ("code", "text") and c.name not in used]
    for name in others:
        if not _crowded(result.rows if chosen.all() else result.rows[chosen], keys):
            break
        whole = result.rows[name].astype(str).str.match(WHOLE).to_numpy(dtype=bool)
        chosen &= whole if whole.any() else True
    return chosen


def _crowded(rows: pd.DataFrame, keys: list[str]) -> bool:
    """True when two rows have the same values in ``keys`` (quicker than asking pandas)."""
    values = [rows[key].to_numpy() for key in keys]
    return bool(keys) and len(set(zip(*values, strict=True))) < len(rows)


def figure(record: Mapping[str, Any], part: str) -> Figure:
    """One record's figure with the ends of its interval and the children behind it."""
    ends = (record.get(f"{part}_{name}") for name in ("low", "high", "behind", "limit_low", "limit_high"))
    return Figure(record[part], *ends)


def order(frame: Frame, part: str, by: str = "value") -> list[str]:
    """A part's values as they should stand: their own order, else high figures first, then by name.

    Values with nothing to show come last, and before them those of few children, which no rank may
    put first; a chart says so (:func:`puts_few_last`). The header's ``sort=none`` keeps the rows' order and
    ``sort=name`` the alphabet's.
    """
    return _ordered(frame, part, by, is_few_last=True)


def puts_few_last(frame: Frame, by: str = "value", part: str = "category") -> bool:
    """True where a part's values would stand otherwise by their figures alone."""
    return order(frame, part, by) != by_figures(frame, part, by)


def by_figures(frame: Frame, part: str, by: str = "value") -> list[str]:
    """A part's values as :func:`order` has them, were those of few children not put last."""
    return _ordered(frame, part, by, is_few_last=False)


def _ordered(frame: Frame, part: str, by: str, *, is_few_last: bool) -> list[str]:
    how = frame.line.words.get("sort", "")
    values = [str(value) for value in frame.values(part)]
    if how == "none" or (not how and frame.is_ordered(part)):
        return sorted(values) if frame.is_temporal(part) else values
    if how == "name":
        return sorted(values)
    sums: dict[str, float] = {}
    thin: set[str] = set()
    for record in frame.shown(by):
        sums[record[part]] = sums.get(record[part], 0.0) + record[by]
        if is_few_last and figure(record, by).is_thin:
            thin.add(record[part])
    return sorted(values, key=lambda v: (v not in sums, v in thin, -sums.get(v, 0.0), v))


def top(frame: Frame, values: list[str], most: int = MOST_ROWS) -> list[str]:
    """The first so many of ``values`` that the header's ``top=`` asks for, or that can be read."""
    limit = frame.line.words.get("top", "")
    return values[: int(limit) if limit.isdigit() else most]


@lru_cache(maxsize=20_000)
def wrap(words: str, width: int) -> tuple[str, ...]:
    """Text in lines of about ``width`` letters, for Vega."""
    return tuple(textwrap.wrap(words, width, break_long_words=False)) or ("",)
