"""The one door: a view's name, a person and their choices go in; protected rows come out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import duckdb
import pandas as pd

from sufficiency import choices, events, settings
from sufficiency.catalogue.header import COLLECTED
from sufficiency.catalogue.loader import Catalogue
from sufficiency.choices import ChoiceError, Option
from sufficiency.database import (
    collected,
    compared_with,
    counted,
    errors,
    intervals,
    own_select,
    senders,
    small_authorities,
)
from sufficiency.database.built import Built
from sufficiency.database.counted import Counted
from sufficiency.database.errors import NoSuchView
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.database.shown_counts import Shown
from sufficiency.disclosure import coarser, gate, honesty, unvouched
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
    return _visible(scope.built, name)


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

    All are read on one cursor, so that one page shows one moment. ``given`` is a scenario's. Raises ChoiceError,
    NoSuchView, gate.NotEntitled for child-level views under a protecting profile, scope.QueryStopped.
    """
    known = known if known is not None else options(scope)
    settled = choices.check(chosen, known, is_protected=profile != EXACT)
    as_at = date.fromisoformat(settled.get("as_at", (scope.as_at.isoformat(),))[0])
    own = settled
    if scope.name != PAN_LONDON and not settled.keys() & {"area", "authority"}:
        # The children of one authority's database are that authority's, chosen or not.
        own = {"authority": (scope.name,), **settled}
    results: dict[str, Result] = {}
    forms = dict.fromkeys(form for name in names for form in _forms(scope.catalogue, name))
    needs = [*forms, counted.VIEW, senders.COUNTED]
    if compared_with.COMPARED in scope.catalogue.inputs(forms):
        needs.append(compared_with.COMPARATOR)
    with scope.cursor_for(settled, as_at, needs, given=given, is_kept=True) as (cursor, built):
        all_counted = built.counted.of(cursor, settled, as_at)
        views = {name: _permitted(built, name, settled, profile) for name in names}
        gate.permit(views.values(), settled, profile)
        for name in names:
            view, asked, shown, symbols = _answer(scope, cursor, built, views[name], settled, profile)
            told = settled if view.shared else own
            sent = senders.of(cursor, built, view)
            all_of = all_counted if sent is None else [Counted.without_return(*row) for row in sent.authorities]
            about = [each for each in all_of if view.shared or scope.name in (PAN_LONDON, each.authority_code)]
            vouched = counted.vouched(about)
            of_line = compared_with.of_line(cursor, built, view)
            beside = compared_with.words(cursor, built, view, is_line=of_line is not None)
            symbols = unvouched.mark(view, shown, symbols)
            if about and not vouched and unvouched.is_of_the_date(view, built.catalogue):
                shown, symbols = unvouched.hide(view, shown, symbols)
            elif vouched:
                lacking = [f for f in COLLECTED if not any(o.knows(f) for o in about if o.is_counted)]
                shown, symbols = unvouched.hide_uncollected(view, shown, symbols, lacking)
                untold = collected.cohorts_of(lacking, built.catalogue)
                shown, symbols = unvouched.hide_cohorts(view, shown, symbols, untold)
                dates = collected.untold_dates(cursor, built.catalogue, view)
                shown, symbols = unvouched.hide_cohort_dates(view, shown, symbols, dates)
            results[name] = Result(
                view=view,
                stands_for=_visible(built, name).title if view.name != name else "",
                rows=shown,
                symbols=symbols,
                choices=told,
                choice_text=choices.words(told, known),
                profile=profile,
                leaves_out=gate.leaves_out(view, profile, asked),
                as_at=as_at,
                snapshot_id=scope.snapshot.id,
                is_synthetic=scope.snapshot.is_synthetic,
                **counted.told(about, is_of_returns=sent is None),
                sent=sent.words if sent else "",
                is_line=of_line is not None,
                line_without=tuple(each.authority_name for each in about if each.authority_code not in (of_line or ())),
                facts=collected.facts(view, built.catalogue),
                compared_with=beside.compared_with,
                compared_without=beside.compared_without,
            )
        # After the gate, so that protected figures have intervals of protected counts.
        shown_of = [Shown(result.view, result.rows, result.symbols) for result in results.values()]
        sure = intervals.beside(cursor, shown_of, profile)
    return {
        name: replace(
            result, view=compared_with.named(ends.view, result.compared_with), rows=ends.rows, symbols=ends.symbols
        )
        for (name, result), ends in zip(results.items(), sure, strict=True)
    }


