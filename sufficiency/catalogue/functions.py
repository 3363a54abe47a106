"""Functions that a view, a cohort or a macro may call: those of a list, and the macros of sql/macros."""

from __future__ import annotations

from collections.abc import Collection

from sufficiency.catalogue.lineage import NotASelect, Uses
from sufficiency.reference import tables

LIST = "data/reference/sql_functions.csv"


@tables.derived_from("sql_functions")
def listed() -> dict[tuple[str, bool], str]:
    """What to do instead of calling each listed function, '' where it may be called.

    By name, and whether it is read from as a table.
    """
    remedies = {}
    for row in tables.records("sql_functions"):
        if row["kind"] not in ("scalar", "aggregate", "window", "table") or row["may_be_called"] not in ("yes", "no"):
            raise ValueError(f"{row['function_name']}: {row['kind']}, {row['may_be_called']} are not words of the list")
        if (row["may_be_called"] == "yes") == bool(row["remedy"]):
            raise ValueError(f"{row['function_name']}: a remedy belongs to a function that may not be called")
        remedies[row["function_name"], row["kind"] == "table"] = row["remedy"]
    return remedies


def check(uses: Uses, macros: Collection[str]) -> None:
    """Raise NotASelect, with the line, for the first call of a function that is not on the list."""
    for call, line in sorted(uses.calls.items(), key=lambda item: item[1]):
        if call.name in macros and not call.is_table:
            continue
        remedy = listed().get((call.name, call.is_table))
        if remedy is None and call.is_table:
            remedy = "name a table or view"
        if remedy is None:
            remedy = f"use a macro of sql/macros or a function of {LIST}, which has those that only reckon with rows"
        if remedy:
            verb = "read from" if call.is_table else "call"
            raise NotASelect(f"a view may not {verb} {call.name}(): {remedy}", line)
