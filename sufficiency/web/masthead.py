"""The head of every page: what is looked at, as at when, how protected, and the way up and down."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Literal

import pandas as pd
import streamlit as st

from sufficiency import settings
from sufficiency.presentation import breadcrumb, coverage
from sufficiency.result import Result
from sufficiency.web import filters, links
from sufficiency.web.page_run import PageRun

LIST, COUNT = "children", "chosen_children"  # the page that lists children, the view that counts
COUNTED = "authorities_counted"  # the view that says who counts at the date
Children = Literal["behind", "here", "none"]


def draw(page: PageRun, question: str, children: Children) -> None:
    """Title, facts, the way from London down to the children, and a chip for each choice.

    ``children`` says whether they stand behind the page's figures, are listed on it, or neither;
    then the page has no such way.
    """
    snapshot = page.snapshot
    told = _told(page, is_way_down=children == "behind")
    tag = "SYNTHETIC · describes no real child" if snapshot.is_synthetic else "REAL DATA"
    st.html(
        "<header class='mast'>"
        f"<div class='mast-tool'>{settings.TOOL}</div>"
        f"<div class='mast-facts'><span class='tag'>{tag}</span>"
        f"<span>As at <b>{escape(page.as_at)}</b></span>"
        f"{_counted(told)}"
        f"<span class='{'exact' if page.is_exact else 'protected'}'>"
        f"{escape(page.person.notice)}</span></div>"
        f"<h1>{escape(page.title)}</h1><p class='question'>{escape(question)}</p>"
        f"{_way(page, children, told) if children != 'none' else ''}</header>"
    )
    if snapshot.shortfall:
        st.warning(snapshot.shortfall)
    filters.chips(page.choices, page.options)


def _told(page: PageRun, *, is_way_down: bool) -> dict[str, Result]:
    """What the head says of the children chosen, in one question: who counts, and how many there are for those who
    may see them. A view that is not sound is left out."""
    asked = [COUNTED, *([COUNT] if is_way_down and page.is_exact else [])]
    sound = page.scope.catalogue.views.keys() - page.scope.problems.keys()
    return page.fetch(*wanted) if (wanted := [name for name in asked if name in sound]) else {}


def _counted(told: Mapping[str, Result]) -> str:
    """How many authorities count at the date, and those left out with the reason; of one that counts, which the page
    names, there is nothing to say."""
    if COUNTED not in told:
        return ""
    result = told[COUNTED]
    if result.authority_count == result.authority_total == 1:
        return ""
    said = coverage.count(result) if result.authority_count else coverage.nobody(result)
    count = f"<span>{escape(said)}</span>"
    if not result.left_out:
        return count
    out = result.where(authority_name=result.left_out).rows
    why = "".join(f"<li>{escape(f'{row.authority_name}: {row.reason}')}</li>" for row in out.itertuples())
    summary = f"Without {escape(coverage.names(result))}" if result.authority_count else "Why"
    return f"{count}<details class='left-out'><summary>{summary}</summary><ul>{why}</ul></details>"


def _way(page: PageRun, children: Children, told: Mapping[str, Result]) -> str:
    steps = breadcrumb.above(page.choices, page.options)
    items = [_link(page, step) for step in steps[:-1]]
    items.append(f"<span aria-current='location'>{escape(steps[-1].name)}</span>")
    items.append("Children" if children == "here" else _behind(page, told))
    places = "".join(f"<li>{item}</li>" for item in items if item)
    inside = [_link(page, step) for step in breadcrumb.below(page.choices, page.options)]
    down = "".join(f"<li>{link}</li>" for link in inside)
    into = f"<details><summary>Go into</summary><ul>{down}</ul></details>" if down else ""
    return f"<nav class='way' aria-label='Place'><ol>{places}</ol>{into}</nav>"


def _link(page: PageRun, step: breadcrumb.Step) -> str:
    where = links.to_here(step.choices, page.options)
    return f"<a href='{escape(where, quote=True)}'>{escape(step.name)}</a>"


def _behind(page: PageRun, told: Mapping[str, Result]) -> str:
    """A link to the children behind what is chosen; '' for those who may not see them."""
    if not page.is_exact:
        return ""
    words = "The children behind"
    if COUNT in told:
        behind = told[COUNT].rows["child_count"].iloc[0]
        # Nobody, or of a place whose inputs vouch for nothing at the date: then not even how many is known.
        if pd.isna(behind) or not behind:
            return ""
        count = int(behind)
        words = "The child behind" if count == 1 else f"The {count:,} children behind"
    where = links.to_page(LIST, page.choices, page.options)
    return f"<a href='{escape(where, quote=True)}'>{words} these figures</a>"
