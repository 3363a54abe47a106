"""Keeping a question: as a view or a cohort that everybody sees, protected, at the next click; or as a file."""

from __future__ import annotations

import streamlit as st

from sufficiency import settings
from sufficiency.access import decision
from sufficiency.web import permission
from sufficiency.workbench import saving
from sufficiency.workbench.question import Answer


def panel(answer: Answer) -> None:
    """The file that a question would be, what it still lacks, and a button that writes it."""
    with st.expander("Save as a view", key="workbench_save", on_change="rerun") as fold:
        if not fold.open:
            return
        name = st.text_input("Name of the view", key="workbench_name", placeholder="beds_by_borough", max_chars=60)
        st.caption(
            "The header is filled in as far as it can be told from the SQL and from views that have such columns. "
            "What is TO WRITE is yours; the last cell of a column says what protects its figure."
        )
        begun = saving.text(answer.view, name or "my_view")
        if st.session_state.get("workbench_begun") != begun:
            st.session_state["workbench_begun"] = st.session_state["workbench_file"] = begun
        written = st.text_area("The file", key="workbench_file", height=360)
        folder = settings.sql_folder()
        lacks = saving.missing(written or "", name or "my_view", folder)
        if lacks:
            st.info("Still to do: " + "; ".join(lacks))
        permit = permission.current()
        may_write = decision.writes_views(permit.person, permit.visit)
        left, right = st.columns(2)
        left.download_button(
            "Take the file away",
            data=permission.file(lambda: (written or "").encode(), f"{name or 'my_view'}.sql"),
            file_name=f"{name or 'my_view'}.sql",
            mime="application/sql",
            key="workbench_take",
            on_click="ignore",
        )
        if not may_write:
            st.caption(
                "Whoever runs this copy puts the file into sql/marts; from here only London's analysts write there."
            )
            return
        if right.button("Save for everybody", key="workbench_keep", disabled=bool(lacks) or not name):
            _save(written or "", name)


def _save(written: str, name: str) -> None:
    try:
        saving.write(written, name, settings.sql_folder())
    except (saving.NotSaved, OSError) as error:
        st.error(str(error))
        return
    permission.tell(permission.current().act("view saved", name))
    st.success(
        f"Saved as sql/marts/{name}.sql. It is on [Views](views?view={name}), for each reader as they may see it."
    )
