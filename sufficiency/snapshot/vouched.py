"""The date that most authorities' returns vouch for, before a database is built of them."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa


def newest_year(tables: Mapping[str, pa.Table]) -> int:
    """The newest return year that more than half of the authorities sent whole, with episodes and
    headers; where none is, the newest of those that most sent. int_month_ends says the same by month."""
    episodes, headers = (
        set(zip(*(tables[table][key].to_pylist() for key in ("authority_code", "return_year")), strict=True))
        for table in ("episodes", "header")
    )
    whole: list[int] = [year for _, year in (episodes & headers or episodes) if year]
    most = len({authority for authority, _ in episodes | headers})
    return max(set(whole), key=lambda year: (2 * whole.count(year) > most or whole.count(year) / most, year))
