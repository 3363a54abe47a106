"""The place a person chose, marked among the others it is compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import cast

import pandas as pd

from sufficiency import choices, query
from sufficiency.database import intervals
from sufficiency.database.place_answers import EACH
from sufficiency.database.scope import PAN_LONDON, QueryStopped
from sufficiency.disclosure import gate
from sufficiency.reference import areas, tables
from sufficiency.result import EXACT, Choices, Result
from sufficiency.web import context
from sufficiency.web.page_run import PageRun

CODE, NAME, AREA = "authority_code", "authority_name", "area_name"


def among(page: PageRun, result: Result) -> Result:
    """The same view with the others' rows beside those of the authorities chosen, which are marked.

    The others are those that the choice *Compared with* names: all of London, those of the area, or the
    statistical neighbours; every choice but place is kept. For an analyst of one authority its own rows
    are exact and the others' protected. ``result`` comes back as it is where no authority is chosen, or
    where its rows are not of authorities; likewise where the others may not be told so finely.
    """
    if CODE not in result.rows or NAME not in result.rows or result.stands_for:
        return result
    own = set(page.choices.get("authority", ())) if page.sees_region else {page.scope.name}
    if not own:
        return result
    others = {key: values for key, values in page.choices.items() if key not in ("area", "authority")}
    others |= _members(page, own)
    answer = _wide(page, others, [result.view.name]).get(result.view.name)
    if answer is None or answer.stands_for:
        return result
    return replace(answer, marked=_names(answer, own)) if page.sees_region else _beside(result, answer, own)


def most_similar(authority: str, names: Collection[str]) -> str:
    """Of ``names``, the authority most like the one with the ONS code ``authority``; '' where none is near to it.

    Source: DfE's statistical neighbours, by rank.
    """
    rows = [row for row in tables.records("statistical_neighbours") if row[CODE] == authority]
    ranked = sorted(rows, key=lambda row: int(row["neighbour_rank"]))
    near = (context.authority_name(row["neighbour_code"]) for row in ranked)
    return next((name for name in near if name in names), "")


def who_count(page: PageRun, names: Collection[str]) -> list[str]:
    """Of ``names``, those that are of no authority that sent nothing for the date and the children chosen."""
    kept = {key: values for key, values in page.choices.items() if key not in ("area", "authority")}
    without = page.fetch_for(kept, "authorities_counted")["authorities_counted"].left_out
    return [name for name in names if name not in without]


def with_area(page: PageRun, *views: str) -> dict[str, Result]:
    """Views whose rows are of areas, for the authority chosen and for the whole area it lies in.

    A figure of one authority never stands under the name of its area: each is under its own, and the
    authority's is marked. An analyst of one authority is not shown the area's: less the authority's own
    exact figure it would tell that of the few others. Of several authorities each stands under its own name;
    where none is chosen, the views are as they are.
    """
    if not page.authority:
        is_chosen = "authority" in page.choices
        return page.fetch_for({**page.choices, "grouping": (EACH,)} if is_chosen else page.choices, *views)
    kept = {key: values for key, values in page.choices.items() if key not in ("area", "authority")}
    place = {} if not page.sees_region else {"authority": (page.authority,)}
    own = page.fetch_for({**kept, **place, "grouping": (EACH,)}, *views)
    if not page.sees_region:
        return own
    around = page.fetch_for({**kept, "area": areas_of(page, {page.authority})}, *views)
    return {name: _under(own[name], around[name], page.authority_name) for name in views}


def among_areas(page: PageRun, view: str) -> Result:
    """A view whose rows are of areas, for the authority chosen, marked, and for each of those it is compared with.

    The others are those that the choice *Compared with* names, each an area by itself; every choice but place is
    kept. For an analyst of one authority its own row is exact and the others' are protected. Where no one authority
    is chosen, or where the others may not be told so finely, the view as it is.
    """
    own = with_area(page, view)[view]
    if not page.authority or own.stands_for:
        return own
    kept = {key: values for key, values in page.choices.items() if key not in ("area", "authority")}
    answer = _wide(page, {**kept, "grouping": (EACH,)}, [view]).get(view)
    if answer is None or answer.stands_for:
        return own
    named = {context.authority_name(code) for code in _compared_codes(page)} - {page.authority_name}
    others = answer.where(area_name=tuple(sorted(named)))
    both = _over(own, others, page.authority_name)
    return both if page.sees_region else replace(both, are_others_protected=True)


def beside(page: PageRun, *views: str) -> tuple[dict[str, Result | None], str]:
    """The same views for what stands beside the place chosen, and its name; None where nothing does, or may be told.

    An analyst of one authority sees London's, protected: less its own exact figures, those of an area would tell
    of the few others.
    """
    if not page.has_place:
        return dict.fromkeys(views), ""
    chosen, name = compared(page)
    answers = _wide(page, chosen, views)
    return {view: answers.get(view) for view in views}, name


def of_age(page: PageRun, age: str, view: str) -> Result | None:
    """A view of those chosen who are of one age, with what stands beside them; None where that may not be told."""
    aged = replace(page, choices={**page.choices, "age_band": (age,)})
    return None if aged.why_too_fine(view) else aged.fetch(view)[view]


def compared(page: PageRun) -> tuple[Choices, str]:
    """What is chosen for those that stand beside the place, and their name; '' where no place is chosen."""
    kept = {key: values for key, values in page.choices.items() if key not in ("area", "authority")}
    if not page.has_place:
        return kept, ""
    members = dict(_members(page, {page.authority})) if page.sees_region and page.authority else {}
    by = page.choices.get("comparator", ("",))[0] if members else ""
    name = {"area": ", ".join(members.get("area", ())), "neighbours": "Neighbours"}.get(
        by, tables.region()["region_name"]
    )
    return kept | members, name


def _under(own: Result, around: Result, name: str) -> Result:
    if AREA not in own.rows:
        return own
    return _over(own, around, name)


def _over(own: Result, others: Result, name: str) -> Result:
    """The rows of ``own`` that are of the place called ``name``, which is marked, over all of ``others``; put together
    once for two answers that are kept."""
    beside, both = own.cache.get(key := ("over", name), (None, own))
    if beside is not others:
        mine, columns = own.at(list(own.rows[AREA] == name)), list(own.rows.columns)
        rows = pd.concat([mine.rows, others.rows[columns]], ignore_index=True)
        symbols = pd.concat([mine.symbols, others.symbols[columns]], ignore_index=True)
        both = replace(mine, rows=rows, symbols=symbols, marked=(name,))
        own.cache[key] = others, both
    return cast(Result, both)


def _wide(page: PageRun, chosen: Mapping[str, tuple[str, ...]], views: Sequence[str]) -> dict[str, Result]:
    """Answers about more than the person's own authority: as they are entitled to them, or none."""
    if page.sees_region:
        return page.fetch_for(chosen, *views)
    try:
        london = page.run.scope(PAN_LONDON)
        person = replace(page.person, profile=gate.LONDON_7_5)
        return context.fetch(page.run, london, person, views, chosen)
    except (choices.ChoiceError, gate.NotEntitled, query.NoSuchView, QueryStopped):
        return {}


