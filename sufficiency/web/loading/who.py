"""Who loads what; and what everybody else is told: where their figures come from, and how to load one's own."""

from __future__ import annotations

import os
from html import escape

import streamlit as st

from sufficiency import access, settings
from sufficiency.access.roles import EVERYWHERE
from sufficiency.disclosure import gate
from sufficiency.loading.by_page import Loader
from sufficiency.reference import tables
from sufficiency.web import context, uploads
from sufficiency.web.permission import Permit

ON_INVENTED = """
This is the demonstration. Its invented {region_name} is not replaced from here, so that whoever opens it finds it as it
was, and nobody leaves a real child's return where anyone may look.

**To load your own returns**, start a copy of your own with `SUFFICIENCY_SINGLE_USER=1` in its environment
(`SUFFICIENCY_SINGLE_USER=1 streamlit run app.py`), and open the address it prints.

This page then takes your files. They are compared with what is served; you see what is wrong with them and what they
would change, publish them, and can take them back. Your first real return takes the place of the invented
{region_name}; the two are never served together. For several people, sign-in and a members list are set up as the
README says under *Who may see it*.

**To practise without any real child**, the README (*The invented region*) makes an invented return that is late,
and one that is corrected, and loads them by command.
"""
NOT_YOURS = """
Returns are loaded by administrators, for every authority, and by an authority's own analysts, for theirs. *Data
submission* shows what they loaded. If you hold your authority's return, ask your administrator for that role.
"""
READ_ONLY = """
This copy's server may not write its data folder, so nothing can be loaded from here. Load by command
(`python -m sufficiency ingest IN`), or let the server's user write `snapshots/`, `units/` and `incoming/` in it, as
docs/OPERATIONS.md says.
"""


def loads(permit: Permit) -> Loader | None:
    """Whose returns this person loads, and how figures are protected for them; None for whoever loads nothing."""
    scope = access.loads(permit.person)
    if scope is None:
        return None
    folder = settings.data_folder()
    if not os.access(folder if folder.exists() else folder.parent, os.W_OK):
        st.warning(READ_ONLY)
        return None
    uploads.allow(permit.session, permit.browser, permit.ask)
    profile = permit.person.profile if permit.person.sees_figures else gate.LONDON_7_5
    return Loader(permit.person.name, "" if scope == EVERYWHERE else scope, profile)


def tell(permit: Permit) -> None:
    """Why this person loads nothing, and what to do."""
    if permit.person.is_known and access.loads(permit.person) is None:
        st.info(NOT_YOURS)
    elif not permit.person.is_known:
        st.info(tables.filled(ON_INVENTED))


def named(loader: Loader) -> str:
    """Whose returns somebody loads, in words."""
    return context.authority_name(loader.authority) if loader.authority else "every authority"


def note(words: str) -> None:
    """A sentence in small print beneath what it is about."""
    st.html(f"<p class='caption'>{escape(words)}</p>")
