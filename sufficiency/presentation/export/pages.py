"""What slides and reports say of each figure of a page, whatever kind of file they become."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sufficiency.presentation import charts, coverage, formatting, key_figures
from sufficiency.presentation.charts import Chart, alone, bars, marks
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import exhibit as exhibits
from sufficiency.presentation.export import facts, headings, measured, picture, table_rows, whole_tables
from sufficiency.presentation.export.exhibit import Exhibit
from sufficiency.presentation.export.table_rows import Table
from sufficiency.presentation.key_figures import KeyFigure
from sufficiency.presentation.maps import Still
from sufficiency.result import Result

LETTERS, LINES = 150, 18  # of a table that a slide has room for
ROW, PAIRED_ROW, AXIS = 24, 36, 40  # points of a row of a drawing, of one for two populations, and of its axis
# Where a sentence may end early: never between two figures, nor within a name.
CLAUSES = ("; ", ", and ", r"(?<!%)(?<!miles) and (?=[a-z0-9])(?!between \S+$)", ", ")
KEYWORDS = 255  # letters of a file's property
TITLE_LETTERS = headings.LETTERS
WIDE = picture.CHART_WIDTH


@dataclass(frozen=True)
class Page:
    """One figure: a finding, what is measured, and a chart, a table, key figures or a picture.

    ``foot`` is the small print, ``notes`` what a speaker has by them, ``words`` what stands in the figure's
    place for those who cannot see it. ``marked`` are the places that stand out.
    """

    exhibit: Exhibit
    title: str
    measure: str
    words: str
    foot: tuple[str, ...]
    notes: tuple[str, ...]
    chart: Chart | None = None
    table: Table | None = None
    key_figures: tuple[KeyFigure, ...] = ()

    def drawing(self, wide: int, tall: int) -> str:
        """Its chart or map as an SVG drawing so many points wide and about so high; long lists are cut."""
        if self.exhibit.still:
            return self.exhibit.still.svg(self.exhibit.result, wide, tall)
        row = max(PAIRED_ROW if self.frame and marks.has_sides(self.frame) else ROW, picture.row(self.chart))
        return picture.bare_svg(exhibits.shortened(self.exhibit, (tall - AXIS) // row).drawn(wide), wide, tall)

    @property
    def is_drawn(self) -> bool:
        """True where a picture of its chart or map can be made."""
        return bool(self.chart or self.exhibit.still)

    @property
    def frame(self) -> Frame | None:
        """What its chart draws."""
        return self.chart.frame if self.chart else None

    @property
    def has_finding(self) -> bool:
        """True where its title says what the figures say, and is not what the page or the view calls it."""
        return headings.is_finding(self.exhibit, self.title)

    @property
    def marked(self) -> tuple[str, ...]:
        """The places that stand out in it."""
        return self.exhibit.result.marked


@dataclass(frozen=True)
class Pages:
    """The figures of a file, with its title, the facts it opens with and the notes it ends with."""

    title: str
    lead: str
    facts: tuple[str, ...]
    pages: tuple[Page, ...]
    notes: tuple[str, ...]
    keywords: str
    is_synthetic: bool


def of(parts: Sequence[Result | Exhibit], title: str = "", lead: str = "") -> Pages:
    """What a file of these figures says; ``title`` is the page's and ``lead`` the sentence it opens with."""
    kept = exhibits.of(parts)
    drawn = [page_of(exhibit, lead) for exhibit in kept]
    whole, measures = about(kept, title, lead), [p.measure.removesuffix(p.table.rest if p.table else "") for p in drawn]
    told = headings.apart(whole.title, [page.title for page in drawn], kept, measures)
    apart = (replace(page, title=heading) for page, heading in zip(drawn, told, strict=True))
    return replace(whole, pages=tuple(apart))


def about(kept: Sequence[Exhibit], title: str = "", lead: str = "") -> Pages:
    """What a file says before and after its figures."""
    if not kept:
        return Pages(title or facts.tool(), lead, (facts.tool(),), (), (), "", is_synthetic=False)
    first = kept[0].result
    return Pages(
        exhibits.subject(kept, title),
        lead,
        tuple(_opening(first, lead)),
        (),
        tuple(_notes([exhibit.result for exhibit in kept])),
        cut(
            f"snapshot {first.snapshot_id}; views {' '.join(dict.fromkeys(e.result.view.name for e in kept))}", KEYWORDS
        ),
        first.is_synthetic,
    )


