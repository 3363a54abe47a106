"""A question a page asks beside the filter bar: one of a few values, kept in the address."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from sufficiency.presentation import coverage
from sufficiency.result import Result
from sufficiency.web.page_run import PageRun

# More answers than this no longer fit beside one another on a phone.
MOST_BESIDE = 4


def one_of(
    label: str,
    values: Iterable[str],
    *,
    key: str,
    first: str = "",
    note: str = "",
    bar: Iterable[str] = (),
    is_asked: bool = False,
) -> str:
    """The value chosen under ``label``, never none: buttons for a few, a list for more, and
    nothing to press where there is but one.

    ``first`` is chosen to begin with, where it is among ``values``; otherwise the first of them. Of values that
    the filter bar has chosen (``bar``) nothing else is offered, so that a page never contradicts it; where none of
    those is among ``values``, that is said. Where it ``is_asked``, nothing is chosen to begin with, and the answer
    is '' until somebody does. Raises ValueError when there is nothing to choose from.
    """
    every, chosen_in_bar = list(dict.fromkeys(values)), dict.fromkeys(bar)
    offered = [value for value in every if value in chosen_in_bar] or every
    if not offered:
        raise ValueError(f"{label}: nothing to choose from")
    # Kept where there is nothing to press too, so that what follows keeps its place and is not made anew.
    place = st.container()
    begin = first if first in offered else "" if is_asked else offered[0]
    chosen: str | None = begin
    if len(offered) == 1:
        pass
    elif len(offered) > MOST_BESIDE:
        chosen = place.selectbox(
            label,
            offered,
            index=offered.index(begin) if begin else None,
            placeholder="Choose one",
            key=key,
            bind="query-params",
            help=note or None,
        )
    else:
        chosen = place.segmented_control(
            label, offered, default=begin or None, key=key, bind="query-params", help=note or None
        )
    told = chosen if chosen in offered else begin
    if chosen_in_bar and not chosen_in_bar.keys() & set(every):
        place.caption(f"Nothing is told here of {_said(chosen_in_bar)} alone. What follows is of: {told}.")
    return told


def series(page: PageRun, result: Result, *, first: str) -> tuple[str, str]:
    """The kind and the category of ``result`` that a page shows: those chosen in the filter bar where it has them.

    ``result`` has the columns ``kind`` and ``category``; its kind ``first`` is offered first.
    """
    bar = page.words_of("age_band", "placement_type", "cohort")
    followed = result.where(category=bar).rows["kind"]
    kinds = sorted(dict.fromkeys(result.rows["kind"]), key=lambda kind: kind != first)
    kind = one_of("Children by", kinds, key="kind", bar=followed)
    of_kind = result.where(kind=kind).rows["category"]
    return kind, one_of("Which", of_kind, key="category", bar=[name for name in bar if name in set(of_kind)])


def _said(words: Iterable[str]) -> str:
    """Names as people read them in a sentence, in the quotes that tell where each ends."""
    names = [f"“{name}”" for name in words]
    return coverage.listed(names, len(names))
