"""The one door: a view's name, a person and their choices go in; protected rows come out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from sufficiency import choices
from sufficiency.catalogue.loader import Catalogue
from sufficiency.choices import ChoiceError, Option
from sufficiency.database import (
    collected,
    compared_with,
    counted,
    intervals,
    mart_rows,
    own_select,
    place_answers,
    senders,
    served_views,
    small_authorities,
)
from sufficiency.database.built import Built
from sufficiency.database.counted import Counted
from sufficiency.database.errors import NoSuchView
from sufficiency.database.place_answers import Ready
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.database.shown_counts import Shown
from sufficiency.disclosure import coarser, gate, honesty, scenarios
from sufficiency.result import EXACT, Choices, Given, Result, View

PLACES = ("area", "authority")


def options(scope: Scope) -> list[Option]:
    """Every value that may be chosen in this scope, in the order to show them; raises NoSuchView without their view."""
    built = scope.built
    if "choice_options" not in built.catalogue.views or "choice_options" in built.problems:
        raise NoSuchView(built.problems.get("choice_options", "no view is called choice_options"))
    if not built.options:
        with scope.cursor() as cursor:
            listed = cursor.sql("select choice, value, label, grouping, note, is_shown_first from choice_options")
            built.options[:] = [Option(*row) for row in listed.fetchall()]
    return list(built.options)


def view_of(scope: Scope, name: str) -> View:
    """The mart called ``name``; raises NoSuchView with the reason when it is not there to see."""
    return served_views.visible(scope.built, name)


def fetch(
    scope: Scope,
    names: Sequence[str],
    chosen: Choices,
    *,
    profile: str,
    known: list[Option] | None = None,
    given: Given | None = None,
) -> dict[str, Result]:
    """Rows of each mart in ``names`` for the same choices, protected by ``profile``.

    Where figures are protected, a mart that would divide too finely, or show less than its coarser form,
    is answered by that form, under the name asked for.

    All are read on one cursor, so that one page shows one moment. ``known`` are the options of the scope, where
    the caller has them already; ``given`` is a scenario's tables. Raises ChoiceError, NoSuchView, gate.NotEntitled for
    child-level views under a protecting profile, scope.QueryStopped.
    """
    question = _question(scope, chosen, profile, known)
    if given and profile != EXACT:
        given = scenarios.of_shown(given, fetch(scope, ["forecast"], chosen, profile=profile)["forecast"].rows)
    ready = Ready() if given else place_answers.ready(scope, names, question.chosen, question.as_at, profile)
    lacking = [name for name in names if name not in ready.files]
    if not lacking:
        return {name: _at_hand(question, ready, name) for name in names}
    forms = dict.fromkeys(form for name in lacking for form in served_views.forms(scope.catalogue, name))
    needs = [*forms, counted.VIEW, senders.COUNTED, *compared_with.needs(scope.catalogue.inputs(forms))]
    with scope.cursor_for(question.chosen, question.as_at, needs, given=given, is_kept=True) as (cursor, built):
        asked = lacking if built is ready.built else names  # views may have been built again this moment
        counts = built.counted.of(cursor, question.chosen, question.as_at)
        views = {name: served_views.permitted(built, name, question.chosen, profile) for name in asked}
        gate.permit(views.values(), question.chosen, profile)
        results = {name: _result(question, cursor, built, name, views[name], counts) for name in asked}
        # After the gate, so that protected figures have intervals of protected counts.
        shown = [Shown(result.view, result.rows, result.symbols) for result in results.values()]
        with_ends = intervals.beside(cursor, shown, profile)
    answered = {
        name: replace(
            result, view=compared_with.named(ends.view, result.compared_with), rows=ends.rows, symbols=ends.symbols
        )
        for (name, result), ends in zip(results.items(), with_ends, strict=True)
    }
    return {name: answered[name] if name in answered else _at_hand(question, ready, name) for name in names}


def ask(
    scope: Scope,
    sql: str,
    chosen: Choices,
    *,
    profile: str,
    describe: Callable[[pd.DataFrame, Catalogue], View],
    stop: own_select.Stop,
) -> tuple[Result, View]:
    """The rows of an analyst's own SELECT, at most one more than :data:`own_select.MOST_ROWS`, and the View that
    ``describe`` makes of them, as it stands before any figure is withheld.

    Raises own_select.Refused, ChoiceError, gate.NotEntitled, scope.QueryStopped, also when ``stop`` is told to.
    """
    names = own_select.look(sql, scope.built)
    question = _question(scope, chosen, profile)
    with scope.cursor_for(question.chosen, question.as_at, [*names, counted.VIEW]) as (cursor, built):
        stop.of(cursor)
        rows = own_select.rows(cursor, sql, is_synthetic=scope.snapshot.is_synthetic)
        counts = built.counted.of(cursor, question.chosen, question.as_at)
    described = describe(rows, built.catalogue)
    view = described if profile == EXACT else honesty.withheld(described)
    gate.permit([view], question.chosen, profile)
    shown, symbols = gate.apply(view, rows, profile, chosen=question.chosen, small=small_authorities.of(scope))
    result = Result(
        view=view,
        rows=shown,
        symbols=symbols,
        leaves_out=profile != EXACT,
        **question.said(question.chosen),
        **counted.fields(_of_scope(counts, scope)),
    )
    return result, described


@dataclass(frozen=True)
class _Question:
    """What is asked of a scope: the choices as they were checked, the ``options`` they were checked against, the
    date they mean and the profile of whoever asks."""

    scope: Scope
    chosen: Choices
    options: Sequence[Option]
    profile: str
    as_at: date

    def said(self, answered: Choices) -> dict[str, Any]:
        """The fields of a Result that say what was asked; ``answered`` are the choices that its rows follow."""
        return {
            "choices": answered,
            "choice_text": choices.words(answered, self.options),
            "profile": self.profile,
            "as_at": self.as_at,
            "snapshot_id": self.scope.snapshot.id,
            "is_synthetic": self.scope.snapshot.is_synthetic,
        }


def _question(scope: Scope, chosen: Choices, profile: str, known: list[Option] | None = None) -> _Question:
    offered = known if known is not None else options(scope)
    checked = choices.check(chosen, offered, is_protected=profile != EXACT)
    as_at = date.fromisoformat(checked.get("as_at", (scope.as_at.isoformat(),))[0])
    return _Question(scope, checked, offered, profile, as_at)


def _result(
    question: _Question,
    cursor: duckdb.DuckDBPyConnection,
    built: Built,
    name: str,
    permitted: View,
    counts: Sequence[Counted],
) -> Result:
    """The answer to the mart called ``name``, before the ends of intervals are put to its figures."""
    scope, chosen = question.scope, question.chosen
    view, applied, shown, symbols = _answer(question, cursor, built, permitted)
    sent = senders.of(cursor, built, view)
    of_all = counts if sent is None else [Counted.without_return(*row) for row in sent.authorities]
    about = of_all if view.shared else _of_scope(of_all, scope)
    shown, symbols = collected.hide_unknown(cursor, built.catalogue, view, about, shown, symbols)
    of_line = compared_with.of_line(cursor, built, view)
    beside = compared_with.words(cursor, built, view, is_line=of_line is not None)
    answered = chosen
    if scope.name != PAN_LONDON and not view.shared and not chosen.keys() & set(PLACES):
        # The children of one authority's database are that authority's, chosen or not.
        answered = {"authority": (scope.name,), **chosen}
    return Result(
        view=view,
        stands_for=served_views.visible(built, name).title if view.name != name else "",
        rows=shown,
        symbols=symbols,
        leaves_out=gate.leaves_out(view, question.profile, applied),
        sent=sent.words if sent else "",
        is_line=of_line is not None,
        line_without=tuple(each.authority_name for each in about if each.authority_code not in (of_line or ())),
        line_gaps=collected.line_gaps(cursor, built.catalogue, view, about, shown),
        facts=collected.facts(view, built.catalogue),
        list_date=collected.list_date(cursor, built, view),
        compared_with=beside.compared_with,
        compared_without=beside.compared_without,
        # What is sent each quarter is of its newest one, whatever date is chosen, and never under that date.
        **question.said(answered) | ({"as_at": sent.quarter_end} if sent and sent.quarter_end else {}),
        **counted.fields(about, is_of_returns=sent is None),
    )


def _at_hand(question: _Question, ready: Ready, name: str) -> Result:
    """What was worked out ahead, under the words of this question: it may name the date that is shown anyway."""
    words = choices.words(question.chosen, question.options)
    return replace(ready.result(name), choices=question.chosen, choice_text=words)


def _of_scope(counts: Sequence[Counted], scope: Scope) -> list[Counted]:
    """Those of ``counts`` that a person of the scope may be told of."""
    return [each for each in counts if scope.name in (PAN_LONDON, each.authority_code)]


def _answer(
    question: _Question, cursor: duckdb.DuckDBPyConnection, built: Built, view: View
) -> tuple[View, Choices, pd.DataFrame, pd.DataFrame]:
    """The rows and symbols of ``view``, or of a coarser form that shows more; and which view that is,
    with the choices it was asked for."""
    scope, chosen, profile = question.scope, question.chosen, question.profile
    is_synthetic, small = scope.snapshot.is_synthetic, small_authorities.of(scope)

    def protected(view: View) -> tuple[Choices, pd.DataFrame, pd.DataFrame]:
        # London's own views follow every choice but place.
        asked = {key: chosen[key] for key in chosen if not (view.shared and key in PLACES)}
        rows = mart_rows.of(cursor, view, is_synthetic=is_synthetic)
        return asked, *gate.apply(view, rows, profile, chosen=asked, small=small)

    answer = protected(view)
    while profile != EXACT and coarser.is_narrowed(chosen) and view.coarser and view.coarser not in built.problems:
        other = served_views.visible(built, view.coarser)
        gate.permit([other], chosen, profile)
        in_place = protected(other)
        if not coarser.shows_more(other, in_place[1], view, answer[1]):
            break
        view, answer = other, in_place
    return view, *answer


def coarsest(scope: Scope, name: str) -> View:
    """The last of the coarser forms of the mart called ``name``; itself where it has none."""
    return served_views.coarsest(scope.catalogue, name)


__all__ = ["ChoiceError", "NoSuchView", "fetch", "options", "view_of"]