def page_of(exhibit: Exhibit, lead: str = "") -> Page:
    """What a file says of one figure; ``lead`` is the sentence its page opens with."""
    result, both = exhibit.result, exhibit.compared()
    chart = both.drawn(WIDE)
    told = (fact for fact in facts.of(result) if fact.heading not in ("View", "Made by"))
    spoken = [f"{fact.heading}: {facts.plain(fact.words)}" for fact in told]
    page = Page(
        both,
        cut(headings.of(exhibit, chart.frame), TITLE_LETTERS),
        cut(measured.of(result, chart), measured.LETTERS),
        chart.words,
        tuple(facts.foot(result)),
        (chart.words, *spoken),
    )
    if exhibit.measures:
        return _key_figures(replace(page, exhibit=exhibit), lead)
    if exhibit.still:
        return _mapped(replace(page, exhibit=exhibit), exhibit.still)
    kind = chart.frame.line.kind if chart.spec and chart.frame else ""
    if chart.frame and is_matrix(chart.frame):
        return _tabled(page, table_rows.matrix(chart.frame, letters=LETTERS))
    if kind and chart.frame and _shows(chart.frame):
        return replace(page, chart=chart)
    return _tabled(page, whole_tables.on_a_slide(exhibit, letters=LETTERS, lines=LINES))


def _mapped(page: Page, still: Still) -> Page:
    """A page whose figure is a map, its words those of the map."""
    result, said = page.exhibit.result, still.finding(page.exhibit.result)
    words = still.words(result)
    measure = f"{result.view.title}. {formatting.heading(result.view.column(still.measure))}"
    title = cut(said, TITLE_LETTERS) if said else page.title
    return replace(
        page, title=title, words=words, notes=(words, *page.notes[1:]), measure=cut(measure, measured.LETTERS)
    )


def is_matrix(frame: Frame) -> bool:
    """True of figures by two things, or in more series than bars can tell apart, which are a table of figures."""
    if frame.line.kind == "heat":
        return True
    most = {"bar": bars.MOST_SERIES, "stacked": charts.MOST_STACKED}.get(frame.line.kind)
    is_dated = "category" in frame.columns and frame.is_temporal("category")
    return bool(most) and not is_dated and "series" in frame.columns and len(frame.values("series")) > (most or 0)


def matrix_of(page: Page) -> Frame | None:
    """What the table of a page draws, where that is its figures by two things."""
    frame = page.exhibit.drawn().frame
    return frame if frame is not None and is_matrix(frame) else None


def _shows(frame: Frame) -> bool:
    """True where a chart has figures to draw; where all are withheld, or there is but a bar, the table says it."""
    if alone.mark(frame) is not None:
        return False
    parts = [part for part in ("value", "low", "y") if part in frame.columns]
    return not parts or any(frame.shown(part) for part in parts)


def _tabled(page: Page, table: Table) -> Page:
    """A page whose figure is a table, saying where the rows are that it leaves out."""
    result = page.exhibit.result
    held = f"{len(table.rows)} of {table.total:,} rows"
    words = f"Table: {result.view.title}, {held}, as at {formatting.day(result.as_at)}."
    named = "" if page.title == page.measure else f"{page.measure}."
    measure = f"{named} {table.rest}".strip() if table.rest else named.rstrip(".")
    return replace(page, table=table, words=words, measure=measure)


def _key_figures(page: Page, lead: str) -> Page:
    headline = page.exhibit.result
    figures = tuple(key_figures.of(headline.where(measure=measure)) for measure in page.exhibit.measures)
    said = "; ".join(f"{figure.name}: {figure.value}" for figure in figures)
    title = first_sentence(lead) or f"{facts.place(headline)}: key figures"
    words = f"Key figures: {said}."
    return replace(page, title=cut(title, TITLE_LETTERS), measure="Key figures", words=words, key_figures=figures)


def _opening(result: Result, lead: str) -> list[str]:
    words = [
        lead,
        f"{result.choice_text.rstrip('.')}. {coverage.words(result)}.",
        formatting.profiles().get(result.profile, result.profile),
        facts.SYNTHETIC if result.is_synthetic else "",
        facts.tool(),
    ]
    return [line for line in words if line]


def _notes(results: Sequence[Result]) -> list[str]:
    """How to read the file: protection, symbols used, who counts, where the figures are from."""
    first = results[0]
    used = {symbol: meaning for result in results for symbol, meaning in facts.used_symbols(result).items()}
    sources = dict.fromkeys(facts.plain(part) for r in results for part in r.view.source.rstrip(".").split("; "))
    return [
        f"{formatting.profiles().get(first.profile, first.profile)}.",
        *(f"{symbol}: {meaning}." for symbol, meaning in used.items()),
        f"{coverage.in_full(first)}.",
        f"Source: {'; '.join(sources)}.",
        f"Snapshot {first.snapshot_id}. {facts.tool()}.",
    ]


def first_sentence(words: str) -> str:
    """A text up to the end of its first sentence, or of the clauses of it that stand alone and have room."""
    sentence = re.sub(r" \([^)]*\)", "", words.split(". ")[0]).rstrip(".")
    for end in CLAUSES:
        while len(sentence) > TITLE_LETTERS and (ends := [m.start() for m in re.finditer(end, sentence)]):
            sentence = sentence[: ends[-1]]
    return sentence


def cut(words: str, most: int) -> str:
    """Text of so many letters at most, cut after a word."""
    return textwrap.shorten(words, most, placeholder=" …")
