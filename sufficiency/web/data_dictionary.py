"""The data dictionary to take away: what every column of every view is."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from sufficiency.presentation.export import dictionary
from sufficiency.result import View
from sufficiency.web import permission


def button(views: Sequence[View]) -> None:
    """A button that gives the dictionary of ``views`` as CSV."""
    st.download_button(
        "Data dictionary (CSV)",
        data=permission.file(lambda: dictionary.file(views), "data-dictionary.csv", None),
        file_name="data-dictionary.csv",
        mime="text/csv",
        key="data_dictionary",
        on_click="ignore",
    )
