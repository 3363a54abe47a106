"""The foot of every page: source, snapshot, protection, what the symbols mean, and where help is."""

from __future__ import annotations

from html import escape

import streamlit as st

from sufficiency.plurals import counted
from sufficiency.presentation import formatting
from sufficiency.result import Choices
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import captions, page_export, permission, text_tables


def draw(title: str, snapshot: Snapshot, profile: str, chosen: Choices) -> None:
    """Files of the whole page called ``title``, its line in the log, and its foot."""
    page_export.bar(title)
    permission.tell_page(title, chosen)
    symbols = " · ".join(f"<b>{s}</b> {escape(m)}" for s, m in formatting.symbols().items())
    st.html(
        "<footer class='foot'>"
        f"{_paragraph(captions.of_page())}"
        f"<p>Source: looked-after children returns (SSDA903), placement costs and Ofsted's lists, "
        f"from {counted(len(snapshot.authorities), 'authority')}, {_years(snapshot)}. "
        f"Snapshot {escape(snapshot.id)}, made "
        f"{formatting.day_of(snapshot.created)}. {kind(snapshot)}</p>"
        f"<p>{escape(formatting.profiles().get(profile, ''))}</p><p>{symbols}</p>"
        f"<p>{text_tables.HELP}</p></footer>"
    )


def _years(snapshot: Snapshot) -> str:
    first, last = (f"{year - 1}-{str(year)[2:]}" for year in (snapshot.return_years[0], snapshot.return_years[-1]))
    return f"return year {first}" if first == last else f"return years {first} to {last}"


def _paragraph(words: str) -> str:
    return f"<p>{escape(words)}</p>" if words else ""


def kind(snapshot: Snapshot) -> str:
    """Whether children in this snapshot are real, in a sentence."""
    return "Synthetic: describes no real child." if snapshot.is_synthetic else "Real children: protect."
