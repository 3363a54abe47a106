"""The button that makes an evidence pack when, and only when, somebody asks for it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from sufficiency.presentation import evidence, export
from sufficiency.result import Result
from sufficiency.web import context, page_export, permission
from sufficiency.web.page import Page

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def button(here: Page, headline: Result, title: str) -> None:
    """One click makes the pack for what is chosen, as a Word document."""
    st.download_button(
        "Make the evidence pack (Word)",
        data=permission.file(partial(_pack, here, title), evidence.file_name(headline)),
        mime=WORD,
        file_name=evidence.file_name(headline),
        on_click="ignore",
        key="pack",
    )


def _pack(here: Page, title: str) -> bytes:
    sound = [name for name in evidence.views() if name not in here.scope.problems]
    found = context.fetch(here.scope, here.person, sound, here.choices)
    made = evidence.parts(found, here.choices)
    return export.docx(made, title=title, template=page_export.template("docx"))
