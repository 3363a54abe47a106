"""The members list on screen: everybody for administrators, one's own line for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from sufficiency.access import ROLES, NotAllowed, members
from sufficiency.access.members import Member, MemberProblem
from sufficiency.access.roles import EVERYWHERE
from sufficiency.audit import log
from sufficiency.database.scope import PAN_LONDON
from sufficiency.presentation import formatting
from sufficiency.reference import tables
from sufficiency.web import context, text_tables
from sufficiency.web.permission import Permit

DONE = "member_change"
LASTS = timedelta(days=365)  # how long a new line is offered to last


def members_list(permit: Permit) -> None:
    """Everybody on the list for an administrator, one's own line for anybody else who signed in."""
    if message := st.session_state.pop(DONE, ""):
        st.success(message)
    person = permit.person
    if not person.is_known:
        # Whoever opens the demonstration may try any role; the list may name people who see real data.
        st.info(
            "On invented data nobody is kept from anything, and the list is not shown. It is, to whoever signs in: how "
            "to set that up, and who may do what, the README says under *Who may see it*."
        )
        return
    everybody = _read()
    if not person.is_administrator:
        everybody = [line for line in everybody if line.email == person.name]
    if not everybody:
        st.info(
            "Nobody is on the list. It is needed for real data alone: an administrator adds people here, and the first "
            "one with `python -m sufficiency members add`."
        )
        return
    wider = {PAN_LONDON: tables.region()["region_name"], EVERYWHERE: "Everywhere"}
    names, today = {**wider, **context.authority_names()}, date.today()
    rows = [
        (
            line.email,
            ROLES[line.role].name if line.role in ROLES else line.role,
            names.get(
                line.scope,
                {PAN_LONDON: tables.region()["region_name"], EVERYWHERE: "Everywhere"}.get(line.scope, line.scope),
            ),
            formatting.day(line.valid_to),
            line.nominated_by,
            "may come in" if line.is_valid(today) else "ended",
            "data owner" if line.is_owner else "",
        )
        for line in everybody
    ]
    headings = ("Address", "Role", "Of", "Until", "Nominated by", "State", "Owner")
    st.html(text_tables.table("Members", headings, rows, is_log=True))


def add_member(permit: Permit) -> None:
    """The form that puts one line on the list, for a signed-in administrator alone."""
    if not _may_change(permit):
        return
    places: dict[str, str] = {PAN_LONDON: tables.region()["region_name"], EVERYWHERE: "Everywhere (administrators)"} | {
        code: name for code, name in sorted(context.authority_names().items(), key=lambda pair: pair[1])
    }
    with st.form("add_member", clear_on_submit=True):
        st.subheader("Let a person in")
        email = st.text_input("Work address", key="member_email")
        role = st.selectbox("Role", list(ROLES), format_func=lambda key: ROLES[key].name, key="member_role")
        scope = st.selectbox("Of", list(places), format_func=places.__getitem__, key="member_scope")
        until = st.text_input("Last day, as 2027-03-31", value=(date.today() + LASTS).isoformat(), key="member_until")
        nominated = st.text_input(
            "Nominated by", key="member_nominated", help="A director of children's services, or who acts for them."
        )
        is_owner = st.checkbox("Data owner of the authority: may read its activity", key="member_owner")
        if st.form_submit_button("Let them in", type="primary"):
            try:
                line = Member(email, role, scope, date.fromisoformat(until.strip()), nominated, is_owner=is_owner)
            except ValueError:
                st.error(f"{until!r} is not a day written as 2027-03-31.")
                return
            _change(permit, f"add {members.plain(email)}", lambda: members.add(line), f"{email} may come in.")


def end_member(permit: Permit) -> None:
    """Ends a person's access, for a signed-in administrator alone."""
    today = date.today()
    if not _may_change(permit) or not (valid := [line.email for line in _read() if line.is_valid(today)]):
        return
    with st.form("end_member"):
        st.subheader("End a person's access")
        email = st.selectbox("Whose", valid, key="member_ended")
        if st.form_submit_button("End it"):
            _change(permit, f"end {email}", lambda: members.end(email), f"{email} has no access from now on.")


def _may_change(permit: Permit) -> bool:
    return permit.person.is_administrator and permit.person.is_known


def _read() -> list[Member]:
    try:
        return members.read() if members.path().exists() else []
    except NotAllowed as error:
        st.error(str(error))
        st.stop()


def _change(permit: Permit, subject: str, act: Callable[[], object], done: str) -> None:
    try:
        permit.ask()
        # Told before it is made: a change that leaves no trace must not be made.
        log.record(permit.act("members", subject), durable=True)
        act()
    except (MemberProblem, NotAllowed, log.LogUnavailable, OSError) as error:
        st.error(f"{error}. Nothing was changed.")
        return
    st.session_state[DONE] = done
    st.rerun()
