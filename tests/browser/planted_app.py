"""The tool with a gate that lets two counts through: the search of what a browser is sent must find them."""

import importlib
from typing import Any

import pandas as pd
import streamlit as st

from sufficiency.disclosure import gate, levels
from sufficiency.result import View
from sufficiency.web import server
from tests.browser.received import PLANTED

_whole = gate.apply


def _leaking(view: View, *arguments: Any, **more: Any) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the gate shows, but for the first two rows' count, which is PLANTED."""
    shown, symbols = _whole(view, *arguments, **more)
    first = levels.base(view)
    if first and len(shown) > 1:
        shown.loc[shown.index[:2], first], symbols.loc[symbols.index[:2], first] = PLANTED, ""
    return shown, symbols


gate.apply = _leaking

# The server finds its app by this very form; the pages are offered where app.py is read.
importlib.import_module("app")

app = st.App(server.MENU, lifespan=server.warm, middleware=server.HEADERS, routes=server.ROUTES)
