"""The filter bar: the same on every page, kept from page to page and in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sufficiency import choices, query
from sufficiency.choices import Choices, Kind, Option

ALL = "All"
# Placed first because nearly every question starts with them; the rest are behind one button.
FIRST = ("as_at", "grouping", "area", "authority", "cohort", "placement_type", "age_band")


def bar(options: Sequence[Option], *, is_protected: bool) -> Choices:
    """Draw the bar in the sidebar and return what is chosen, as values.

    ``is_protected`` limits each choice to one value, because protected tables of overlapping groups
    can be subtracted from one another.
    """
    kinds = choices.kinds()
    with st.sidebar:
        st.html("<h2 class='bar-title'>Choose</h2>")
        chosen = {key: _ask(kinds[key], options, is_protected) for key in FIRST}
        with st.expander("More choices", expanded=_any_chosen(kinds, FIRST)):
            rest = [kind for key, kind in kinds.items() if key not in FIRST]
            chosen |= {kind.choice: _ask(kind, options, is_protected) for kind in rest}
        st.button("Clear all choices", on_click=clear, width="stretch", key="clear_all")
    return {key: values for key, values in chosen.items() if values}


def clear() -> None:
    """Forget every choice, in the session and so in the address."""
    for key in choices.kinds():
        st.session_state.pop(key, None)


def drop(key: str) -> None:
    """Forget one choice."""
    st.session_state.pop(key, None)


def _any_chosen(kinds: dict[str, Kind], besides: Sequence[str]) -> bool:
    return any(st.session_state.get(key) for key in kinds if key not in besides)


def _ask(kind: Kind, options: Sequence[Option], is_protected: bool) -> tuple[str, ...]:
    offered = [option for option in options if option.choice == kind.choice]
    if kind.choice == "area":
        grouping = st.session_state.get("grouping") or query.DEFAULT_GROUPING
        offered = [option for option in offered if option.grouping == grouping]
    labels = {option.value: option.label for option in offered}
    values = list(labels)
    if kind.choice in ("as_at", "grouping"):
        found = st.selectbox(
            kind.name, values, index=_default(kind.choice, values), format_func=labels.get,
            key=kind.choice, bind="query-params",
        )  # fmt: skip
        first = values[_default(kind.choice, values)] if values else None
        return (found,) if found and found != first else ()
    if is_protected or kind.is_single:
        found = st.selectbox(
            kind.name, values, index=None, format_func=labels.get, placeholder=ALL,
            key=kind.choice, bind="query-params",
        )  # fmt: skip
        return (found,) if found else ()
    return tuple(
        st.multiselect(
            kind.name, values, format_func=labels.get, placeholder=ALL, key=kind.choice,
            bind="query-params", select_all=False,
        )
    )  # fmt: skip


def _default(choice: str, values: list[str]) -> int:
    if choice == "grouping" and query.DEFAULT_GROUPING in values:
        return values.index(query.DEFAULT_GROUPING)
    return 0