def ask(
    scope: Scope,
    sql: str,
    chosen: Choices,
    *,
    profile: str,
    describe: Callable[[pd.DataFrame, Catalogue], View],
    stop: own_select.Stop,
) -> tuple[Result, View]:
    """The rows of one SELECT of somebody's own, one more than :data:`own_select.MOST_ROWS` where there are
    more, and the View that ``describe`` makes of them, as it stands before any figure is withheld.

    Raises own_select.Refused, ChoiceError, gate.NotEntitled, scope.QueryStopped, also when ``stop`` is told to.
    """
    names = own_select.look(sql, scope.built)
    known = options(scope)
    settled = choices.check(chosen, known, is_protected=profile != EXACT)
    as_at = date.fromisoformat(settled.get("as_at", (scope.as_at.isoformat(),))[0])
    with scope.cursor_for(settled, as_at, [*names, counted.VIEW]) as (cursor, built):
        stop.of(cursor)
        rows = own_select.rows(cursor, sql, is_synthetic=scope.snapshot.is_synthetic)
        counts = built.counted.of(cursor, settled, as_at)
    about = [each for each in counts if scope.name in (PAN_LONDON, each.authority_code)]
    described = describe(rows, built.catalogue)
    view = described if profile == EXACT else honesty.withheld(described)
    gate.permit([view], settled, profile)
    shown, symbols = gate.apply(view, rows, profile, chosen=settled, small=small_authorities.of(scope))
    result = Result(
        view=view,
        rows=shown,
        symbols=symbols,
        choices=settled,
        choice_text=choices.words(settled, known),
        profile=profile,
        leaves_out=profile != EXACT,
        as_at=as_at,
        snapshot_id=scope.snapshot.id,
        is_synthetic=scope.snapshot.is_synthetic,
        **counted.told(about),
    )
    return result, described


def _visible(built: Built, name: str) -> View:
    view = built.catalogue.views.get(name)
    if name in built.problems:
        raise NoSuchView(built.problems[name])
    if view is None or view.layer != "marts":
        raise errors.no_mart(name, built.catalogue.views.values())
    return honesty.withheld(view)


def _permitted(built: Built, name: str, chosen: Choices, profile: str) -> View:
    """The mart called ``name``, or the finest of its coarser forms that the choices may cross."""
    view = _visible(built, name)
    if profile == EXACT:
        return view
    forms = [_visible(built, form) for form in _forms(built.catalogue, name) if form not in built.problems]
    return next((form for form in forms if not coarser.is_too_fine(form, chosen)), view)


def _answer(
    scope: Scope, cursor: duckdb.DuckDBPyConnection, built: Built, view: View, chosen: Choices, profile: str
) -> tuple[View, Choices, pd.DataFrame, pd.DataFrame]:
    """The rows and symbols of ``view``, or of a coarser form that shows more; and which view that is,
    with the choices it was asked for."""

    def protected(view: View) -> tuple[Choices, pd.DataFrame, pd.DataFrame]:
        # London's own views follow every choice but place.
        asked = {key: chosen[key] for key in chosen if not (view.shared and key in PLACES)}
        small = small_authorities.of(scope)
        return asked, *gate.apply(view, _rows(scope, cursor, view), profile, chosen=asked, small=small)

    answer = protected(view)
    while profile != EXACT and coarser.is_narrowed(chosen) and view.coarser and view.coarser not in built.problems:
        other = _visible(built, view.coarser)
        gate.permit([other], chosen, profile)
        in_place = protected(other)
        if not coarser.shows_more(other, in_place[1], view, answer[1]):
            break
        view, answer = other, in_place
    return view, *answer


def coarsest(scope: Scope, name: str) -> View:
    """The last of the coarser forms of the mart called ``name``; itself where it has none."""
    return scope.catalogue.views[_forms(scope.catalogue, name)[-1]]


def _forms(catalogue: Catalogue, name: str) -> list[str]:
    """The view called ``name`` and its coarser forms, each coarser than the one before."""
    forms = [name]
    while (view := catalogue.views.get(forms[-1])) and view.coarser in catalogue.views and view.coarser not in forms:
        forms.append(view.coarser)
    return forms


def _rows(scope: Scope, cursor: duckdb.DuckDBPyConnection, view: View) -> pd.DataFrame:
    try:
        began = time.monotonic()  # Not cursor.sql(), which plans each query twice.
        rows = cursor.execute(f"select * from {view.name}").df()
        if (seconds := time.monotonic() - began) > settings.SLOW_SECONDS:
            events.tell("slow query", view=view.name, seconds=seconds)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        why = errors.reason(error, is_synthetic=scope.snapshot.is_synthetic)
        raise NoSuchView(errors.told(view, why)) from None
    return rows[[column.name for column in view.columns]]


__all__ = ["ChoiceError", "NoSuchView", "fetch", "options", "view_of"]
