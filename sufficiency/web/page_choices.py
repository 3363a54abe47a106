"""A question a page asks beside the filter bar: one of a few values, kept in the address."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

# More answers than this no longer fit beside one another on a phone.
MOST_BESIDE = 4


def one_of(
    label: str, values: Iterable[str], *, key: str, first: str = "", note: str = "", bar: Iterable[str] = ()
) -> str:
    """The value chosen under ``label``, never none: buttons for a few, a list for more, and
    nothing to press where there is but one.

    ``first`` is chosen to begin with, where it is among ``values``; otherwise the first of them. Of values that
    the filter bar has chosen (``bar``) nothing else is offered, so that a page never contradicts it.
    Raises ValueError when there is nothing to choose from.
    """
    every, chosen_in_bar = list(dict.fromkeys(values)), set(bar)
    offered = [value for value in every if value in chosen_in_bar] or every
    if not offered:
        raise ValueError(f"{label}: nothing to choose from")
    # Kept where there is nothing to press too, so that what follows keeps its place and is not made anew.
    place = st.container()
    if len(offered) == 1:
        return offered[0]
    begin = first if first in offered else offered[0]
    if len(offered) > MOST_BESIDE:
        chosen: str | None = place.selectbox(
            label, offered, index=offered.index(begin), key=key, bind="query-params", help=note or None
        )
    else:
        chosen = place.segmented_control(label, offered, default=begin, key=key, bind="query-params", help=note or None)
    return chosen if chosen in offered else begin
