"""Protection: how figures are kept from giving any child away, shown on invented counts."""

import streamlit as st

from sufficiency.presentation import formatting
from sufficiency.presentation import worked_examples
from sufficiency.web import figures, page, text_tables

here = page.start("How figures are protected", "Why is a figure missing, or rounded?", children="none")
example = worked_examples.counts(here.snapshot.as_at)
figures.lead(
    "You see exact figures; do not share them. Everyone else sees protected ones, made like this."
    if here.is_exact
    else "You see protected figures: 1 to 7 children are withheld, other counts are rounded."
)
st.html(
    "<ul>"
    "<li>A count of 1 to 7 children is shown as <b>c</b>. Nought stays nought.</li>"
    "<li>Every other count of children is rounded to the nearest 5, so parts may not add up.</li>"
    "<li>A share is made again from rounded counts, to a whole per cent. It is withheld where the "
    "part, the rest or the whole is 1 to 7, and where it would be 0% or 100% of fewer than 20.</li>"
    "<li>A mean needs 8 children behind it, a median 16, a quartile 32 and a decile 80.</li>"
    "<li>A sum of money is withheld where one placement is more than half of it, or two are more "
    "than nine tenths.</li>"
    "<li>With protected figures each choice takes one value, and at most three choices beside date "
    "and place, so that answers cannot be subtracted from one another.</li>"
    "<li>Registered places, populations and published figures are public and stay as they are.</li>"
    "<li>Charts, maps, tables, files and sentences are all made from the protected rows.</li></ul>"
)
figures.heading("The rule at work on invented counts")
st.html(
    text_tables.table(
        "Invented counts before and after protection",
        ("Children", "Of", "Shown", "Of, shown", "Share shown"), example,
    )
)
figures.heading("Symbols")
st.html(text_tables.table("Symbols", ("Symbol", "Meaning"), formatting.symbols().items()))
page.end(here)
