"""Taking a whole page away: slides whose charts can be edited, or a report, of what is on it."""

from __future__ import annotations

from contextvars import ContextVar
from functools import partial
from pathlib import Path

import streamlit as st

from sufficiency import settings
from sufficiency.presentation import export
from sufficiency.result import Result
from sufficiency.web import permission

Shown = tuple[Result, str | None]
SHOWN: ContextVar[list[Shown] | None] = ContextVar("shown", default=None)
KINDS = (
    ("Slides (PowerPoint)", "pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("Report (Word)", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
)


def begin() -> None:
    """Forget what the last run of a page showed."""
    SHOWN.set([])


def note(result: Result, chart: str | None) -> None:
    """Remember a figure as it is drawn, with the chart line it is drawn by."""
    shown = SHOWN.get()
    if shown is not None and not result.is_empty:
        shown.append((result, chart))


def bar(title: str) -> None:
    """Buttons that make one file of every figure on the page, when somebody asks."""
    shown = list(SHOWN.get() or [])
    if not shown:
        return
    with st.popover("Take the whole page away", key="take_page"):
        for label, kind, mime in KINDS:
            if kind == "pptx" and (fault := export.template_fault(template(kind))):
                st.warning(f"No slides can be made. {fault}")
                continue
            st.download_button(
                label,
                data=permission.file(partial(_file, shown, kind, title), export.file_name(shown[0][0], kind)),
                mime=mime,
                on_click="ignore",
                file_name=export.file_name(shown[0][0], kind),
                key=f"page_{kind}",
                width="stretch",
            )


def template(kind: str) -> Path | None:
    """An authority's own template, templates/page.pptx or .docx in the data folder, if there."""
    path: Path = settings.data_folder() / "templates" / f"page.{kind}"
    return path if path.exists() else None


def _file(shown: list[Shown], kind: str, title: str) -> bytes:
    results = [result for result, _ in shown]
    charts, own = [chart for _, chart in shown], template(kind)
    if kind == "pptx":
        return export.pptx(results, title=title, charts_of=charts, own=own)
    return export.docx(results, title=title, charts_of=charts, template=own)
