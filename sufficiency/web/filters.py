"""The filter bar: the same on every page, kept from page to page and in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from sufficiency import choices
from sufficiency.choices import Kind, Option
from sufficiency.disclosure import crossings
from sufficiency.reference import presets
from sufficiency.reference.presets import Preset
from sufficiency.result import Choices, View
from sufficiency.web import address, context

ALL = "All"
SHOWS = "views_shown_on_"  # the views of a page, by its title
# Placed first because nearly every question starts with them; the rest are behind one button.
FIRST = ("as_at", "grouping", "area", "authority", "comparator", "cohort", "placement_type", "age_band")
# These always have a value; there is no "all dates" or "all groupings".
ALWAYS = ("as_at", "grouping", "comparator")


def bar(options: Sequence[Option], *, is_protected: bool, page: str = "") -> Choices:
    """Draw the bar where it is called and return what is chosen, as values.

    ``is_protected`` limits each choice to one value, because protected tables of overlapping groups
    can be subtracted from one another.
    """
    kinds = choices.kinds()
    address.read(options)
    _presets(options, is_protected)
    spent = _spent(page) if is_protected else {}
    if spent:
        st.caption(next(iter(spent.values())))
    chosen: dict[str, tuple[str, ...]] = {}
    for key in FIRST:
        why_not = _of_nobody(chosen, options) if key == "comparator" else spent.get(key)
        chosen[key] = _ask(kinds[key], options, is_protected, why_not)
    rest = [kind for key, kind in kinds.items() if key not in FIRST]
    asked = any(st.session_state.get(kind.choice) or kind.choice in st.query_params for kind in rest)
    # What nobody has opened is not drawn: a bar of half the size answers a click sooner.
    with st.expander("More choices", expanded=asked, key="more", on_change="rerun") as more:
        if more.open or asked:
            chosen |= {kind.choice: _ask(kind, options, is_protected, spent.get(kind.choice)) for kind in rest}
    st.button("Clear all choices", on_click=clear, args=(options,), width="stretch", key="clear_all")
    return {key: values for key, values in chosen.items() if values}


def chips(chosen: Choices, options: Sequence[Option]) -> None:
    """What is chosen, in words, each with a button that drops it."""
    labels = {(option.choice, option.value): option.label for option in options}
    shown = [key for key in chosen if key != "grouping" or "area" in chosen]
    # Drawn when empty too, so that what follows keeps its place and is not made anew.
    with st.container(horizontal=True, gap="small", key="chips"):
        for key in shown:
            named = ", ".join(labels.get((key, value), value) for value in chosen[key])
            st.button(
                f"{choices.kinds()[key].name}: {named} ✕",
                key=f"chip_{key}",
                on_click=drop,
                args=(key, options),
                help="Clear this choice",
            )


def choose(key: str, values: Sequence[str], *, is_protected: bool) -> None:
    """Make one choice from outside the bar: a preset, or a click on a chart or map."""
    single = is_protected or choices.kinds()[key].is_single
    st.session_state[key] = values[0] if single else list(values)


def clear(options: Sequence[Option]) -> None:
    """Forget every choice, in the session and so in the address."""
    address.forget()
    for key in choices.kinds():
        drop(key, options)


def drop(key: str, options: Sequence[Option]) -> None:
    """Forget one choice: taken out of the session alone, it would come back from the address."""
    if key not in st.session_state:
        return
    if key in ALWAYS:
        st.session_state[key] = _always(key, options)[0]
    else:
        st.session_state[key] = [] if isinstance(st.session_state[key], list) else None


def _presets(options: Sequence[Option], is_protected: bool) -> None:
    authorities = {o.value: o.label for o in options if o.choice == "authority"}
    with st.popover("Ready-made choices", width="stretch", key="presets", on_change="rerun") as ready:
        if not ready.open:
            return
        own = st.selectbox(
            "My authority",
            list(authorities),
            index=0 if len(authorities) == 1 else None,
            format_func=authorities.__getitem__,
            placeholder="Say which",
            key=context.OWN_AUTHORITY,
            persist_state="session",
        )
        for preset in presets.presets():
            st.button(
                preset.name,
                key=f"preset_{preset.preset}",
                width="stretch",
                on_click=_take,
                args=(preset, own or "", options, is_protected),
                disabled=preset.needs_authority and not own,
            )


def _take(preset: Preset, own: str, options: Sequence[Option], is_protected: bool) -> None:
    grouping = st.session_state.get("grouping") or choices.default_grouping()
    clear(options)
    settled = presets.settle(preset, own, grouping, most=1 if is_protected else None)
    for key, values in settled.items():
        if values:
            choose(key, values, is_protected=is_protected)


def remember(page: str, views: Sequence[View]) -> None:
    """What a page shows in this run: the next offers only the choices that these can be crossed by."""
    key = f"{SHOWS}{page}"
    st.session_state[key] = (*st.session_state.get(key, ()), *views)


def _spent(page: str) -> dict[str, str]:
    """The choices that protected figures of ``page`` can no longer be crossed by, and why."""
    chosen = {key: (str(value),) for key in choices.kinds() if (value := st.session_state.get(key))}
    return crossings.left(st.session_state.pop(f"{SHOWS}{page}", ()), chosen)


def _ask(kind: Kind, options: Sequence[Option], is_protected: bool, why_not: str | None = None) -> tuple[str, ...]:
    offered = [option for option in options if option.choice == kind.choice]
    if kind.choice == "area":
        grouping = st.session_state.get("grouping") or choices.default_grouping()
        offered = [option for option in offered if option.grouping == grouping]
    if is_protected:
        offered = [option for option in offered if (kind.choice, option.value) not in choices.EXACT_ONLY]
    labels = {option.value: option.words for option in offered}
    values = list(labels)
    if kind.choice in ALWAYS:
        values = _always(kind.choice, offered)
        if st.session_state.get(kind.choice, values[0] if values else None) not in values:
            st.session_state[kind.choice] = values[0]  # chosen when figures were exact
        always = st.selectbox(
            kind.name,
            values,
            format_func=labels.__getitem__,
            key=kind.choice,
            bind="query-params",
            disabled=why_not is not None,
            help=why_not,
        )
        return (always,) if values and always != values[0] and why_not is None else ()
    if is_protected or kind.is_single:
        _settle(kind.choice, labels, is_single=True)
        address.tell_of_new(kind.choice, labels)
        chosen = st.selectbox(
            kind.name,
            values,
            index=None,
            format_func=labels.__getitem__,
            placeholder=ALL,
            key=kind.choice,
            bind="query-params",
            disabled=why_not is not None,
            help=why_not,
        )
        return (chosen,) if chosen else ()
    _settle(kind.choice, labels, is_single=False)
    address.tell_of_new(kind.choice, labels)
    return tuple(
        st.multiselect(
            kind.name,
            values,
            format_func=labels.__getitem__,
            placeholder=ALL,
            key=kind.choice,
            bind="query-params",
            select_all=False,
        )
    )


def _of_nobody(chosen: Choices, options: Sequence[Option]) -> str | None:
    """Why nothing but London can stand beside what is chosen; None where one authority is looked at."""
    authorities = [option.value for option in options if option.choice == "authority"]
    is_one = len(chosen.get("authority", ())) == 1 or len(authorities) == 1
    return (
        None if is_one else "Choose one authority; its sub-region or statistical neighbours can then stand beside it."
    )


def _settle(key: str, labels: Mapping[str, str], *, is_single: bool) -> None:
    """Make what was chosen before, or by a click, such as the widget for ``key`` takes: one value
    or a list, none but those on offer, and for a label, as charts show them, its value."""
    kept = st.session_state.get(key)
    if kept is None:
        # Nothing chosen of a list of one, as protected figures have it, is no list.
        st.session_state.pop(key, None)
        return
    values = {label: value for value, label in labels.items()} | {value: value for value in labels}
    settled = [values[value] for value in ([kept] if isinstance(kept, str) else kept) if value in values]
    wanted = (settled[0] if settled else None) if is_single else settled
    if wanted != kept:
        st.session_state[key] = wanted


def _always(key: str, options: Sequence[Option]) -> list[str]:
    """The values of a choice that is always made; the one it begins with stands first."""
    offered = [option for option in options if option.choice == key]
    first = choices.defaults().get(key) or next((o.value for o in offered if o.is_first), "")
    return sorted((option.value for option in offered), key=lambda value: value != first)
