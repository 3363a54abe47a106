"""Change log: what changed in the data and in the methods, latest first."""

import streamlit as st

from sufficiency import __version__
from sufficiency.plurals import counted
from sufficiency.presentation import formatting
from sufficiency.reference import changelog
from sufficiency.web import page, page_choices, text_tables

MOST = 40  # changes that are read without asking for more
HEADS = ("Date", "Change", "Why or after whom", "Of", "Version")
here = page.start("Change log", "What has changed in the data and in how figures are made?", children="none")
changes = changelog.changes()
snap = here.snapshot
st.html(
    f"<p class='lead'>This is version {__version__} of the tool. You are reading snapshot {snap.id}, made "
    f"{formatting.day_of(snap.created)}: returns of "
    f"{len(snap.authorities)} authorities up to {formatting.day(snap.as_at)}.</p>"
)
kind = page_choices.one_of("Changes of", ("All", *changelog.KINDS), key="kind")
wanted = st.text_input("Holding the words", key="words", bind="query-params") or ""
shown = [change for change in changelog.holding(wanted, changes) if kind in ("All", change.kind)]
rows = [
    (formatting.day_of(change.date), change.change, change.source, change.kind, change.version)
    for change in sorted(shown, key=lambda change: change.date, reverse=True)
]
if not rows:
    st.info("No change holds all of these words. Try one of them, or changes of all kinds.")
if rows:
    st.html(text_tables.table("Changes, latest first", HEADS, rows[:MOST]))
if earlier := rows[MOST:]:
    title = f"Earlier: {counted(len(earlier), 'change')}"
    st.html(f"<details class='tabled'><summary>{title}</summary>{text_tables.table(title, HEADS, earlier)}</details>")
page.end(here)
