"""Keeping a question: as a view or a need cohort that everybody sees, protected, at the next click; or as a file."""

from __future__ import annotations

import streamlit as st

from sufficiency import settings
from sufficiency.access import decision
from sufficiency.audit.log import Action
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.reference import tables
from sufficiency.web import permission
from sufficiency.workbench import overlap, question, saving
from sufficiency.workbench.question import Answer

BEGUN, FILE = "workbench_begun", "workbench_file"  # the file as it was begun with, and as it is written
HELP = {
    saving.MARTS: "What is TO WRITE is yours; the last cell of a column says what protects its figure.",
    saving.COHORTS: "What is TO WRITE is yours: the rule in words, and whom it misses.",
}
SAVED: dict[str, Action] = {saving.MARTS: "view saved", saving.COHORTS: "need cohort saved"}
CALLED = {saving.MARTS: ("view", "beds_by_borough"), saving.COHORTS: ("need cohort", "self_harm_alone")}


def panel(answer: Answer, scope: Scope) -> None:
    """The file that a question would be, what it still lacks, and a button that writes it.

    One whose rows are children at month ends is kept as a need cohort.
    """
    layer = saving.COHORTS if overlap.is_cohort(answer.view) else saving.MARTS
    kind, example = CALLED[layer]
    with st.expander(f"Save as a {kind}", key="workbench_save", on_change="rerun") as fold:
        if not fold.open:
            return
        name = st.text_input(f"Name of the {kind}", key="workbench_name", placeholder=example, max_chars=60)
        st.caption(f"The header is filled in as far as it can be told from the SQL and from other views. {HELP[layer]}")
        text = saving.cohort_text if layer == saving.COHORTS else saving.text
        begun = text(answer.view, name or example)
        earlier = st.session_state.get(BEGUN)
        if earlier is None:
            st.session_state[FILE] = begun
        elif earlier != begun:
            st.session_state[FILE] = saving.carried(begun, earlier, st.session_state.get(FILE) or earlier)
        st.session_state[BEGUN] = begun
        written = st.text_area("The file", key=FILE, height=360)
        lacks = saving.missing(written or "", name or example, layer, scope.catalogue)
        if lacks:
            st.info("Still to do: " + "; ".join(lacks))
        permit = permission.current()
        may_write = decision.writes_views(permit.person, permit.visit)
        left, right = st.columns(2)
        left.download_button(
            "Take the file away",
            data=permission.file(lambda: (written or "").encode(), f"{name or example}.sql", None),
            file_name=f"{name or example}.sql",
            mime="application/sql",
            key="workbench_take",
            on_click="ignore",
        )
        if not may_write:
            st.caption(
                f"Whoever runs this copy puts the file into sql/{layer}; from here only "
                f"{tables.named()}'s analysts write there."
            )
            return
        if right.button("Save for everybody", key="workbench_keep", disabled=bool(lacks) or not name):
            _save(written or "", name, layer, scope)


def _save(written: str, name: str, layer: str, scope: Scope) -> None:
    try:
        # Whoever changes the SELECT of the file, or what its header says of it, has asked another.
        selected = question.ask(scope, saving.select_of(written), {}).result.rows
        if layer == saving.MARTS and (
            wrong := saving.disagreement(written, name, [str(column) for column in selected])
        ):
            raise saving.NotSaved(wrong)
        saving.write(written, name, settings.sql_folder(), layer, scope.catalogue)
    except (question.Refused, QueryStopped) as error:
        st.error(f"Of the SELECT in the file, {error}")
        return
    except (saving.NotSaved, OSError) as error:
        st.error(str(error))
        return
    permission.tell(permission.current().act(SAVED[layer], name))
    where = (
        f"It is on [Views](views?view={name})"
        if layer == saving.MARTS
        else "It is a choice of the filter bar and a row of [Need cohorts](need_cohorts)"
    )
    st.success(f"Saved as sql/{layer}/{name}.sql. {where}, for each reader as they may see it.")
