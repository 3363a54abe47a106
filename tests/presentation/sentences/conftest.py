"""Hand-made results under the real headers, so that a column renamed is a sentence that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd
import pytest

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.result import Result

Made = Callable[..., Result]


@pytest.fixture
def made() -> Made:
    """Builds a Result of the mart named from records; ``hide`` lists (row, column) withheld."""

    def build(mart: str, records: Iterable[Mapping[str, Any]], hide: Iterable[tuple[int, str]] = ()) -> Result:
        view = header.read(settings.SQL / "marts" / f"{mart}.sql")
        rows = pd.DataFrame(list(records)).reindex(columns=[c.name for c in view.columns])
        symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
        for row, column in hide:
            rows.loc[row, column] = None
            symbols.loc[row, column] = "c"
        return Result(view, rows, symbols, as_at=date(2026, 3, 31), choice_text="All children")

    return build
