"""A report as a short paper, whatever kind of file it becomes: findings, figures with their tables, method, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sufficiency.presentation import asides, coverage, formatting
from sufficiency.presentation.export import exhibit as exhibits
from sufficiency.presentation.export import facts, headings, pages, table_rows, whole_tables
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.pages import Page
from sufficiency.presentation.export.table_rows import Table
from sufficiency.result import Result

LETTERS = 86  # of a line of a table across a page of A4 in letters of ten points
FIRST_ROWS, WHOLE_ROWS = 12, 36  # of a page's figure, and of a figure in a pack of evidence
LISTED = ("bar", "dot", "range")  # charts of a line a category
SEVERAL = 2  # figures of which small print can be the same
CARD_HEADS = ("Measure", "Value", "How sure", "Change", "Compared")


@dataclass(frozen=True)
class Part:
    """One section of a report: heading, words, the results shown, and what is left to write."""

    heading: str
    words: str = ""
    results: tuple[Result | Exhibit, ...] = ()
    to_write: str = ""


@dataclass(frozen=True)
class PaperFigure:
    """One figure of a paper: its page, its table (in parts where it is wide), and whether its heading is its
    section's."""

    page: Page
    tables: tuple[Table, ...]
    is_headed: bool = False


@dataclass(frozen=True)
class Section:
    """One section: heading, words, figures, and what is left to write."""

    heading: str
    words: str = ""
    figures: tuple[PaperFigure, ...] = ()
    to_write: str = ""


@dataclass(frozen=True)
class Paper:
    """The whole of it, in the order it is read; ``method`` pairs a view's title with how it is made."""

    title: str
    opening: tuple[str, ...]
    findings: tuple[str, ...]
    sections: tuple[Section, ...]
    method: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    keywords: str
    is_synthetic: bool


def of(parts: Sequence[Result | Exhibit | Part], title: str = "", lead: str = "") -> Paper:
    """A paper of figures, each a section, or of parts that group them under a heading."""
    parted = [_grouped(part) if isinstance(part, Part) else _alone(part, lead) for part in parts]
    whole = pages.about([figure.page.exhibit for section in parted for figure in section.figures], title, lead)
    sections = _plainer(_apart(parted, whole.title))
    figures = [figure for section in sections for figure in section.figures]
    results = [figure.page.exhibit.result for figure in figures]
    said = [lead, *(figure.page.title for figure in figures if _is_said(figure.page))]
    return Paper(
        whole.title,
        tuple(line for line in whole.facts if line not in (lead, facts.tool())),
        _once([line.rstrip(".") + "." for line in said if line]),
        tuple(sections),
        tuple(_method(results, whole.notes)),
        whole.notes,
        whole.keywords,
        whole.is_synthetic,
    )


def _once(lines: Sequence[str]) -> tuple[str, ...]:
    """The findings without those that say again, of another chart, the figure that one before them begins with."""
    kept: dict[str, str] = {}
    for line in lines:
        begins, comma, _ = line.partition(", ")
        kept.setdefault(begins if comma and re.search(r"\d", begins) else line, line)
    return tuple(kept.values())


def _is_said(page: Page) -> bool:
    """True of a figure whose title is a finding; a scatter's says only what is against what."""
    is_against = page.frame is not None and page.frame.line.kind == "scatter"
    return page.has_finding and not page.key_figures and not is_against


def _apart(sections: Sequence[Section], title: str) -> list[Section]:
    """The sections with figures of which no two are headed alike."""
    pages_of = [figure.page for section in sections for figure in section.figures]
    exhibits_of = [page.exhibit for page in pages_of]
    told = iter(
        headings.apart(title, [page.title for page in pages_of], exhibits_of, [page.measure for page in pages_of])
    )
    return [_titled(section, [next(told) for _ in section.figures]) for section in sections]


def _titled(section: Section, titles: Sequence[str]) -> Section:
    """A section whose figures have these titles; where it was headed by its figure's, it is so still."""
    figures = tuple(replace(f, page=replace(f.page, title=t)) for f, t in zip(section.figures, titles, strict=True))
    is_figures = bool(figures) and section.heading == section.figures[0].page.title
    return replace(section, figures=figures, heading=titles[0] if is_figures else section.heading)


def _plainer(sections: Sequence[Section]) -> list[Section]:
    """The sections without the small print that is the same under every figure: the opening and the notes say it."""
    feet = [set(figure.page.foot) for section in sections for figure in section.figures]
    if len(feet) < SEVERAL:
        return list(sections)
    common = set.intersection(*feet)
    return [
        replace(section, figures=tuple(_without(figure, common) for figure in section.figures)) for section in sections
    ]


def _without(figure: PaperFigure, lines: set[str]) -> PaperFigure:
    return replace(
        figure, page=replace(figure.page, foot=tuple(line for line in figure.page.foot if line not in lines))
    )


