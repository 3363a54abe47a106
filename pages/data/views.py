"""Views: every mart, drawn from its own header; where a new view appears."""

import streamlit as st

from sufficiency.web import figures, page, which_view

here = page.start("Views", "What can be asked, and how is each answer made?")
name = which_view.choose(here)
page.tell_broken(here)
if name:
    result = here.fetch(name)[name]
    which_view.tell_unsound(here, name)
    page.stop_if_empty(here, result)
    figures.figure(result, key="view", title=result.view.title)
    with st.expander("The SQL"):
        st.code(result.view.sql, language="sql")
page.end(here)
