"""Need cohorts of one authority and date that rest on several tables, in plain pandas from the raw files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd

from tests.recomputed import headline, histories

YOUTH_JUSTICE = ("J1", "J2", "J3")
PLACED_FOR_COMPLEX_NEED = ("K1", "K2", "R5", "Z1", "Z11", "Z12", "Z13", "Z14")


def complex_adolescents(folder: Path, code: str, as_at: date) -> set[str]:
    """Aged 10 to 17 with two or more of the nine signs."""
    rows, day = histories.episodes(folder, code), pd.Timestamp(as_at)
    here, born = histories.on(rows, as_at), headline.births(folder, code)
    missing = histories.table(folder, code, "missing").drop_duplicates(["CHILD", "MIS_START"])
    times = missing[_in_year(histories.days(missing["MIS_START"]), day)]["CHILD"].value_counts()
    scored_on = date(as_at.year - (as_at.month < 3), 3, 31)
    outcomes = histories.table(folder, code, "oc2")
    outcomes = outcomes[outcomes["year"] == scored_on.year]
    outcomes = outcomes.drop_duplicates("CHILD").set_index("CHILD")
    ended_for = rows[_in_year(rows["end"], day)].groupby("REASON_PLACE_CHANGE")["CHILD"].agg(set)
    many = headline.moved_often(rows, as_at, here)
    found = set()
    for row in here.itertuples():
        child, age = str(row.CHILD), headline.age(born[row.CHILD], as_at)
        told = outcomes.loc[child] if child in outcomes.index else {}
        score = told.get("SDQ_SCORE", "")
        signs = (
            child in many,
            child in ended_for.get("CREQB", ()),
            times.get(child, 0) >= 3,
            told.get("CONVICTED") == "1",
            told.get("SUBSTANCE_MISUSE") == "1",
            score != "" and int(score) >= 17 and headline.age(born[row.CHILD], scored_on) <= 16,
            row.CIN == "N6",
            row.LS in YOUTH_JUSTICE or child in ended_for.get("CUSTOD", ()),
            row.PLACE in PLACED_FOR_COMPLEX_NEED,
        )
        if 10 <= age <= 17 and sum(signs) >= 2:
            found.add(child)
    return found


def remanded(folder: Path, code: str, as_at: date) -> set[str]:
    """On remand or in custody, or in a placement that a custody arrangement began."""
    rows, day = histories.episodes(folder, code), pd.Timestamp(as_at)
    here = histories.on(rows, as_at)
    found = set(here[here["LS"].isin(YOUTH_JUSTICE) | (here["PLACE"] == "R5")]["CHILD"])
    spells = histories.care_periods(rows[rows["start"] <= day])
    for child in here["CHILD"]:
        now = spells[child][-1]
        began = histories.placements(now)[-1:]
        before = now[now["end"] == began[0][0]] if began else now[:0]
        if (before["REASON_PLACE_CHANGE"] == "CUSTOD").any():
            found.add(child)
    return found


def _in_year(days: pd.Series, day: pd.Timestamp) -> pd.Series:
    """In the twelve months to the day, which is a month's last."""
    return (days > day - pd.DateOffset(months=12)) & (days <= day)
