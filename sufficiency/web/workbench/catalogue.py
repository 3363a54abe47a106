"""The views beside the editor: what there is to read, what its columns mean, and what each is made from."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.database.scope import Scope
from sufficiency.result import View
from sufficiency.web import html_table

LAYERS = {"marts": "Views", "intermediate": "Steps", "cohorts": "Need cohorts", "staging": "What was sent"}
# A picture of more boxes is read by nobody.
MOST_BOXES = 9


def panel(scope: Scope) -> None:
    """Pick a view, read what it holds, copy its SQL into the editor."""
    found = scope.catalogue
    there = [name for layer in LAYERS for name in sorted(v.name for v in found.layer(layer)) if name in scope.columns]
    name = st.selectbox(
        "Views to read from",
        there,
        index=there.index("placement_distance") if "placement_distance" in there else 0,
        format_func=lambda key: f"{key} · {LAYERS[found.views[key].layer]}",
        key="workbench_view",
    )
    if not name:
        return
    view = found.views[name]
    with st.container(horizontal=True):
        st.button("Begin with all of it", key="workbench_copy", on_click=write, args=(f"select *\nfrom {name}\n",))
        if view.sql:
            st.button("Begin with its SQL", key="workbench_sql", on_click=write, args=(view.sql,))
    said = view.summary or view.definition or view.title
    st.html(f"<p class='caption'>{escape(said)}</p>{_columns(view, scope)}")
    reads = sorted(found.reads.get(name, ()))
    if reads:
        with st.expander("What it is made from", key="workbench_made", on_change="rerun") as fold:
            if fold.open:
                st.mermaid_chart(_picture(scope, name), alt=f"{name} reads {', '.join(reads)}.")


def write(sql: str) -> None:
    """Put ``sql`` into the editor; called before it is drawn."""
    st.session_state["workbench_sql_text"] = sql


def _columns(view: View, scope: Scope) -> str:
    declared = {column.name: column for column in view.columns}
    rows = [
        (
            f"<code>{escape(name)}</code>",
            escape(f"{declared[name].meaning} ({declared[name].unit})" if name in declared else kind.lower()),
        )
        for name, kind in scope.columns[view.name].items()
    ]
    return html_table.html(f"Columns of {view.name}", ("Column", "Meaning and unit"), rows)


def _picture(scope: Scope, name: str) -> str:
    """What the view reads, and what that reads, from the top down; the rules of cohorts are one box."""
    reads = scope.catalogue.reads
    arrows: list[tuple[str, str]] = []
    level, drawn = [name], {name}
    while level and len(drawn) < MOST_BOXES:
        below = {one: [b for b in sorted(reads.get(one, ())) if not b.startswith("cohort_")] for one in level}
        arrows += [(made_from, one) for one in level for made_from in below[one]]
        level = sorted({made_from for ones in below.values() for made_from in ones} - drawn)
        drawn.update(level)
    return "\n".join(["flowchart TB", *(f"  {made_from} --> {one}" for made_from, one in dict.fromkeys(arrows))])
