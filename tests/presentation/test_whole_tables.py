"""Tables of which no column is left out, however narrow the page."""

from __future__ import annotations

from datetime import date

import pandas as pd

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.presentation import formatting
from sufficiency.presentation.export import table_rows, whole_tables
from sufficiency.result import Result


def test_what_has_no_room_follows_under_the_same_names_and_no_row_is_lost() -> None:
    view = header.read(settings.SQL / "marts" / "siting_need.sql")
    rows = pd.DataFrame(
        [{c.name: number if c.is_measure else f"{c.name} {number}" for c in view.columns} for number in (1, 2)]
    )
    result = Result(view, rows, pd.DataFrame("", rows.index, rows.columns), as_at=date(2026, 3, 31), choice_text="All")
    tables = whole_tables.of(result, letters=60)
    assert len(tables) > 1
    told = {head for table in tables for head in table.heads}
    assert told == {formatting.heading(column) for column in table_rows.readable(result)}
    assert len({table.heads[0] for table in tables}) == 1, "each part begins with the same names"
    assert all(len(table.rows) == 2 and sum(table.widths) <= 60 for table in tables)
