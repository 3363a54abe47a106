"""What is served now, by unit: who loaded it when, taking one back, and earlier states."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sufficiency.loading import by_page
from sufficiency.loading.by_page import Loader, Served
from sufficiency.plurals import counted
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import figures, text_tables
from sufficiency.web.loading import deciding, findings, sending, who
from sufficiency.web.loading.sending import DONE, JOB, Told
from sufficiency.web.permission import Permit
from sufficiency.web.planning import automatic_forecast

MOST = 400  # units on one page
BACK, OUT = "Serve again what it took the place of", "Take it out altogether"


def panel(permit: Permit, loader: Loader) -> None:
    """The units served that a person may take back, and the snapshots that whoever loads for all may go back to."""
    if JOB in st.session_state:
        return
    try:
        units, states, current = by_page.served(loader), by_page.states(), by_page.current_state()
    except by_page.SnapshotError as error:
        st.error(by_page.words(error))
        return
    figures.heading("What is served")
    if not units:
        st.info("Nothing of yours is served yet.")
    else:
        _units(units, loader)
        _take_back(permit, loader, units)
    if not loader.authority and len(states) > 1:
        _earlier(permit, loader, states, current)


def _units(units: list[Served], loader: Loader) -> None:
    headings = ["What", "Loaded (UTC)", "By", "In place of", "Accepted"]
    if loader.is_exact:
        headings.insert(3, "Rows")
    titles = {code: check.title for code, check in by_page.checks().items()}
    rows = []
    for unit in sorted(units, key=lambda unit: unit.entry.at if unit.entry else "", reverse=True)[:MOST]:
        entry = unit.entry
        said = [
            findings.unit_name(unit.name.key),
            entry.at[:16].replace("T", " ") if entry else "",
            entry.who if entry else "",
        ]
        if loader.is_exact:
            said.append(f"{entry.row_count:,}" if entry else "")
        before = unit.before
        said.append(f"what {before.who} loaded on {before.at[:10]}" if before else "")
        accepted = ", ".join(titles.get(code, code) for code in entry.codes) if entry else ""
        said.append(f"{accepted}: {entry.because}" if entry and accepted else "")
        rows.append(said)
    with st.expander(f"{counted(len(units), 'unit')}, the newest first", expanded=len(units) <= 12, key="load_units"):
        st.html(text_tables.table("Served now", headings, rows))
        if len(units) > MOST:
            who.note(f"The newest {MOST} of {len(units):,}. All of them: python -m sufficiency snapshots --units.")


def _take_back(permit: Permit, loader: Loader, units: list[Served]) -> None:
    newest = sorted(units, key=lambda unit: unit.entry.at if unit.entry else "", reverse=True)
    known = {unit.name.key: unit for unit in newest}
    with st.expander("Take one back", key="load_take_back"):
        key = st.selectbox("Which one", list(known), format_func=findings.unit_name, key="load_back")
        ways = [BACK, OUT] if known[key].before else [OUT]
        way = st.radio("How", ways, key=f"load_way_{len(ways)}")
        because = st.text_input("Why", key="load_back_because", help="Goes into the ledger and the audit log.")
        if st.button("Take it back", key="load_take"):
            name = findings.unit_name(key)
            act = by_page.put_back if way == BACK else by_page.withdraw
            words = f"{name}: what was served before is served again." if way == BACK else f"{name} is withdrawn."
            sending.begin(permit, "Taking it back", partial(act, key, loader, because), partial(_done, words=words))


def _earlier(permit: Permit, loader: Loader, states: list[Snapshot], current: str) -> None:
    with st.expander("Earlier states", key="load_earlier"):
        who.note(
            "Each import made a snapshot of everything served then. One served again is served whole, and the next "
            "import goes on from it."
        )
        rows = [
            (
                state.id,
                state.created[:16].replace("T", " "),
                f"{counted(len(state.authorities), 'authority')}, {counted(len(state.units), 'unit')}",
                "invented" if state.is_synthetic else "real",
                "served now" if state.id == current else "",
            )
            for state in states
        ]
        st.html(text_tables.table("Snapshots", ("Name", "Made (UTC)", "Of", "Children", "State"), rows))
        others = [state.id for state in states if state.id != current]
        name = st.selectbox("Which", others, key="load_state")
        if st.button("Serve it from now on", key="load_serve"):
            done = partial(_done, words=f"{name} is served from now on.")
            sending.begin(permit, "Checking that snapshot", lambda step: by_page.serve(name, loader), done)


def _done(snapshot: Snapshot, words: str) -> None:
    st.session_state.pop(deciding.PUBLISHED, None)
    st.session_state.pop(sending.COMPARED, None)
    st.session_state[DONE] = Told(f"{words} {automatic_forecast.words(snapshot)}".rstrip())
