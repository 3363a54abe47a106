"""The rules that settle episodes of several returns, row by row in pandas: what the views are measured against.

The same as ``int_episodes_submitted`` and ``int_episodes_closed`` say in SQL, of returns without a feed and of children
whose birth is not known: one row an episode, and rules 3, 3A, 2, 1A, 1 and OPEN. A test holds the two to the same rows.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

CHILD = ["authority_code", "child_id"]
SHORT_BREAKS = ("V3", "V4")
ALIKE = ("new_episode_code", "legal_status_code", "placement_code", "provider_code", "placement_sector", "urn")


def closed(sent: pd.DataFrame) -> pd.DataFrame:
    """Every episode of ``sent``, rows as ``stg_episodes`` has them, with its end, rule and whether it is dropped.

    Columns: authority_code, child_id, episode_start, episode_end, closing_rule, is_dropped.
    """
    newest = sent.groupby("authority_code")["return_year"].max().to_dict()
    rows = []
    for _, child in sent.sort_values([*CHILD, "episode_start"]).groupby(CHILD, sort=False):
        rows += list(_of_child(_submitted(child), newest))
    return pd.DataFrame(rows, columns=[*CHILD, "episode_start", "episode_end", "closing_rule", "is_dropped"])


def _submitted(child: pd.DataFrame) -> list[pd.Series]:
    """One row an episode: that of the latest return, of two in one the one left open, then the later end."""
    found: dict[pd.Timestamp, pd.Series] = {}
    for _, row in child.iterrows():
        before = found.get(row["episode_start"])
        if before is None or _later(row, before):
            found[row["episode_start"]] = row
    return [found[start] for start in sorted(found)]


def _later(row: pd.Series, before: pd.Series) -> bool:
    if row["return_year"] != before["return_year"]:
        return bool(row["return_year"] > before["return_year"])
    if pd.isna(row["episode_end"]) or pd.isna(before["episode_end"]):
        return bool(pd.isna(row["episode_end"]) and not pd.isna(before["episode_end"]))
    return bool(row["episode_end"] > before["episode_end"])


def _of_child(episodes: list[pd.Series], newest: dict[str, int]) -> Iterator[tuple[object, ...]]:
    for number, row in enumerate(episodes):
        before = episodes[number - 1] if number else None
        after = episodes[number + 1] if number + 1 < len(episodes) else None
        own = next((e["episode_start"] for e in episodes[number + 1 :] if not _is_short_break(e)), None)
        end, rule = _settled(row, before, after, own, newest[row["authority_code"]])
        yield (row["authority_code"], row["child_id"], row["episode_start"], end, rule, rule in ("3", "3A"))


def _settled(
    row: pd.Series, before: pd.Series | None, after: pd.Series | None, own: pd.Timestamp | None, newest: int
) -> tuple[pd.Timestamp | None, str | None]:
    """The end of one episode, and the rule that gave it; None where the return's own end stands."""
    if not pd.isna(row["episode_end"]):
        return row["episode_end"], None
    if row["return_year"] == newest:
        return (own, "OPEN") if own is not None else (None, None)
    year_end = pd.Timestamp(int(row["return_year"]), 3, 31)
    if _is_same(after, row) or _is_same(before, row):
        return None, "3"
    if before is not None and before["return_year"] > row["return_year"]:
        return None, "3A"
    if after is None:
        return year_end, "2"
    if after["new_episode_code"] == "S":
        return min(year_end, after["episode_start"] - pd.Timedelta(days=1)), "1A"
    return after["episode_start"], "1"


def _is_short_break(row: pd.Series) -> bool:
    return row["legal_status_code"] in SHORT_BREAKS


def _is_same(other: pd.Series | None, row: pd.Series) -> bool:
    return other is not None and all(_text(other[name]) == _text(row[name]) for name in ALIKE)


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)
