"""What is kept aside: published, with the checks that are accepted and why, or dropped."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sufficiency.loading import by_page
from sufficiency.loading.by_page import Loader, Outcome
from sufficiency.web import figures, text_tables
from sufficiency.web.loading import findings, sending
from sufficiency.web.loading.sending import COMPARED, DONE, JOB, Told
from sufficiency.web.permission import Permit
from sufficiency.web.planning import automatic_forecast

PUBLISHED = "load_published"


def panel(permit: Permit, loader: Loader) -> None:
    """What is held, by a check or to be looked at, and the form that decides about it."""
    if JOB in st.session_state:
        return
    outcome: Outcome | None = st.session_state.get(PUBLISHED)
    if outcome is not None and outcome.changes:
        findings.changes("What changed", outcome.changes, ("Before", "Now"))
    try:
        held = by_page.held(loader)
    except by_page.SnapshotError as error:
        st.error(by_page.words(error))
        return
    if not held:
        return
    figures.heading("Kept aside, not served")
    newest = {entry.name.key: entry for entry in held}
    titles = {code: check.title for code, check in by_page.checks().items()}
    rows = [
        (
            findings.unit_name(key),
            entry.at[:16].replace("T", " "),
            entry.who,
            "; ".join(by_page.WHY.get(code) or titles.get(code, code) for code in entry.codes)
            or "Nothing: to be looked at",
        )
        for key, entry in newest.items()
    ]
    st.html(text_tables.table("Kept aside", ("What", "Since (UTC)", "By", "What stops it"), rows))
    compared: by_page.Comparison | None = st.session_state.get(COMPARED)
    just = set(compared.outcome.held) if compared and compared.outcome else set()
    with st.form("load_decide"):
        chosen = st.multiselect(
            "Which",
            list(newest),
            default=[key for key in newest if key in just] or (list(newest) if len(newest) == 1 else []),
            format_func=findings.unit_name,
            key=f"load_which_{len(newest)}_{len(just)}",
        )
        stops = [code for code in titles if any(code in entry.codes for entry in newest.values())]
        accepted = (
            st.multiselect(
                "Checks that I accept, having looked", stops, format_func=titles.__getitem__, key="load_accepted"
            )
            if stops
            else []
        )
        because = st.text_input(
            "Because", key="load_because", help="Goes into the ledger and the audit log: write nothing about a child."
        )
        with st.container(horizontal=True, key="load_buttons"):
            is_published = st.form_submit_button("Publish", type="primary")
            is_dropped = st.form_submit_button("Drop")
            is_looked_at = st.form_submit_button(
                "Compare again", help="What the checks say of it, and what it would change, beside what is served now."
            )
    if is_looked_at and chosen:
        sending.begin(permit, "Comparing", partial(by_page.look, chosen, loader), sending.settle)
    elif is_looked_at or is_published or is_dropped:
        _decide(permit, loader, chosen, accepted, because, is_dropped=is_dropped)


def _decide(
    permit: Permit, loader: Loader, keys: list[str], accepted: list[str], because: str, *, is_dropped: bool
) -> None:
    if not keys:
        st.error("Choose which.")
    elif accepted and not because.strip():
        st.error("Say why the check is accepted.")
    elif is_dropped:
        named = ", ".join(map(findings.unit_name, keys))
        dropped = partial(_dropped, words=f"{named}: dropped. It is deleted with the next clearing out.")
        sending.begin(permit, "Dropping", lambda step: by_page.drop(keys, loader, because), dropped)
    else:
        act = partial(by_page.publish, keys, loader, accepted, because)
        sending.begin(permit, "Publishing", act, _published)


def _dropped(nothing: None, words: str) -> None:
    st.session_state.pop(COMPARED, None)
    st.session_state[DONE] = Told(words)


def _published(outcome: Outcome) -> None:
    st.session_state[PUBLISHED] = outcome
    if outcome.snapshot is None:
        titles = {code: check.title for code, check in by_page.checks().items()}
        why = "; ".join(
            f"{findings.unit_name(key)}: {', '.join(by_page.WHY.get(code) or titles.get(code, code) for code in codes)}"
            for key, codes in outcome.held.items()
        )
        said = f"Not published, and what is served is as it was. Stopped by {why}. {outcome.why_not}".strip()
        st.session_state[DONE] = Told(said, is_done=False)
        return
    st.session_state.pop(COMPARED, None)
    named = ", ".join(map(findings.unit_name, outcome.loaded))
    still = ", ".join(map(findings.unit_name, outcome.held))
    rest = f" Still kept aside: {still}." if still else ""
    st.session_state[DONE] = Told(
        f"Published: {named}. Pages show it in a few seconds, as snapshot {outcome.snapshot.id}. "
        f"{automatic_forecast.words(outcome.snapshot)}{rest} {outcome.afresh}"
    )
