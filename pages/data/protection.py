"""Protection: how figures are kept from giving any child away, shown on invented counts."""

import streamlit as st

from sufficiency.presentation import formatting
from sufficiency.presentation import worked_examples
from sufficiency.web import figures, page, text_tables

here = page.start("How figures are protected", "Why is a figure missing, or rounded?", children="none")
withheld, least = worked_examples.withheld(), worked_examples.least
example = worked_examples.counts(here.snapshot.as_at)
figures.lead(
    "You see exact figures; do not share them. Everyone else sees protected ones, made like this."
    if here.is_exact
    else f"You see protected figures: {withheld} children are withheld, other counts are shown in bands as wide."
)
st.html(
    "<ul>"
    f"<li>A count of {withheld} children is withheld, all alike, and shown as <b>c</b>. Nought is shown only for an "
    "area of several authorities, divided by one thing at most: a nought beside a c would let the rest be counted.</li>"
    "<li>Of one authority, and below that level, rows of so few are not listed at all, so that a missing row says "
    "nothing.</li>"
    f"<li>Every other count is shown as the middle of its band: {worked_examples.shown()}, {worked_examples.shown(2)}. "
    "Parts may not add up.</li>"
    "<li>Why this is stricter than the rule it began from (OpenSAFELY and NHS England: 1 to 7 withheld, others to the "
    "nearest 5): on a page that can be filtered, a total less its other parts left one or two withheld counts in a hundred "
    "with three values or fewer. With bands as wide as what is withheld it leaves many, of every count that was tried.</li>"
    "<li>Shares, rates, indices and differences are made again from the counts shown, as are the words that say "
    "which way a figure goes. An interval reaches from the least to the most that the true counts may be, and a "
    "change is called clear only where it is so for all of them.</li>"
    "<li>A share is withheld where its part or the whole is, "
    "where it would be 0% of fewer than 20 and where 100% of fewer than 50.</li>"
    f"<li>A mean stands where {least('mean')} children are shown, a median where {least('median')}, a quartile "
    f"{least('quartile')} and a decile {least('decile')}. A sum is its mean times the count shown.</li>"
    "<li>A mean or sum of money is withheld where one placement is more than half of it, or two are more than nine "
    "tenths; where that is not known, as on the overview, it needs as many as a decile. Highest values, top shares and "
    "concentration scores are for those entitled to exact figures.</li>"
    "<li>Each choice takes one value. What the figures of a page are divided by and what you choose are together "
    "three things at most, besides date and place; the filter bar offers what is left. Where a page would divide "
    "too finely, larger groups stand in its place.</li>"
    f"<li>An authority that looks after fewer than 50 children{here.smallest} shows its first level alone.</li>"
    "<li>An authority's own analyst sees, beside its exact figures, what everybody may see of groups that its own children "
    "are part of. Where that, less its own, might be fewer than ten others, it is withheld. How many they truly are "
    "decides nothing, so that what is withheld says nothing either.</li>"
    "<li>Registered places, populations and published figures are public and stay as they are.</li>"
    "<li>Charts, maps, tables, files and sentences are all made from the protected rows.</li></ul>"
)
figures.heading("The rule at work on invented counts")
st.html(
    text_tables.table(
        "Invented counts before and after protection",
        ("Children", "Of", "Shown", "Of, shown", "Share shown"), example, numbers=range(5),
    )
)
figures.heading("Symbols")
st.html(text_tables.table("What stands in place of a figure", ("Symbol", "Meaning"), formatting.symbols().items()))
page.end(here)
