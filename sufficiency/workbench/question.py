"""A question in SQL: the rows that come of it, and what it lacks to be a view."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import partial

from sufficiency import query
from sufficiency.database.own_select import MOST_ROWS, Refused, Stop
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT, Choices, Result, View
from sufficiency.workbench import inferred


@dataclass(frozen=True)
class Answer:
    """The rows of a question, as ``result``; ``is_cut`` where there are more than :data:`MOST_ROWS`.

    ``view`` is what it would be as a view; ``faults`` say what that lacks for everybody to see it.
    """

    result: Result
    view: View
    is_cut: bool
    seconds: float
    faults: tuple[str, ...]


def ask(scope: Scope, sql: str, chosen: Choices, *, profile: str = EXACT, stop: Stop | None = None) -> Answer:
    """The first 1,000 rows of ``sql``, on whose cursor the choices ``chosen`` are made.

    ``profile`` says for whom: for a viewer the columns' protection is what can be told from SQL and names,
    and a figure of which it cannot be told is withheld. Raises Refused, gate.NotEntitled, ChoiceError, and
    QueryStopped after the time that a query may take, or when ``stop`` is told to.
    """
    text = sql.strip().rstrip(";").strip()
    describe = partial(inferred.view, text, is_guarded=profile != EXACT)
    began = time.monotonic()
    result, view = query.ask(scope, text, chosen, profile=profile, describe=describe, stop=stop or Stop())
    seconds = time.monotonic() - began
    shown = replace(result, rows=result.rows.head(MOST_ROWS), symbols=result.symbols.head(MOST_ROWS))
    return Answer(shown, view, len(result.rows) > MOST_ROWS, seconds, tuple(inferred.faults(view)))


__all__ = ["Answer", "Refused", "Stop", "ask"]
