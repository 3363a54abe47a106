"""Of whom the figures are that rest on what only some authorities send, whatever returns vouch for."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import duckdb

from sufficiency.database.built import Built
from sufficiency.result import View

# What is sent each quarter, and which authorities sent it.
FOUND, COUNTED = "int_found", "int_found_counted"


class Senders(NamedTuple):
    """Code and name of each authority chosen, and whether it sent the quarter that ends on ``quarter_end``."""

    authorities: list[tuple[str, str, bool]]
    quarter_end: date | None

    @property
    def words(self) -> str:
        """What they sent."""
        if self.quarter_end is None:
            return "sent found placements"
        return f"sent found placements of the quarter to {self.quarter_end:%-d %B %Y}"


def of(cursor: duckdb.DuckDBPyConnection, built: Built, view: View) -> Senders | None:
    """Who sent what ``view`` rests on; None for a view that rests on returns and public lists."""
    if FOUND not in built.catalogue.inputs([view.name]) or COUNTED in built.problems:
        return None
    rows = cursor.execute(f"select authority_code, authority_name, is_counted, quarter_end from {COUNTED}").fetchall()
    return Senders([row[:3] for row in rows], rows[0][3] if rows else None)
