"""Change log: what changed in the data and in the methods, latest first."""

import streamlit as st

from sufficiency import __version__
from sufficiency.presentation import formatting
from sufficiency.reference import changelog
from sufficiency.web import page, page_choices, text_tables

here = page.start("Change log", "What has changed in the data and in how figures are made?", children="none")
changes = changelog.changes()
snap = here.snapshot
st.html(
    f"<p class='lead'>This is version {__version__} of the tool. You are reading snapshot {snap.id}, made "
    f"{formatting.day_of(snap.created)}: returns of "
    f"{len(snap.authorities)} authorities up to {formatting.day(snap.as_at)}.</p>"
)
kind = page_choices.one_of("Changes of", ("All", *changelog.KINDS), key="kind")
rows = [
    (formatting.day_of(change.date), change.change, change.source, change.kind, change.version)
    for change in sorted(changes, key=lambda change: change.date, reverse=True)
    if kind in ("All", change.kind)
]
st.html(text_tables.table("Changes, latest first", ("Date", "Change", "Why or after whom", "Of", "Version"), rows))
page.end(here)
