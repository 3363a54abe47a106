"""What a scenario comes to where figures are protected: the region's change, as a share, of each figure that is shown.

Whoever sets levers freely could otherwise move a place's exact figure until it passes a ten, and so read it off; what
is made of shown figures and of the whole region's share tells nothing besides them.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa

from sufficiency.disclosure import rule
from sufficiency.result import Given

REGION = "london"  # the level of a forecast's rows of the whole region
PLACE = ["level", "grouping", "area_name", "authority_code"]
SERIES = ["kind", "category_code", "months_ahead"]
SHOWN = {
    "expected_count": "shown",
    "expected_80_low_count": "low_80",
    "expected_80_high_count": "high_80",
    "expected_low_count": "low_95",
    "expected_high_count": "high_95",
}


def of_shown(given: Given, forecast: pd.DataFrame) -> Given:
    """The tables of a scenario with every difference made again from ``forecast``, the rows of that view as they are
    shown. Of a scenario that was not drawn of the whole region nothing is left."""
    drawn = given["scenario"].to_pandas()
    whole = _shares(drawn[drawn["level"] == REGION])
    seen = forecast[["area_name", *SERIES, *SHOWN]].rename(columns=SHOWN)
    rows = drawn[[*PLACE, *SERIES]].merge(seen, on=["area_name", *SERIES]).merge(whole, on=SERIES)
    # A few children differ by chance more than all of the region's do, as a share: by the root of how many they are.
    wider = np.sqrt(rows["whole"] / rows["shown"])
    rows["difference"] = rows["shown"] * rows["share"]
    for end in ("low", "high"):
        apart = rows.pop(f"share_{end}") - rows["share"]
        rows[f"difference_{end}"] = rows["shown"] * (rows["share"] + apart * wider)
    rows = rows.drop(columns=["share", "whole"]).assign(is_of_shown=True)
    return {**given, "scenario": pa.Table.from_pandas(rows, preserve_index=False)}


def _shares(region: pd.DataFrame) -> pd.DataFrame:
    """By series and month, what the region's figure changes by as a share of itself, and how large it is as shown."""
    simulated = region["simulated"].where(region["simulated"] > 0)
    shares = {f"share{end}": region[f"difference{end}"] / simulated for end in ("", "_low", "_high")}
    return region[SERIES].assign(whole=rule.counts(simulated), **shares)
