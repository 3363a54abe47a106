"""Where a question is written, asked and answered."""

from __future__ import annotations

import streamlit as st

from sufficiency.database.scope import QueryStopped
from sufficiency.disclosure import gate
from sufficiency.plurals import counted
from sufficiency.result import EXACT
from sufficiency.web import figures
from sufficiency.web.page_run import PageRun
from sufficiency.web.workbench import asking, catalogue, keeping
from sufficiency.workbench import overlap, question

BEGIN = """select authority_name, child_count, distant_count, distant_pct
from placement_distance
order by authority_name
"""


def panel(page: PageRun) -> None:
    """The SQL, how it is to be asked, and what came of it."""
    st.session_state.setdefault(catalogue.EDITOR, BEGIN)
    sql = st.text_area(
        "One SELECT", key=catalogue.EDITOR, height=240, help="Over the views of the list, and ref. tables."
    )
    with st.container(horizontal=True):
        is_chosen = st.checkbox("Apply the filter bar", value=True, key="workbench_chosen")
        is_viewer = st.checkbox("As a viewer would see it", key="workbench_viewer")
        if st.button("Ask", type="primary", key="workbench_ask"):
            chosen = page.choices if is_chosen else {}
            asking.ask(page.scope, sql or "", chosen, gate.LONDON_7_5 if is_viewer else EXACT)
    _earlier()
    asked = asking.current()
    if asked is not None and not asked.is_over:
        asking.progress(asked)
    elif asked is not None and asked.error:
        st.error(asked.error)
    elif asked is not None:
        _answer(page, asked)


def _earlier() -> None:
    if not (earlier := asking.history()):
        return
    with st.expander("Asked before, in this visit", key="workbench_earlier"):
        for number, sql in enumerate(earlier):
            first = sql.strip().splitlines()[0] if sql.strip() else "Nothing"
            st.button(first[:80], key=f"workbench_earlier_{number}", on_click=catalogue.write, args=(sql,))


def _answer(page: PageRun, asked: asking.Asking) -> None:
    answer = asked.answer
    if answer is None:
        return
    rows = counted(len(answer.result.rows), "row")
    st.caption(f"{f'The first {rows} of more' if answer.is_cut else rows}, in {answer.seconds:.2f} s")
    if overlap.is_cohort(answer.view):
        _overlap(page, asked)
    else:
        figures.figure(answer.result, key="question", title="Your question")
        if answer.faults:
            st.info("As a view for everybody it lacks: " + "; ".join(answer.faults))
    keeping.panel(answer, page.scope)


def _overlap(page: PageRun, asked: asking.Asking) -> None:
    """Which need cohorts hold the children of the question already."""
    try:
        shared = question.ask(page.scope, overlap.sql(asked.sql.strip().rstrip(";")), asked.chosen)
    except (question.Refused, QueryStopped) as error:
        st.info(str(error))
        return
    line = "bar x=overlap_pct y=cohort_title sort=-x"
    figures.figure(shared.result, line, key="overlap", title="Those chosen who are in other need cohorts too")
