"""Find: the box at the head of every page that leads from words to a page, figure, place, choice or word.

The list under it is made when somebody types, in a run of its own that leaves the page as it stands; find.js
has the keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from threading import Lock

import streamlit as st
from cachetools import LRUCache, cached
from cachetools.keys import hashkey

from sufficiency import access
from sufficiency.access import Person
from sufficiency.choices import Option
from sufficiency.database.scope import Scope
from sufficiency.presentation import glossary
from sufficiency.presentation.finding import index, ranking
from sufficiency.presentation.finding.entry import Entry
from sufficiency.reference import pages
from sufficiency.result import EXACT, Choices
from sufficiency.web import links, navigation, permission
from sufficiency.web.page_run import PageRun

KEY = "find_words"
LONGEST = 80  # letters of a question
NOTHING = "Nothing is called so. Try one word of it, such as distance, price or an authority’s name."


def box(page: PageRun) -> None:
    """The box on a page of figures; what it finds keeps what is chosen."""
    _box(page.person, page)


def box_without_figures(person: Person) -> None:
    """The box on a page that shows none: it finds pages."""
    _box(person, None)


@cached(LRUCache(8), key=lambda *parts: hashkey(*(part for part in parts if not isinstance(part, Scope))), lock=Lock())
def _built(
    titles: tuple[tuple[str, str], ...],
    options: tuple[Option, ...],
    open_to: frozenset[str],
    _: object,
    scope: Scope | None,
) -> tuple[Entry, ...]:
    marts = [] if scope is None else scope.catalogue.layer("marts")
    sound = [view for view in marts if scope is not None and view.name not in scope.problems]
    return index.build(dict(titles), sound, options, open_to)


def _entries(person: Person, page: PageRun | None) -> tuple[Entry, ...]:
    """What can be found on a page, put together when somebody asks and kept for the next who may find the same."""
    titles, made_of = tuple(navigation.titles().items()), (tuple(pages.pages().values()), pages.parts())
    if page is None:
        return _built(titles, (), _open_to(person) & {pages.ALL, pages.LOADING}, made_of, None)
    scope = page.scope
    views = tuple(sorted((name, why) for name, why in scope.catalogue.digests.items() if name not in scope.problems))
    return _built(titles, tuple(page.options), _open_to(person), (made_of, views, glossary.glossary()), scope)


def _open_to(person: Person) -> frozenset[str]:
    kinds = {pages.ALL}
    if person.sees_figures:
        kinds.add(pages.FIGURES)
    if person.profile == EXACT:
        kinds.add(pages.EXACT)
    if access.loads(person) is not None or not person.is_known:
        kinds.add(pages.LOADING)
    return frozenset(kinds)


@permission.fragment
def _box(person: Person, page: PageRun | None) -> None:
    with st.container(key="find_box"):
        asked = st.text_input(
            "Find a page, figure or place",
            type="search",
            live="200ms",
            key=KEY,
            placeholder="Find a page, figure or place (press /)",
            label_visibility="collapsed",
        )
        asked = (asked or "")[:LONGEST].strip()
        chosen, options = (page.choices, page.options) if page else ({}, ())
        listed = _listed(ranking.find(_entries(person, page), asked), chosen, options) if asked else ""
        st.html(f"<div class='finds' data-asked='{escape(asked, quote=True)}'>{listed}</div>")


def _listed(groups: dict[str, list[Entry]], chosen: Choices, options: Sequence[Option]) -> str:
    many = sum(len(entries) for entries in groups.values())
    said = f"{many} to go to" if many else NOTHING
    parts = [f"<p role='status' class='{'unseen' if many else 'none'}'>{escape(said)}</p>"]
    for kind, entries in groups.items():
        items = "".join(f"<li>{_item(entry, chosen, options)}</li>" for entry in entries)
        parts.append(f"<h3>{escape(kind)}</h3><ul>{items}</ul>")
    return f"<nav aria-label='Found'>{''.join(parts)}</nav>"


def _item(entry: Entry, chosen: Choices, options: Sequence[Option]) -> str:
    with_it = {**chosen, **{key: (value,) for key, value in entry.chosen.items()}}
    kept = {key: values for key, values in with_it.items() if all(values)}
    where = links.to_page(navigation.address(entry.page), kept, options, entry.own)
    about = f"<span>{escape(entry.about)}</span>" if entry.about else ""
    return f"<a href='{escape(where, quote=True)}'><b>{escape(entry.title)}</b>{about}</a>"
