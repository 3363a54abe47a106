"""The least that the others' counts may be to a reader who knows its own exactly, from what is shown of all together.

An authority's analyst takes its own from a total that it is among. Whether what is left may be so few that
it would be withheld is told by the total as everybody sees it and by the analyst's own, never by what is truly left:
a figure withheld for that would say that it is few, and beside a file of a viewer's, which may be passed on,
nearly how many (``docs/intruder.md``).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from sufficiency.disclosure import rule
from sufficiency.result import View

# Where the own may be all there are, a nought of others is not known as one.
NOT_NONE = -1.0


def at_least(view: View, rows: pd.DataFrame, shown: pd.DataFrame, own: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with the least that each count of the others may be in place of that of all.

    ``shown`` are the same rows as everybody sees them, and ``own`` holds the reader's own counts among them, by the
    same index.
    """
    least = rows.copy()
    for column in view.columns:
        if column.unit == "count":
            least[column.name] = _least(shown[column.name], own[column.name])
        elif column.kind == "unit":
            is_count = rows["unit"] == "count"
            least[column.name] = rows[column.name].where(~is_count, _least(shown[column.name], own[column.name]))
    return least


def _least(shown: pd.Series, own: pd.Series) -> pd.Series:
    seen = rule.numbers(shown)
    foot = pd.Series(rule.reach(seen.to_numpy())[0], index=seen.index)
    least = foot - rule.numbers(own).fillna(0)
    return least.where((seen == 0) | (least > 0), NOT_NONE).where(seen.notna(), np.nan)
