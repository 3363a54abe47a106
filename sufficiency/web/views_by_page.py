"""Views whose header says on which page they stand: drawn there, after the figure it names or at the end."""

from __future__ import annotations

from contextvars import ContextVar

import streamlit as st

from sufficiency.reference import pages
from sufficiency.result import View
from sufficiency.web import figures
from sufficiency.web.page_run import NotHad, PageRun

# The page's run and those of its views that are not drawn yet.
WAITING: ContextVar[tuple[PageRun, list[View]] | None] = ContextVar("waiting", default=None)


def begin(page: PageRun) -> None:
    """Find the views whose header places them on this page, that whoever looks may see."""
    named = {name for name, about in pages.pages().items() if about.heading == page.title}
    marts = (view for view in page.scope.catalogue.layer("marts") if view.page in named)
    sound = [view for view in marts if view.name not in page.scope.problems and (page.is_exact or not view.child_level)]
    WAITING.set((page, sorted(sound, key=lambda view: view.name)))
    figures.FOLLOWS.set(_after if sound else None)


def end() -> None:
    """Draw those that stand at the end, or after a view that the page did not draw."""
    waiting = WAITING.get()
    figures.FOLLOWS.set(None)
    WAITING.set(None)
    if waiting:
        page, views = waiting
        for view in views:
            _draw(page, view)


def _after(name: str) -> None:
    if waiting := WAITING.get():
        page, views = waiting
        for view in [view for view in views if view.after == name]:
            views.remove(view)
            _draw(page, view)


def _draw(page: PageRun, view: View) -> None:
    if page.why_too_fine(view.name):
        return
    try:
        result = page.asked(page.choices, view.name)[view.name]
    except NotHad as error:  # The page goes on: it is one of many views, and somebody is writing it.
        st.warning(f"{view.title}, which its header places here, is left out. {error}")
        return
    if not result.is_empty:
        figures.figure(result, key=f"placed_{view.name}", title=view.title)
