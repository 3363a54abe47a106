"""The views beside the editor: what there is to read, what its columns mean, and what each is made from."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.database.scope import Scope
from sufficiency.result import View
from sufficiency.web import html_table
from sufficiency.workbench import described
from sufficiency.workbench.described import Described

EDITOR = "workbench_sql_text"  # the key of where SQL is written
LAYERS = {"marts": "Views", "intermediate": "Steps", "cohorts": "Need cohorts", "staging": "What was sent"}
# A picture of more boxes is read by nobody.
MOST_BOXES = 9


def panel(scope: Scope) -> None:
    """Pick a view, read what it holds, copy its SQL into the editor."""
    views = scope.catalogue
    there = [name for layer in LAYERS for name in sorted(v.name for v in views.layer(layer)) if name in scope.columns]
    name = st.selectbox(
        "Views to read from",
        there,
        index=there.index("placement_distance") if "placement_distance" in there else 0,
        format_func=lambda key: f"{key} · {LAYERS[views.views[key].layer]}",
        key="workbench_view",
    )
    if not name:
        return
    view, columns = views.views[name], described.columns(scope, name)
    # A key for each view: what was picked of another is not of this one.
    picked = st.multiselect("Columns", [column.name for column in columns], key=f"workbench_columns_{name}")
    begun = f"select {', '.join(picked) or '*'}\nfrom {name}\n"
    with st.container(horizontal=True):
        said = "Begin with these" if picked else "Begin with all of it"
        st.button(said, key="workbench_copy", on_click=write, args=(begun,))
        st.button("Add to the end", key="workbench_add", on_click=_add, args=(", ".join(picked) or name,))
        if view.sql:
            st.button("Begin with its SQL", key="workbench_sql", on_click=write, args=(view.sql,))
    said = view.summary or view.definition or view.title
    st.html(f"<p class='caption'>{escape(said)}</p>{_table(view, columns)}")
    reads = sorted(views.reads.get(name, ()))
    if reads:
        with st.expander("What it is made from", key="workbench_made", on_change="rerun") as fold:
            if fold.open:
                st.mermaid_chart(_picture(scope, name), alt=f"{name} reads {', '.join(reads)}.")


def write(sql: str) -> None:
    """Put ``sql`` into the editor; called before it is drawn."""
    st.session_state[EDITOR] = sql


def _add(names: str) -> None:
    """Put ``names`` at the end of what is in the editor; called before it is drawn."""
    before = str(st.session_state.get(EDITOR) or "").rstrip()
    write(f"{before}\n{names}\n" if before else f"{names}\n")


def _table(view: View, columns: list[Described]) -> str:
    rows = [
        (
            f"<code>{escape(column.name).replace('_', '_<wbr>')}</code>",  # so that its meaning is not cut
            escape(f"{column.meaning} ({column.unit})" if column.meaning else column.unit),
        )
        for column in columns
    ]
    return html_table.html(f"Columns of {view.name}", ("Column", "Meaning and unit"), rows)


def _picture(scope: Scope, name: str) -> str:
    """What the view reads, and what that reads, from the top down; the rules of cohorts are one box."""
    reads = scope.catalogue.reads
    arrows: list[tuple[str, str]] = []
    level, drawn = [name], {name}
    while level and len(drawn) < MOST_BOXES:
        below = {reader: [b for b in sorted(reads.get(reader, ())) if not b.startswith("cohort_")] for reader in level}
        arrows += [(source, reader) for reader in level for source in below[reader]]
        level = sorted({source for sources in below.values() for source in sources} - drawn)
        drawn.update(level)
    return "\n".join(["flowchart TB", *(f"  {source} --> {reader}" for source, reader in dict.fromkeys(arrows))])
