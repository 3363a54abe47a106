"""Months next to each other: how many are looked after changes by those who start less those who end, and of two
counts of twelve months each tells of the month that the other leaves out."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.intruder.cells import Cell, Cells
from tests.intruder.editions import ANY, Bounds, Edition

YEAR = 12
STARTS_AND_ENDS = ("start", "end")


def widths(exact: pd.DataFrame, edition: Edition, is_monthly_shown: bool) -> list[float]:
    """How many values more than one each small monthly count of starts or ends can have.

    ``exact`` holds one place's rows of the view of entries and exits, a row a month. Where ``is_monthly_shown``
    is False, starts and ends of a month are for exact eyes alone.
    """
    cells, names, lows, highs = Cells(), [], [], []

    def see(name: str, month: int, true: float, ends: Bounds) -> None:
        cells.see((name, month), true)
        names.append(name)
        lows.append(ends[0])
        highs.append(ends[1])

    for name in ("looked_after", *STARTS_AND_ENDS, *(f"{one}_12_months" for one in STARTS_AND_ENDS)):
        true = exact[f"{name}_count"].to_numpy(float) if f"{name}_count" in exact else np.full(len(exact), np.nan)
        low, high = edition(np.nan_to_num(true), 0 if name == "looked_after" else 1)
        if name in STARTS_AND_ENDS and not is_monthly_shown:
            low, high = np.zeros(len(true)), np.full(len(true), ANY)
        for month in np.flatnonzero(~np.isnan(true)):
            see(name, int(month), true[month], (low[month], high[month]))
    held = exact[["looked_after_count", "start_count", "end_count"]].to_numpy(float)
    for month in range(1, len(exact)):
        # Those of the month before and those who came are those of this month and those who went.
        see("there", month, held[month, 0] + held[month, 2], (np.zeros(()), np.full((), ANY)))
        for parts in ((("looked_after", month), ("end", month)), (("looked_after", month - 1), ("start", month))):
            cells.add(("there", month), list[Cell](parts))
        for name in STARTS_AND_ENDS:
            cells.add((f"{name}_12_months", month), [(name, one) for one in range(month - YEAR + 1, month + 1)])
    bounds = cells.narrowed(np.array(lows, dtype=float), np.array(highs, dtype=float))
    asked = np.isin(np.array(names)[cells.small()], STARTS_AND_ENDS)
    return list(cells.widths(*bounds)[asked])
