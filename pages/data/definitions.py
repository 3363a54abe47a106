"""Definitions: what each word means, and how every figure of every view is made."""

import streamlit as st

from sufficiency.plurals import counted
from sufficiency.presentation import glossary
from sufficiency.web import data_dictionary, figures, page, text_tables

FEW = 6
here = page.start("Definitions", "What does each word mean, and how is each figure made?", children="none")
wanted = st.text_input("Find a word or a figure", key="find", bind="query-params") or ""
marts = here.scope.catalogue.layer("marts")
definitions, words = glossary.find(marts, wanted), glossary.words(wanted)
measures = sum(len(definition.measures) for definition in definitions)

st.html(
    f"<p class='lead'>{counted(measures, 'figure')} in {counted(len(definitions), 'view')}, and {counted(len(words), 'word')}"
    f"{' hold what you look for' if wanted else ' are defined here'}.</p>"
)
if words:
    st.html(text_tables.table("Words", ("Word", "Meaning", "Where it comes from"), words))
if definitions:
    figures.heading("Views and their figures")
    data_dictionary.button(marts)
    st.html("".join(text_tables.definition(definition, is_open=len(definitions) <= FEW) for definition in definitions))
if not definitions and not words:
    st.info("Nothing holds all of these words. Try one of them.")
page.end(here)