def _members(page: PageRun, own: set[str]) -> Mapping[str, tuple[str, ...]]:
    """The place to choose in stead of the authority: nothing for London."""
    compared = page.choices.get("comparator", (choices.DEFAULT_COMPARATOR,))[0]
    if compared == "neighbours":
        rows = tables.records("statistical_neighbours")
        near = {row["neighbour_code"] for row in rows if row[CODE] in own}
        known = {option.value for option in page.options if option.choice == "authority"}
        return {"authority": tuple(sorted((near & known) | own))} if page.sees_region else {}
    if compared == "area":
        return {"area": areas_of(page, own)}
    return {}


def _compared_codes(page: PageRun) -> set[str]:
    """The authorities that the choice *Compared with* sets beside the one that is chosen."""
    members = _members(page, {page.authority})
    if "authority" in members:
        return set(members["authority"])
    grouping = page.choices.get("grouping", (choices.default_grouping(),))[0]
    by_area = areas.groupings()[grouping if "area" in members else EACH]
    return set().union(*(by_area[area] for area in members.get("area", by_area)))


def areas_of(page: PageRun, codes: set[str]) -> tuple[str, ...]:
    """The areas, of the grouping in use, that authorities lie in."""
    grouping = page.choices.get("grouping", (choices.default_grouping(),))[0]
    rows = areas.offered()
    return tuple(sorted({row[AREA] for row in rows if row["grouping"] == grouping and row[CODE] in codes}))


def _names(result: Result, own: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(result.rows[NAME][result.rows[CODE].isin(own)].astype(str)))


def _beside(own: Result, others: Result, codes: set[str]) -> Result:
    """The rows of one authority as it may see them, before those of the others as everybody may."""
    if own.is_empty and others.is_empty:
        return own
    is_own, is_other = own.rows[CODE].isin(codes), ~others.rows[CODE].isin(codes)
    own = _within_their_limits(own, others)
    rows = [own.rows[is_own], others.rows[is_other][list(own.rows.columns)]]
    symbols = [own.symbols[is_own], others.symbols[is_other][list(own.symbols.columns)]]
    return replace(
        others,
        rows=pd.concat([part for part in rows if not part.empty], ignore_index=True),
        symbols=pd.concat([part for part in symbols if not part.empty], ignore_index=True),
        view=own.view,
        profile=EXACT,
        marked=_names(own, codes),
        are_others_protected=True,
    )


def _within_their_limits(own: Result, others: Result) -> Result:
    """The rows of ``own`` between the limits of chance that ``others`` has for the same authorities: those of one
    authority's rows alone are about its own share, and it would lie within them whatever it is."""
    limits = [
        name for column in own.view.columns if column.name in own.view.funnel for name in intervals.funnel(column)
    ]
    if not limits:
        return own
    places = {code: place for place, code in enumerate(others.rows[CODE])}
    rows, symbols = own.rows.copy(), own.symbols.copy()
    for name in limits:
        there = [places.get(code) for code in rows[CODE]]
        rows[name] = [float("nan") if at is None else others.rows[name].iloc[at] for at in there]
        symbols[name] = ["z" if at is None else others.symbols[name].iloc[at] for at in there]
    return replace(own, rows=rows, symbols=symbols)
