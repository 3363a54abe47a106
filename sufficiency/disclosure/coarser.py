"""When the coarser form of a view stands in its place: where it shows more of what the view is about.

The decision is made from figures that may be shown, of both forms, so it says nothing besides them.
"""

from __future__ import annotations

import pandas as pd

from sufficiency.choices import MOST_CROSSINGS
from sufficiency.disclosure import crossings, levels
from sufficiency.result import Choices, View

# A finer form about fewer than half of the children whom its coarser form is about says too little.
HALF = 0.5


def is_too_fine(view: View, chosen: Choices) -> bool:
    """Whether only a coarser form may answer: where ``view`` and the choices cross more than may be, or
    the view alone crosses as much as that, so that most of its rows are about too few."""
    own, all_of_them = crossings.dimensions(view, {}), crossings.dimensions(view, chosen)
    return len(own) >= MOST_CROSSINGS or len(all_of_them) > MOST_CROSSINGS


def is_narrowed(chosen: Choices) -> bool:
    """Whether a place or some of the children are chosen; of all children a view shows what it can."""
    return bool(crossings.crossing_choices(chosen) or chosen.get("area") or chosen.get("authority"))


def shows_more(coarse: View, coarse_rows: pd.DataFrame, fine: View, fine_rows: pd.DataFrame) -> bool:
    """Whether more rows of the coarser form show its main figure than of the finer one, or they are about
    more than twice as many children; where as many do, whether more say how many they are about. The rows are
    protected ones."""
    few, many = _shown(fine, fine_rows), _shown(coarse, coarse_rows)
    return many[:2] > few[:2] or 0 < few[2] < HALF * many[2]


def _shown(view: View, rows: pd.DataFrame) -> tuple[int, int, float]:
    """Rows that show the main figure, rows that show their count, and the children in the former."""
    behind = levels.base(view)
    main = _main(view) or behind
    about = rows[behind][rows[main].notna()].sum() if behind else 0
    return _count(rows, main), _count(rows, behind), float(about)


def _main(view: View) -> str:
    """The first figure that the view's own chart draws; '' where it draws none."""
    figures = {column.name for column in view.columns if column.is_measure}
    drawn = (word.partition("=")[2] for word in view.chart.split())
    return next((name for name in drawn if name in figures), "")


def _count(rows: pd.DataFrame, name: str) -> int:
    return int(rows[name].notna().sum()) if name else 0
