"""Workbench: an analyst's own SELECT over the views, as a table, a chart and, in the end, a view."""

import streamlit as st

from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.web import figures, page
from sufficiency.web.workbench import asking, catalogue, keeping

BEGIN = "select authority_name, child_count, distant_count, distant_pct\nfrom placement_distance\norder by authority_name\n"

here = page.start("Workbench", "What can be asked that no page asks?", children="none")
if not here.is_exact:
    st.info("Only people entitled to exact figures ask in SQL. Views shows every view there is, with its SQL.")
    page.end(here)
    st.stop()
st.session_state.setdefault("workbench_sql_text", BEGIN)
editor, schema = st.columns([3, 2], gap="large")
with schema:
    catalogue.panel(here.scope)
with editor:
    sql = st.text_area("One SELECT", key="workbench_sql_text", height=240, help="Views of the list, and ref. tables.")
    with st.container(horizontal=True):
        is_chosen = st.checkbox("Apply the filter bar", value=True, key="workbench_chosen")
        is_viewer = st.checkbox("As a viewer would see it", key="workbench_viewer")
        is_asked = st.button("Ask", type="primary", key="workbench_ask")
    if is_asked:
        chosen = here.choices if is_chosen else {}
        asking.ask(here.scope, sql or "", chosen, gate.LONDON_7_5 if is_viewer else EXACT)
    earlier = asking.history()
    if earlier:
        with st.expander("Asked before, in this visit", key="workbench_history_fold"):
            for number, before in enumerate(earlier):
                st.button(before.splitlines()[0][:80], key=f"before_{number}", on_click=catalogue.write, args=(before,))
    now = asking.current()
    if now is not None and not now.is_over:
        asking.progress(now)
    elif now is not None and now.error:
        st.error(now.error)
    elif now is not None and now.answer is not None:
        answer = now.answer
        cut = f"the first {len(answer.result.rows):,} rows of more" if answer.is_cut else f"{len(answer.result.rows):,} rows"
        st.caption(f"{cut}, in {answer.seconds:.2f} s".capitalize())
        figures.figure(answer.result, key="question", title="Your question")
        if answer.faults:
            st.info("As a view for everybody it lacks: " + "; ".join(answer.faults))
        keeping.panel(answer)
page.end(here)
