"""Change log: what changed in the data and in the methods, latest first."""

import streamlit as st

from sufficiency import figures
from sufficiency.screen import page, pickers, reading

here = page.start("Change log", "What has changed in the data and in how figures are made?", children="none")
changes = reading.rows_of("changes")
snap = here.snapshot
st.html(
    f"<p class='lead'>You are reading snapshot {snap.id}, made {snap.created[:10]}: returns of "
    f"{len(snap.authorities)} authorities up to {figures.day(snap.as_at)}.</p>"
)
kind = pickers.one_of("Changes of", ("All", *sorted({row["kind"] for row in changes})), key="kind")
rows = [
    (row["date"], row["kind"], row["change"], row["source"])
    for row in sorted(changes, key=lambda row: row["date"], reverse=True)
    if kind in ("All", row["kind"])
]
st.html(reading.table("Changes, latest first", ("Date", "Of", "Change", "Why or after whom"), rows))
page.end(here)
