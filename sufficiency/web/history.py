"""Lets the browser's Back undo a choice, and keys open Find; the few lines that do so are in history.js and find.js."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_FILES = [Path(__file__).with_name(name) for name in ("history.js", "find.js")]
SCRIPT = "".join(f"<script>{path.read_text(encoding='utf-8')}</script>" for path in _FILES)


def keep_choices() -> None:
    """Make each choice a step of the browser's history, and Find answer keys, from the first page on."""
    st.html(SCRIPT, unsafe_allow_javascript=True)


@contextmanager
def on_every_page() -> Iterator[None]:
    """What is drawn inside belongs to every page, as if the menu's script had drawn it.

    On the way back from one page to another Streamlit takes such choices from the address, and
    forgets those of a page of its own. It has no public call to say so.
    """
    run = get_script_run_ctx()
    if run is None:
        yield
        return
    with run.run_with_active_hash(run.pages_manager.main_script_hash):
        yield
