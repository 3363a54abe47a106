"""All rows of a mart for the choices of a cursor, before the gate."""

from __future__ import annotations

import time

import duckdb
import pandas as pd

from sufficiency import events, settings
from sufficiency.database import errors
from sufficiency.database.errors import NoSuchView
from sufficiency.result import View


def of(cursor: duckdb.DuckDBPyConnection, view: View, *, is_synthetic: bool) -> pd.DataFrame:
    """The rows of ``view``, its columns in order; raises NoSuchView with the reason where it fails."""
    try:
        began = time.monotonic()  # Not cursor.sql(), which plans each query twice.
        rows = cursor.execute(f"select * from {view.name}").df()
        if (seconds := time.monotonic() - began) > settings.SLOW_SECONDS:
            events.tell("slow query", view=view.name, seconds=seconds)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        raise NoSuchView(errors.message(view, errors.reason(error, is_synthetic=is_synthetic))) from None
    return rows[[column.name for column in view.columns]]
