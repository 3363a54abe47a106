"""What an address asks for: any word that names a value is taken, and one that names none is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

import streamlit as st
from streamlit.errors import StreamlitAPIException

from sufficiency import choices
from sufficiency.choices import Option, default_grouping

NOT_KNOWN = "not_known_in_the_address"
LONGEST = 40  # letters of a value shown again as it was sent


def read(options: Sequence[Option]) -> None:
    """Choose what the address asks for, before the filter bar is drawn; keep what it does not know.

    Streamlit itself takes nothing but the words on offer today, and drops the rest in silence: a value asked for in
    other words, such as its code, is put into the address in those, and the page begun again.
    """
    reworded: dict[str, list[str]] = {}
    for key in choices.kinds():
        if key in st.session_state or key not in st.query_params:
            continue
        known = _known(key, options)
        asked = st.query_params.get_all(key)
        if named := [known[word.casefold()] for word in asked if word.casefold() in known]:
            st.session_state[key] = named[0] if key in choices.ABOUT_NOBODY else named
            on_offer = {option.value: option.words for option in options if option.choice == key}
            words = [on_offer[value] for value in named]
            if not set(words) <= set(asked):
                reworded[key] = words
        if unknown := [word for word in asked if word.casefold() not in known]:
            st.session_state.setdefault(NOT_KNOWN, {})[key] = unknown
    if reworded:  # All at once: each writing may be a step of the browser's history.
        st.query_params.update(reworded)
        st.rerun()


def tell_of_new(key: str, words: Mapping[str, str]) -> None:
    """Have the address say what is chosen as ``key`` before a list of it is drawn for the first time.

    Streamlit itself says nothing of a value that such a list begins with until the page runs once more: who chose it
    by a click on a chart would find no step to go back by. ``words`` are those of the list, by value.
    """
    chosen = st.session_state.get(key)
    values = [chosen] if isinstance(chosen, str) else list(chosen or ())
    said = [words[value] for value in values if value in words]
    if said and said != st.query_params.get_all(key):
        with suppress(StreamlitAPIException):  # A list of it is there, and the address is its own.
            st.query_params[key] = said


def tell() -> None:
    """Say what the address asks for that there is not, for as long as nothing of the kind is chosen."""
    for key, words in st.session_state.get(NOT_KNOWN, {}).items():
        if not st.session_state.get(key) or key in choices.ABOUT_NOBODY:
            named = ", ".join(f"`{word[:LONGEST].replace('`', '')}`" for word in words)
            st.warning(
                f"The address asks for *{choices.kinds()[key].name}*: {named}, which is not on offer here. The figures "
                f"below are without it: choose another *{choices.kinds()[key].name}* in the bar, if you need one."
            )


def forget() -> None:
    """Say no more about the address: the person has made, or cleared, choices of their own."""
    st.session_state.pop(NOT_KNOWN, None)


def _known(key: str, options: Sequence[Option]) -> dict[str, str]:
    offered = [option for option in options if option.choice == key]
    if key == "area":
        grouping = st.session_state.get("grouping") or default_grouping()
        offered = [option for option in offered if option.grouping == grouping]
    return {word.casefold(): option.value for option in offered for word in (option.value, option.label, option.words)}
