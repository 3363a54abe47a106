"""The one door: a view's name, a person and their choices go in; protected rows come out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb
import pandas as pd

from sufficiency import catalogue, choices, protect
from sufficiency.choices import ChoiceError, Choices, Option
from sufficiency.engine import Scope
from sufficiency.result import EXACT, Result, View

DEFAULT_GROUPING = "icb_2022"


class NoSuchView(LookupError):
    """No view may be seen under that name; the message says why."""


def options(scope: Scope) -> list[Option]:
    """Every value that may be chosen in this scope, in the order to show them."""
    with scope.cursor() as cursor:
        rows = cursor.execute(
            "select choice, value, label, grouping from choice_options"
        ).fetchall()
    return [Option(*row) for row in rows]


def view_of(scope: Scope, name: str) -> View:
    """The mart called ``name``; raises NoSuchView with the reason when it is not there to see."""
    found = scope.catalogue.views.get(name)
    if name in scope.problems:
        raise NoSuchView(scope.problems[name])
    if found is None or found.layer != "marts":
        raise NoSuchView(f"no mart is called {name}")
    return found


def fetch(
    scope: Scope,
    names: Sequence[str],
    chosen: Choices,
    *,
    profile: str,
    known: list[Option] | None = None,
) -> dict[str, Result]:
    """Rows of each mart in ``names`` for the same choices, protected by ``profile``.

    All are read on one cursor, so that one page shows one moment. Raises ChoiceError, NoSuchView,
    protect.NotEntitled for child-level views under a protecting profile, engine.QueryStopped.
    """
    known = known if known is not None else options(scope)
    settled = choices.check(chosen, known, is_protected=profile != EXACT)
    views = [view_of(scope, name) for name in names]
    as_at = date.fromisoformat(settled.get("as_at", (scope.snapshot.as_at.isoformat(),))[0])
    found: dict[str, Result] = {}
    with scope.cursor() as cursor:
        _choose(cursor, settled, as_at)
        for view in views:
            protect.permit(view, profile)
            rows = _rows(cursor, view)
            shown, symbols = protect.apply(view, rows, profile)
            found[view.name] = Result(
                view=view, rows=shown, symbols=symbols, choices=settled,
                choice_text=choices.words(settled, known), profile=profile, as_at=as_at,
                snapshot_id=scope.snapshot.id, is_synthetic=scope.snapshot.is_synthetic,
                authority_count=len(scope.snapshot.authorities),
            )  # fmt: skip
    return found


def check_rows(scope: Scope, name: str) -> int:
    """How many rows a check in ``sql/checks/`` returns; it should be none."""
    with scope.cursor() as cursor:
        _choose(cursor, {}, scope.snapshot.as_at)
        return int(cursor.execute(f"select count(*) from {name}").fetchall()[0][0])


def _choose(cursor: duckdb.DuckDBPyConnection, chosen: Choices, as_at: date) -> None:
    cursor.execute("set variable as_at = ?", [as_at.isoformat()])
    grouping = chosen.get("grouping", (DEFAULT_GROUPING,))
    for choice in choices.kinds():
        if choice == "as_at":
            continue
        values = grouping if choice == "grouping" else chosen.get(choice)
        if values:
            cursor.execute(f"set variable {choice} = ?", [list(values)])


def _rows(cursor: duckdb.DuckDBPyConnection, view: View) -> pd.DataFrame:
    rows = cursor.sql(f"select * from {view.name}").df()
    return rows[[column.name for column in view.columns]]


__all__ = ["ChoiceError", "NoSuchView", "catalogue", "fetch", "options", "view_of"]
