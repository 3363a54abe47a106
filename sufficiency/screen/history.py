"""Lets the browser's Back undo a choice; the few lines that do so are in history.js."""

from pathlib import Path

import streamlit as st

SCRIPT = f"<script>{Path(__file__).with_suffix('.js').read_text(encoding='utf-8')}</script>"


def keep_choices() -> None:
    """Make each choice a step of the browser's history, from the first page on."""
    st.html(SCRIPT, unsafe_allow_javascript=True)
