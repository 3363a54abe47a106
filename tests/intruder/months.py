"""Months next to each other: how many are looked after changes by those who start less those who end."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.intruder.editions import ANY, Edition


def widths(exact: pd.DataFrame, edition: Edition, is_monthly_shown: bool) -> list[float]:
    """How many values more than one each small monthly count of starts or ends can have.

    ``exact`` holds one authority's rows of the view of entries and exits, a row a month. Where
    ``is_monthly_shown`` is False, starts and ends of a month are for exact eyes alone.
    """
    held = {name: exact[f"{name}_count"].to_numpy(float) for name in ("looked_after", "start", "end")}
    low, high = {}, {}
    for name, true in held.items():
        low[name], high[name] = edition(true, 0 if name == "looked_after" else 1)
        if name != "looked_after" and not is_monthly_shown:
            low[name], high[name] = np.zeros(len(true)), np.full(len(true), ANY)
    found = []
    least, most = low["looked_after"], high["looked_after"]
    rise_low, rise_high = least[1:] - most[:-1], most[1:] - least[:-1]
    for name, other, sign in (("start", "end", 1), ("end", "start", -1)):
        ends = (rise_low, rise_high) if sign > 0 else (-rise_high, -rise_low)
        lowest = np.maximum(low[name][1:], ends[0] + low[other][1:])
        highest = np.minimum(high[name][1:], ends[1] + high[other][1:])
        true = held[name][1:]
        agrees = held["looked_after"][1:] - held["looked_after"][:-1] == held["start"][1:] - held["end"][1:]
        is_small = (true >= 1) & (true <= 7) & agrees
        found += list((highest - lowest)[is_small])
    return found
