"""About this tool: what it is for, whom to ask, and the accessibility statement."""

import streamlit as st

from sufficiency.web import page, text_tables

here = page.start(
    "About and accessibility", "What is this, whom do I ask, and can everyone use it?",
    children="none",
)
st.html(
    "<p class='lead'>This tool answers who needs what, where they live now, how far from home, at "
    f"what cost and what is missing, from the returns {here.region}'s authorities send.</p>"
    "<h2 class='part'>What it is not</h2><ul>"
    "<li>Not official statistics: DfE's published figures stand beside ours on Data submission.</li>"
    "<li>Not a record of a child: ids are keyed hashes, birth dates months, postcodes sectors.</li>"
    "<li>Not a list of vacancies: registers hold places, not who is in them.</li></ul>"
)
st.html(text_tables.table("Whom to ask", ("What", "Answer"), text_tables.whom_to_ask()))
st.html(
    "<h2 class='part'>Accessibility statement</h2>"
    "<p>We aim at the Web Content Accessibility Guidelines 2.2, level AA. Every chart and map has a "
    "description made from its own figures and a table of the same figures under it; everything "
    "but moving a map about works by keyboard; nothing needs dragging; colours are never alone in "
    "meaning something, and follow the government analysis palette; the pages take 400 per cent "
    "zoom, light and dark, less motion and print.</p>"
    "<p>The limits we know of are below; they come from the software the tool is built on. Tell us "
    "of others: see whom to ask, above.</p>"
)
limits = [
    (row["limit"], row["what_to_do_instead"], row["issue"])
    for row in text_tables.rows_of("accessibility_limits")
]
st.html(text_tables.table("What does not work, and what to do instead",
                      ("What does not work", "What to do instead", "Issue"), limits))
st.html(
    "<h2 class='part'>What you may do with it</h2><p>Figures made from real returns belong to the authorities "
    "that sent them: exact ones stay with the people entitled to them; protected ones may be used "
    "in reports with their source and date, which every file carries.</p>"
)
page.end(here)
