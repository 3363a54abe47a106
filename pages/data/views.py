"""Views: every mart, drawn from its own header; where a new view appears."""

import streamlit as st

from sufficiency.web import figures, page

here = page.start("Views", "What can be asked, and how is each answer made?")
marts = {view.name: view for view in here.scope.catalogue.layer("marts")}
sound = {name: view for name, view in marts.items() if name not in here.scope.problems}
# Lists of single children are for a few; nobody begins with one.
listed = sorted(sound, key=lambda name: sound[name].child_level or sound[name].is_single)
name = st.selectbox(
    "View", listed, format_func=lambda key: sound[key].title, key="view", bind="query-params"
)
page.tell_broken(here)
if name:
    result = here.fetch(name)[name]
    page.stop_if_empty(here, result)
    figures.figure(result, key="view", title=result.view.title)
    with st.expander("The SQL"):
        st.code(result.view.sql, language="sql")
page.end(here)
