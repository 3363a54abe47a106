"""The button that makes an evidence pack when, and only when, somebody asks for it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sufficiency.presentation import evidence, export
from sufficiency.result import Result
from sufficiency.web import context, page_export, permission
from sufficiency.web.page_run import PageRun

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def button(here: PageRun, headline: Result, title: str) -> None:
    """One click makes the pack for what is chosen, as a Word document."""
    st.download_button(
        "Make the evidence pack (Word)",
        data=permission.file(partial(_pack, here, title), evidence.file_name(headline)),
        mime=WORD,
        file_name=evidence.file_name(headline),
        on_click="ignore",
        key="pack",
    )


def _pack(here: PageRun, title: str) -> bytes:
    # Made after the page's run has ended, so from the snapshot that is served by then.
    with context.SERVING.run(lambda doing: None) as run:
        if run is None or run.snapshot.is_synthetic != here.snapshot.is_synthetic:
            raise PermissionError("other data is served than when this page was drawn: open the page again")
        scope = run.scope(here.person.scope)
        sound = [name for name in evidence.views() if name not in scope.problems]
        results = context.fetch(run, scope, here.person, sound, here.choices)
    return export.docx(evidence.parts(results, here.choices), title=title, template=page_export.template("docx"))
