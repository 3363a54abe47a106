"""Change log: what changed in the data and in the methods, latest first."""

import streamlit as st

from sufficiency.presentation import formatting
from sufficiency.web import page, page_choices, text_tables

here = page.start("Change log", "What has changed in the data and in how figures are made?", children="none")
changes = text_tables.rows_of("changes")
snap = here.snapshot
st.html(
    f"<p class='lead'>You are reading snapshot {snap.id}, made {snap.created[:10]}: returns of "
    f"{len(snap.authorities)} authorities up to {formatting.day(snap.as_at)}.</p>"
)
kind = page_choices.one_of("Changes of", ("All", *sorted({row["kind"] for row in changes})), key="kind")
rows = [
    (row["date"], row["kind"], row["change"], row["source"])
    for row in sorted(changes, key=lambda row: row["date"], reverse=True)
    if kind in ("All", row["kind"])
]
st.html(text_tables.table("Changes, latest first", ("Date", "Of", "Change", "Why or after whom"), rows))
page.end(here)
