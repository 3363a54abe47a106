"""The evidence pack: what a capital bid or sufficiency statement asks, filled from the measures.

Its sections are rows of ``data/reference/evidence_sections.csv``: a heading, the view that fills
it, which of its rows and columns, how it is drawn, and what must be written by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from sufficiency.presentation import coverage, export, leading
from sufficiency.presentation.export import Part, facts
from sufficiency.presentation.sentences import cost, need, supply
from sufficiency.reference import tables
from sufficiency.result import Choices, Result

COHORT, KIND, YEARLY, FORECAST, LATEST = "@cohort", "@kind", "@yearly", "@forecast", "@latest"
# The breakdown in which a view holds all of them together.
DIVIDED, WHOLE = "dimension", "All"
# Tables of sections: of the pack, and of a business case, which takes a plan of homes too.
PACK, BUSINESS_CASE = "evidence_sections", "business_case_sections"
COMPARED = {"comparator_value": "value", "comparator_pct": "child_pct"}
# Words made from the figures, for the views whose finding can be said in a sentence.
SENTENCES: Mapping[str, Callable[[str, Result], str]] = {
    "need_cohorts": need.cohorts,
    "entries_and_exits": need.trends,
    "gaps": supply.gaps,
    "costs_by_type": cost.by_type,
}


@dataclass(frozen=True)
class PackFigure:
    """One row of the table of sections."""

    heading: str
    words: str
    view: str
    where: tuple[tuple[str, str], ...]
    first: int
    chart: str
    columns: tuple[str, ...]
    to_write: str


@tables.derived_from(PACK)
def _of_pack() -> tuple[PackFigure, ...]:
    return _read(PACK)


@tables.derived_from(BUSINESS_CASE)
def _of_case() -> tuple[PackFigure, ...]:
    return _read(BUSINESS_CASE)


def figures(sections: str = PACK) -> tuple[PackFigure, ...]:
    """Every figure of the table ``sections``, in the order it stands in."""
    return _of_case() if sections == BUSINESS_CASE else _of_pack()


def _read(sections: str) -> tuple[PackFigure, ...]:
    rows = sorted(tables.records(sections), key=lambda row: int(row["position"]))
    return tuple(
        PackFigure(
            row["heading"],
            row["words"],
            row["view"],
            tuple(_pair(part) for part in row["where"].split(";") if part),
            int(row["first"] or 0),
            row["chart"],
            tuple(name for name in row["columns"].split(";") if name),
            row["to_write"],
        )
        for row in rows
    )


def views(sections: str = PACK) -> tuple[str, ...]:
    """The views the table ``sections`` is filled from, each once."""
    return tuple(dict.fromkeys(figure.view for figure in figures(sections) if figure.view))


def parts(results: Mapping[str, Result], chosen: Choices, table: str = PACK) -> list[Part]:
    """The sections of ``table`` from Results of :func:`views` for the choices ``chosen``.

    A view that is not in ``results``, or of which no row answers, is named in the section's words.
    """
    sections: list[Part] = []
    said: set[str] = set()
    for heading, some in groupby(figures(table), key=lambda figure: figure.heading):
        words, shown, to_write = [], [], []
        for figure in some:
            to_write += [figure.to_write] if figure.to_write else []
            words += [figure.words] if figure.words else []
            if not figure.view:
                continue
            result = _filled(results, figure, chosen)
            if result is None or result.is_empty:
                title = results[figure.view].view.title if figure.view in results else figure.view
                words.append(f"{title}: there is no figure for these choices.")
                continue
            if figure.view in SENTENCES and figure.view not in said:
                words.append(SENTENCES[figure.view](facts.place(result), result) + coverage.aside(result))
                said.add(figure.view)
            shown.append(_shown(result, figure))
        sections.append(Part(heading, " ".join(words), tuple(shown), "; ".join(to_write)))
    return sections


def file_name(result: Result, suffix: str = "docx") -> str:
    """The pack's file name: what, where and when, from any of its Results."""
    return export.file_name(replace(result, view=replace(result.view, name="evidence_pack")), suffix)


def _filled(results: Mapping[str, Result], figure: PackFigure, chosen: Choices) -> Result | None:
    """The rows of a figure; None where its view could not be read."""
    if figure.view not in results:
        return None
    result = results[figure.view]
    cohorts = chosen.get("cohort", ())
    for column, value in figure.where:
        if column not in result.rows:  # of a coarser form, which has no such column
            continue
        if value == COHORT and not cohorts:
            continue
        wanted: str | tuple[str, ...] = value
        if value == COHORT:
            wanted = tuple(cohorts)
        elif value == FORECAST:
            wanted = "Need cohort" if cohorts else "All"
        elif value == KIND:
            wanted = "Need cohort" if cohorts else "Placement type"
        elif value == YEARLY:
            dates = result.rows[column]
            wanted = tuple(dates[dates.dt.month == result.as_at.month].drop_duplicates())
        elif value == LATEST:
            wanted = tuple(result.rows[column].nlargest(1))
        result = result.where(**{column: wanted})
    if figure.first:
        names = ("matched_count", "waiting_count", "children", "child_count")
        count = next(name for name in names if name in result.rows)
        result = result.first(count, figure.first)
    return result


def _shown(result: Result, figure: PackFigure) -> Result:
    """The same rows with the columns and the chart that the section asks for; a coarser form as it is."""
    if result.stands_for:
        return result
    names = [name for name in figure.columns if not _says_the_same(result, name)]
    drawn = {word.partition("=")[2] for word in figure.chart.split()}
    kept = [c.name for c in result.view.columns if c.name in drawn and c.name not in names]
    columns = tuple(result.view.column(name) for name in [*names, *kept])
    by = dict(figure.where).get(DIVIDED, WHOLE)
    title = result.view.title if by == WHOLE else f"{result.view.title}, by {by.lower()}"
    view = replace(result.view, columns=columns, chart=figure.chart, title=title)
    order = [column.name for column in columns]
    # How sure a figure is stands in its cell, as on its page; what a row's number means says with how many decimals.
    beside = dict.fromkeys(
        name for column in columns for name in (column.low, column.high, leading.stands_behind(column))
    )
    more = [name for name in dict.fromkeys((*beside, "meaning")) if name in result.rows and name not in order]
    rows = result.rows[[*order, *more]].copy()
    for column in columns:
        if column.unit == "places":
            rows[column.name] = rows[column.name].astype("float64").round()
    return replace(result, view=view, rows=rows, symbols=result.symbols[[*order, *more]])


def _says_the_same(result: Result, name: str) -> bool:
    """True of what the place is compared with, where that is the place itself, in every row."""
    own = COMPARED.get(name)
    if own not in result.rows or result.is_empty:
        return False
    return bool((result.rows[own].round(6).fillna(-1) == result.rows[name].round(6).fillna(-1)).all())


def _pair(part: str) -> tuple[str, str]:
    column, _, value = part.partition("=")
    return column, value