def _alone(part: Result | Exhibit, lead: str) -> Section:
    [exhibit] = exhibits.of([part])
    figure = _figure(exhibit, FIRST_ROWS, lead)
    heading = "Key figures" if exhibit.measures else figure.page.title
    return Section(heading, figures=(replace(figure, is_headed=True),))


def _grouped(part: Part) -> Section:
    figures = [_figure(exhibit, WHOLE_ROWS, is_declared=True) for exhibit in exhibits.of(part.results)]
    headed = tuple(replace(figure, is_headed=_is_named(figure.page, part.heading)) for figure in figures)
    return Section(part.heading, part.words, headed, part.to_write)


def _is_named(page: Page, heading: str) -> bool:
    """True of a figure whose title says no more than the heading over it."""
    return page.title == heading or (not page.has_finding and page.title == headings.dated(page.exhibit, heading))


def _figure(exhibit: Exhibit, most: int, lead: str = "", *, is_declared: bool = False) -> PaperFigure:
    page = pages.page_of(exhibit, lead)
    page = replace(page, foot=tuple(facts.small_print(page.exhibit.result)))
    if page.key_figures:
        rows = tuple((f.name, f.value, f.sure, f.change, f.beside) for f in page.key_figures)
        return PaperFigure(page, (Table(CARD_HEADS, rows, frozenset(), (24, 10, 20, 20, 14), total=len(rows)),))
    if page.table and (frame := pages.matrix_of(page)):
        return PaperFigure(page, table_rows.matrices(frame, letters=LETTERS))
    is_stepped = page.frame is not None and page.frame.line.kind == "histogram"
    most = WHOLE_ROWS if is_stepped else most
    rows_kept = most if len(exhibit.result.rows) <= most else FIRST_ROWS
    result, drawn = _ordered(exhibit, is_whole=len(exhibit.result.rows) <= rows_kept)
    if page.table and page.table.rest:  # which says how many rows a slide has
        page = replace(page, measure=page.measure.removesuffix(page.table.rest).strip().rstrip("."))
    if is_declared:
        return PaperFigure(
            page, whole_tables.of(result.at(_first(rows_kept, result)), exhibit.columns, letters=LETTERS)
        )
    table = table_rows.of(result, exhibit.columns, letters=LETTERS, rows=rows_kept, first=drawn)
    return PaperFigure(page, (table,))


def _first(most: int, result: Result) -> list[bool]:
    return [place < most for place in range(len(result.rows))]


def _ordered(exhibit: Exhibit, *, is_whole: bool) -> tuple[Result, tuple[str, ...]]:
    """The rows in the order of their chart, and the figures that it draws; of those over time that are not all shown
    the newest first, and of places on a map those with most."""
    frame, still = exhibit.drawn().frame, exhibit.still
    if still and still.measure in exhibit.result.rows:
        return exhibit.result.first(still.measure, len(exhibit.result.rows)), ()
    if frame is None:
        return exhibit.result, ()
    drawn = tuple(dict.fromkeys(column.name for column in frame.columns.values()))
    if frame.line.kind == "map":
        return exhibit.result.first(frame.columns["value"].name, len(exhibit.result.rows)), drawn
    if not is_whole and "category" in frame.columns and frame.is_temporal("category"):
        days = exhibit.result.rows[frame.columns["category"].name].reset_index(drop=True)
        return exhibit.result.take(days.sort_values(ascending=False, kind="stable").index.tolist()), drawn
    if frame.line.kind not in LISTED or "series" in frame.columns or frame.is_temporal("category"):
        return exhibit.result, drawn
    return table_rows.as_drawn(exhibit.result, frame), drawn


def _method(results: Sequence[Result], noted: Sequence[str]) -> list[tuple[str, str]]:
    """Of each view what it shows, where it is from and what it cannot tell. What the notes say of the first is said
    there alone; of views that share source and limits the first says them."""
    told: list[tuple[str, str]] = []
    said_at: dict[tuple[str, str], str] = {}
    for result in {result.view.name: result for result in results}.values():
        view = result.view
        title = said_at.setdefault((view.source, view.caveats), view.title)
        limits = [f"Source: {facts.plain(view.source).rstrip('.')}.", facts.plain(view.caveats)]
        counted, when = f"{coverage.in_full(result)}.", f"As at {formatting.day(result.as_at)}."
        words = [
            f"{view.summary.rstrip('.')}." if view.summary else "",
            *(limits if title == view.title else [f"Source and limits as under {title}."]),
            "" if counted in noted else counted,
            "" if result.as_at == results[0].as_at else when,
            *asides.of(result),
        ]
        told.append((view.title, " ".join(filter(None, words))))
    return told
