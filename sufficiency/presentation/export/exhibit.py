"""One figure of a page as files take it: its rows, how it is drawn, and the words of the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sufficiency.presentation import charts, formatting
from sufficiency.presentation.charts import Chart, titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.charts.grammar import OWN
from sufficiency.presentation.export import comparator, facts, native
from sufficiency.presentation.export.comparator import Beside
from sufficiency.presentation.maps import Still
from sufficiency.result import Result


@dataclass(frozen=True)
class Exhibit:
    """A Result with the chart line it was drawn by (None for its view's own, '' for a table alone).

    ``title`` is the page's heading of it, ``columns`` are those of its table in the page's order (none for all).
    ``measures`` names the headline measures that stood on cards: such an exhibit is a page's key figures.

    ``still`` is the map that it stands under on the page, ``beside`` what the place that a file is of is compared with.
    A table that ``is_whole`` has room for every column and row it holds.
    """

    result: Result
    chart: str | None = None
    title: str = ""
    columns: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    beside: Beside = Beside()
    still: Still | None = None
    is_whole: bool = False

    @property
    def name(self) -> str:
        """What it is called where somebody chooses among a page's figures."""
        if self.measures:
            return "Key figures"
        return self.title or self.heading

    @property
    def called(self) -> str:
        """What its own files are called: the page's heading, else its view's title; and what is drawn of it, how, where
        that is not what its view has by itself."""
        line = charts.parse(self.chart, self.result.view) if self.chart else None
        # A finding names a figure of the place, and no figure of children stands in the name of a file.
        title = "" if facts.tells_of_place(self.result, self.title) else self.title
        if title or line is None:
            return title or self.result.view.title
        part = {"bar": "x", "dot": "x", "line": "y", "histogram": "y", "stacked": "x", "range": "mid"}
        names = [line.parts.get(part.get(line.kind, "")), *line.parts.values()]
        columns = [self.result.view.column(name) for name in names if name]
        drawn = next((column for column in columns if column.is_measure), columns[0])
        if "y" in line.parts and line.kind in ("funnel", "scatter"):
            drawn = self.result.view.column(line.parts["y"])
        said = titles.measure(drawn) if drawn.is_measure else drawn.meaning
        return f"{drawn.meaning if said == 'share' else said} {line.kind}"

    @property
    def heading(self) -> str:
        """Its finding in a sentence, else the page's heading of it, else its view's title."""
        chart = self.drawn()
        frame, finding = chart.frame, chart.title
        if not self.title or frame is None:
            return self.title or finding
        # A heading that says something of the place is the finding.
        is_plain = facts.is_of_place(self.result, self.title)
        is_plain = is_plain or frame.line.kind in ("scatter", OWN) or self.result.view.section == "data"
        if is_plain or finding == self.result.view.title:
            return self.title
        if frame.line.kind == "range":
            return self._ranged(frame) or self.title
        named = titles.measure(frame.columns[titles.MAIN.get(frame.line.kind, "value")])
        # What is measured has a name in the page's heading alone.
        return f"{self.title}: {finding}" if named in (*titles.UNSAID, "share") else finding

    def _ranged(self, frame: Frame) -> str:
        """'Camden, 9 to 16: placed elsewhere for no recorded reason of their own'; '' without a place to name."""
        own = [r for r in frame.records if r["category"] in self.result.marked and None not in (r["low"], r["high"])]
        if len(own) != 1 or frame.columns["low"].name != frame.columns["mid"].name:
            return ""
        return f"{own[0]['category_text']}, {own[0]['low_short']} to {own[0]['high_short']}: {titles.lower(self.title)}"

    def drawn(self, width: int | str = "container") -> Chart:
        """The chart it is drawn as, its list as long as it is; without a specification where it is a table."""
        return charts.draw(self.result, self.chart, width=width, is_whole=True)

    def compared(self) -> Exhibit:
        """The same, drawn with what it is compared with; as it is where nothing can stand beside it."""
        frame = self.drawn().frame
        both = comparator.added(self.result, frame, self.beside, facts.place(self.result)) if frame else None
        return replace(self, result=both[0], chart=both[1]) if both else self


def shortened(exhibit: Exhibit, most: int) -> Exhibit:
    """The same with the ``most`` rows that a picture has room for: the first, and those marked."""
    frame = exhibit.drawn().frame
    # Steps stand across, however many, and what lies beyond the last that has room would be missed.
    if frame is None or frame.line.kind in (OWN, "histogram") or "category" not in frame.columns:
        return exhibit
    if frame.is_temporal("category"):
        return exhibit
    kept = native.names_of(frame, exhibit.result.marked, most)
    if len(kept) == len(frame.values("category")):
        return exhibit
    column = frame.columns["category"]
    labels = [formatting.label(value, column.unit) for value in exhibit.result.rows[column.name]]
    return replace(exhibit, result=exhibit.result.at([label in kept for label in labels]))


def of(parts: Sequence[Result | Exhibit]) -> list[Exhibit]:
    """Results and exhibits as exhibits that hold nothing a file cannot."""
    exhibits = [part if isinstance(part, Exhibit) else Exhibit(part) for part in parts]
    return [replace(exhibit, result=facts.printable(exhibit.result)) for exhibit in exhibits]


def once(exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    """The exhibits without those of one row that stands in one before them: a table of it says all that they show.
    What one before has drawn is not drawn again: it is a table of its own columns."""
    kept: list[Exhibit] = []
    for given in exhibits:
        is_again = any(_draws_the_same(given, other) for other in kept)
        exhibit = replace(given, chart="", still=None) if is_again else given
        mine = exhibit.result
        alike = (e for e in kept if e.result.view.name == mine.view.name and not (e.still or e.measures))
        same = (e.result for e in alike if e.columns in ((), exhibit.columns))
        told = any(other.rows.equals(mine.rows) for other in same)
        if len(mine.rows) != 1 or not told:
            kept.append(exhibit)
    return kept


def _draws_the_same(mine: Exhibit, other: Exhibit) -> bool:
    is_table = mine.chart == "" and not mine.still
    if is_table or mine.measures or mine.result.view.name != other.result.view.name:
        return False
    how = (mine.chart or mine.result.view.chart, mine.still)
    return how == (other.chart or other.result.view.chart, other.still) and other.result.rows.equals(mine.result.rows)


def names(exhibits: Sequence[Exhibit]) -> list[str]:
    """Each exhibit's name, told apart where several are called the same."""
    names: list[str] = []
    for exhibit in exhibits:
        same = sum(name == exhibit.name or name.startswith(f"{exhibit.name} (") for name in names)
        names.append(f"{exhibit.name} ({same + 1})" if same else exhibit.name)
    return names


def subject(exhibits: Sequence[Exhibit], title: str) -> str:
    """What a file of these is about, with its place and date: 'Placement distance: Camden, 31 March 2026'."""
    if not exhibits:
        return title or facts.tool()
    result = exhibits[0].result
    name, place = title or result.view.title, facts.place(result)
    where = "" if place in name else f": {place}"
    return f"{name}{where}, {formatting.day(result.as_at)}"
