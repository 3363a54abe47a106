"""One chart as it is handed over: how it is drawn, its figures, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sufficiency.presentation.charts import alone, titles
from sufficiency.presentation.charts.drawing import Records
from sufficiency.presentation.charts.fold import Drawn
from sufficiency.presentation.charts.frame import Frame


@dataclass(frozen=True)
class Chart:
    """A chart of one Result; ``spec`` is empty when there is nothing to draw.

    ``title`` states the finding, ``words`` say what the chart shows to people who cannot see it.
    ``spec`` is Vega-Lite without figures, title and words, the same whatever the figures are;
    ``data`` holds its records by the name the spec calls them by. ``measure`` is what the chart
    measures and in what unit, ``notes`` what is not drawn, in lines to stand over it. A click on a
    mark selects the columns ``pick``. ``frame`` is what is drawn, for those who draw it otherwise.
    ``fault`` says why a view's own line ``chart:``, or the file that it names, draws nothing, with its line and the
    remedy; ``undrawn`` why one that is right is not drawn of these rows.
    ``drawn`` says how much of a long list is drawn; None where there is no list.
    """

    title: str
    words: str
    spec: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Records] = field(default_factory=dict)
    measure: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    pick: tuple[str, ...] = ()
    frame: Frame | None = field(default=None, repr=False)
    fault: str = ""
    undrawn: str = ""
    drawn: Drawn | None = None

    @property
    def name(self) -> str:
        """What the kind of chart is called, in names that a browser tells one from another by."""
        return str(self.spec.get("name", "chart"))

    def instead(self) -> str:
        """What to say in place of the picture where it would show no figure; '' where it shows one."""
        if self.undrawn:
            return self.undrawn
        if self.frame is None or not self.spec:
            return ""
        part = titles.main_part(self.frame)
        if self.frame.shown(part):
            return ""
        symbols = {record[f"{part}_symbol"] for record in self.frame.records}
        if self.frame.columns[part].kind == "exact" and "c" in symbols:
            return "Shown to those entitled to exact figures only: it may be of one child."
        if self.frame.columns[part].kind == "exact" and "x" not in symbols:
            return "Of too few children to say."  # whoever looks may see it, and there is nothing to see
        return f"{titles.nothing(self.frame, part)}."

    def alone(self) -> str:
        """What to say in place of the picture where it would show one figure alone; '' where it shows none, or more."""
        return alone.words(self.frame) if self.spec and self.frame is not None else ""

    def vega_lite(self) -> dict[str, Any]:
        """The whole chart as Vega-Lite with figures, headings and words inside; {} for nothing."""
        if not self.spec:
            return {}
        heading = {"text": list(self.measure), "subtitle": list(self.notes)}
        return {**self.spec, "title": heading, "description": self.words, "datasets": self.data}
