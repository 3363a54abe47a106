"""The levers of a scenario: set on the page, carried by the address, kept under a name."""

from __future__ import annotations

from html import escape
from itertools import groupby

import streamlit as st

from sufficiency.planning import scenario
from sufficiency.planning.scenario import Lever, Scenario
from sufficiency.result import Choices
from sufficiency.snapshot import scenarios
from sufficiency.web import links
from sufficiency.web.page_run import PageRun

ADDRESS = "levers"  # what carries them in the address
SAVED = "saved_scenarios"  # of a visitor who is nobody in particular, for this visit
SHOWN = "levers_shown"


def asked(place: Choices) -> Scenario:
    """The scenario that the address asks for, of ``place``."""
    return scenario.parsed(str(st.query_params.get(ADDRESS, "")), place=place)


def panel(asked_for: Scenario) -> None:
    """Every lever, where ``asked_for`` has it, and a button that draws what is set."""
    if st.session_state.get(SHOWN) != asked_for.words:
        # Another address: the levers stand as it has them.
        for name in scenario.levers():
            st.session_state[_key(name)] = asked_for.value(name)
        st.session_state[SHOWN] = asked_for.words
    with st.form("levers_form", border=False):
        for part, those in groupby(scenario.levers().values(), key=lambda lever: lever.part):
            of_part = list(those)
            moved = sum(lever.name in asked_for.values for lever in of_part)
            with st.expander(f"{part} ({moved} changed)" if moved else part, key=f"part_{of_part[0].name}"):
                for column, lever in zip(_columns(len(of_part)), of_part, strict=False):
                    with column:
                        _lever(lever)
        st.form_submit_button("Draw the scenario", type="primary", on_click=_ask)
    st.button("Change nothing", on_click=_clear, disabled=not asked_for.values, key="levers_clear")


def told(asked_for: Scenario) -> str:
    """What is changed, in words."""
    return "; ".join(
        f"{lever.part}, {lever.label[0].lower()}{lever.label[1:]}: {asked_for.values[name]:+g} {lever.unit}"
        if lever.default == 0
        else f"{lever.label}: {asked_for.values[name]:g} {lever.unit} (otherwise {lever.default:g})"
        for name, lever in scenario.levers().items()
        if name in asked_for.values
    )


def saved(here: PageRun, asked_for: Scenario) -> None:
    """Keep the scenario under a name, go to one kept before, or forget it."""
    kept_before = own(here)
    with st.popover("Save and open scenarios", key="scenarios"):
        st.html(
            "<p class='caption'>The address of this page carries the levers and the place: whoever you send it to "
            "sees the same with their own rights.</p>"
        )
        name = st.text_input("Name", key="scenario_name", max_chars=scenario.LONGEST, placeholder="e.g. More fostering")
        is_ready = bool(scenario.clean(name) and asked_for.values)
        st.button("Save", key="scenario_save", on_click=_keep, args=(here, asked_for, name), disabled=not is_ready)
        for kept, (place, words) in kept_before.items():
            with st.container(horizontal=True):
                others = {key: values for key, values in here.choices.items() if key not in scenario.PLACE}
                where = links.to_here({**others, **place}, here.options, {ADDRESS: words})
                st.html(f"<a href='{escape(where, quote=True)}' target='_self'>{escape(kept)}</a>")
                st.button("Forget", key=f"forget_{kept}", on_click=_forget, args=(here, kept))


def own(here: PageRun) -> scenarios.Saved:
    """The scenarios that whoever looks has saved: by name, the choices of place and the levers in words."""
    if here.person.is_known:
        return scenarios.saved(here.snapshot, here.person.name)
    held: scenarios.Saved = st.session_state.get(SAVED, {})
    return held


def _columns(count: int) -> list[st.delta_generator.DeltaGenerator]:
    return [column for _ in range(-(-count // 3)) for column in st.columns(3)]


def _lever(lever: Lever) -> None:
    # A number, not a slider: it can be typed, and read on a phone.
    st.number_input(
        f"{lever.label} ({lever.unit})",
        min_value=lever.low,
        max_value=lever.high,
        step=lever.step,
        format="%g",
        key=_key(lever.name),
        help=f"{lever.meaning}. Source: {lever.source}.",
    )


def _key(name: str) -> str:
    return f"lever_{name}"


def _ask() -> None:
    words = ",".join(f"{name}:{st.session_state[_key(name)]:g}" for name in scenario.levers())
    if words := scenario.parsed(words).words:
        st.query_params[ADDRESS] = words
    else:
        st.query_params.pop(ADDRESS, None)
    st.session_state[SHOWN] = words


def _clear() -> None:
    st.query_params.pop(ADDRESS, None)


def _keep(here: PageRun, asked_for: Scenario, name: str) -> None:
    kept = scenario.clean(name)
    if here.person.is_known:
        scenarios.save(here.snapshot, here.person.name, kept, dict(asked_for.place), asked_for.words)
    else:
        st.session_state.setdefault(SAVED, {})[kept] = (dict(asked_for.place), asked_for.words)


def _forget(here: PageRun, name: str) -> None:
    if here.person.is_known:
        scenarios.drop(here.snapshot, here.person.name, name)
    else:
        st.session_state.get(SAVED, {}).pop(name, None)
