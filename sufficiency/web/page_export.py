"""Taking a whole page away: slides whose charts can be edited, or a report, of what is on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import partial
from pathlib import Path

import streamlit as st

from sufficiency import settings
from sufficiency.presentation import export
from sufficiency.presentation.export import Exhibit
from sufficiency.result import Result
from sufficiency.web import export_record, permission

SHOWN: ContextVar[list[Exhibit] | None] = ContextVar("shown", default=None)
LEADS: ContextVar[list[str] | None] = ContextVar("leads", default=None)
Compare = Callable[[Sequence[Exhibit]], list[Exhibit]]
COMPARE: ContextVar[Compare] = ContextVar("compare", default=list)
TITLE = "title_of_page"  # in a session: a part of a page that is drawn anew knows it too
KINDS = (
    ("Slides (PowerPoint)", "pptx", "slides", export.POWERPOINT),
    ("Slides (PDF)", "pdf", "slides", export.PDF),
    ("Report (Word)", "docx", "report", export.WORD),
    ("Report (PDF)", "pdf", "report", export.PDF),
)


def begin(title: str) -> None:
    """Forget what the last run of a page showed: this is one called ``title``."""
    st.session_state[TITLE] = title
    SHOWN.set([])
    LEADS.set([])
    COMPARE.set(list)


def compare_by(compare: Compare) -> None:
    """Say what adds to figures what they are compared with, when a file of them is made."""
    COMPARE.set(compare)


def note(exhibit: Exhibit) -> None:
    """Remember a figure as it is drawn, with the chart line it is drawn by."""
    shown = SHOWN.get()
    if shown is not None and not exhibit.result.is_empty:
        shown.append(exhibit)


def note_cards(headline: Result, measures: Sequence[str]) -> None:
    """Remember the headline measures that stand on cards."""
    held = set(headline.rows["measure"])
    if kept := tuple(measure for measure in measures if measure in held):
        note(Exhibit(headline, "", "Key figures", measures=kept))


def note_lead(sentence: str) -> None:
    """Remember a sentence that says what the page's figures say."""
    if (said := LEADS.get()) is not None:
        said.append(sentence)


def bar(title: str) -> None:
    """What makes one file of the figures on the page, all or those chosen, when somebody asks."""
    if shown := list(SHOWN.get() or []):
        _choosing(title, shown, " ".join(LEADS.get() or []), COMPARE.get())


@permission.fragment
def _choosing(title: str, shown: list[Exhibit], lead: str, compare: Compare) -> None:
    """Which figures go in and in what order, then a button for each kind of file."""
    # What is in it is worked out for those alone who open it.
    with st.popover("Take the whole page away", key="take_page", on_change="rerun") as away:
        if not away.open:
            return
        named = dict(zip(export.names(shown), shown, strict=True))
        kept = st.multiselect(
            "Figures, in the order they go in",
            list(named),
            default=list(named),
            key="take_figures",
            help="Take one out with its cross, and choose it again to put it last.",
        )
        chosen = [named[name] for name in kept if name in named]
        if not chosen:
            st.info("Choose a figure to have a file of it.")
            return
        record = export_record.of("page", chosen[0].result.choices, [exhibit.result for exhibit in chosen])
        for label, suffix, kind, mime in KINDS:
            own = template(suffix)
            if suffix == "pptx" and (fault := export.template_fault(own)):
                st.warning(f"No slides can be made. {fault}")
                continue
            name = export.page_file_name(title, kind, chosen[0].result, suffix)
            build = partial(_file, chosen, suffix, kind, compare, title=title, lead=lead)
            st.download_button(
                label,
                data=permission.file(build, name, record),
                mime=mime,
                on_click="ignore",
                file_name=name,
                key=f"page_{kind}_{suffix}",
                disabled=record.reason is None,
                width="stretch",
            )


def template(suffix: str) -> Path | None:
    """An authority's own template, templates/page.pptx or .docx in the data folder, if there."""
    path: Path = settings.data_folder() / "templates" / f"page.{suffix}"
    return path if path.exists() else None


def _file(shown: list[Exhibit], suffix: str, kind: str, compare: Compare, **words: str) -> bytes:
    exhibits = export.once(compare(shown))
    if suffix == "pptx":
        return export.pptx(exhibits, own=template(suffix), **words)
    if suffix == "docx":
        return export.docx(exhibits, template=template(suffix), **words)
    return export.slides_pdf(exhibits, **words) if kind == "slides" else export.report_pdf(exhibits, **words)
