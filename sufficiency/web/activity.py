"""The audit log on screen: one's own lines, an authority's for its owner, all for administrators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import streamlit as st

from sufficiency import choices, settings
from sufficiency.access.roles import EVERYWHERE, ROLES
from sufficiency.audit import log, reading
from sufficiency.catalogue import loader
from sufficiency.database.scope import PAN_LONDON
from sufficiency.plurals import counted
from sufficiency.reference import tables
from sufficiency.web import context, text_tables
from sufficiency.web.permission import Permit

MOST = 200  # lines on one page
HEADINGS = ("When (UTC)", "Act", "What", "Choices", "Rows", "Withheld", "Who", "Reason")
NUMBERS = ("Rows", "Withheld")
COUNTED = ("view", "question", "export")  # acts of which rows came out
ALL = "all"


def verdict(permit: Permit) -> None:
    """Whether the chain is whole, for administrators."""
    if not (permit.person.is_administrator and permit.person.is_known):
        return
    chain = reading.verify()
    if not chain.faults:
        words = "1 line" if chain.lines == 1 else f"{counted(chain.lines, 'line')}, each following from the one before"
        st.success(f"The record is whole: {words}.")
        return
    st.error(f"The record has been changed: {counted(len(chain.faults), 'fault')}.")
    st.html(
        text_tables.table("Faults", ("Line", "What is wrong"), [(str(line), words) for line, words in chain.faults])
    )


def lines(permit: Permit) -> None:
    """The newest lines this person may read, narrowed by act and by words."""
    kept, of_whom = _readable(permit)
    st.caption(of_whom)
    left, right = st.columns(2)
    act = left.selectbox("Act", [ALL, *log.ACTIONS], format_func=_capital, key="activity_act")
    words = right.text_input("Holding the words", key="activity_words").casefold()
    shown = [
        line
        for line in kept
        if act in (ALL, line.get("action")) and (not words or words in " ".join(map(str, line.values())).casefold())
    ]
    if not shown:
        st.info("No line answers. Choose another act, or clear the words.")
        return
    titles = _titles(loader.fingerprint(settings.sql_folder()))
    rows = [_row(line, titles) for line in shown[:MOST]]
    # A column in which no line says anything takes the room of those that do.
    kept_columns = [place for place in range(len(HEADINGS)) if any(row[place] for row in rows)]
    heads = [HEADINGS[place] for place in kept_columns]
    cells = [[row[place] for place in kept_columns] for row in rows]
    numbers = [place for place, head in enumerate(heads) if head in NUMBERS]
    st.html(text_tables.table("Activity", heads, cells, numbers=numbers, is_log=True))
    if len(shown) > MOST:
        st.caption(f"The newest {MOST} of {len(shown):,} lines. All of them: python -m sufficiency audit list.")


def _readable(permit: Permit) -> tuple[list[reading.Line], str]:
    person = permit.person
    if not person.is_known:
        return reading.lines(who=person.name), "Acts of visitors of the invented data, newest first."
    if person.is_administrator:
        return reading.lines(), "Everybody's acts, newest first."
    if person.is_owner:
        return reading.lines(scope=person.scope), "Acts of all who see your authority's exact figures, newest first."
    return reading.lines(who=person.name), "Your own acts, newest first."


@lru_cache(maxsize=1)
def _titles(stamp: loader.Stamp) -> dict[str, str]:
    """What each view is called, by its name; ``stamp`` changes when a view does."""
    return {view.name: view.title for view in loader.load(settings.sql_folder()).views.values()}


def _row(line: reading.Line, titles: Mapping[str, str]) -> tuple[str, ...]:
    chosen = "; ".join(_chosen(key, values) for key, values in line.get("choices", {}).items())
    role, scope = str(line.get("role", "")), str(line.get("scope", ""))
    named = ROLES[role].name if role in ROLES else role
    place = context.authority_names().get(
        scope, {PAN_LONDON: tables.region()["region_name"], EVERYWHERE: "Everywhere"}.get(scope, scope)
    )
    action, subject = str(line.get("action", "")), str(line.get("subject", ""))
    what = titles.get(subject, subject) if action == "view" else subject
    counts = [str(line.get(name, "")) if action in COUNTED else "" for name in ("rows", "withheld")]
    when = str(line.get("at", ""))[:19].replace("T", " ")
    whose = f"{line.get('who', '')} ({', '.join(filter(None, (named, place)))})"
    return (when, _capital(action), what, chosen, *counts, whose, str(line.get("reason", "")))


def _chosen(key: str, values: Sequence[str]) -> str:
    """One choice in words: 'Responsible authority: Camden'."""
    kind, names = choices.kinds().get(key), context.authority_names()
    return f"{kind.name if kind else _capital(key)}: {', '.join(names.get(value, value) for value in values)}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
