"""The start and the end of every page: access, masthead and filter bar; then trust furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

import streamlit as st

from sufficiency import choices, query
from sufficiency.access import Person
from sufficiency.choices import Option
from sufficiency.database.scope import PAN_LONDON, QueryStopped, Scope
from sufficiency.disclosure import gate
from sufficiency.presentation import coverage, formatting
from sufficiency.result import EXACT, Choices, Result
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import (
    address,
    context,
    entrance,
    figures,
    filters,
    history,
    masthead,
    page_export,
    permission,
    saved_views,
    style,
    text_tables,
)


@dataclass(frozen=True)
class Page:
    """One run of one page: who is looking, at which snapshot, having chosen what."""

    title: str
    snapshot: Snapshot
    person: Person
    scope: Scope
    options: Sequence[Option]
    choices: Choices

    @property
    def as_at(self) -> str:
        """The chosen date, in words."""
        chosen = self.choices.get("as_at")
        return formatting.day(date.fromisoformat(chosen[0]) if chosen else self.scope.as_at)

    @property
    def is_narrowed(self) -> bool:
        """True when anything but the date is chosen, or the person sees one authority only."""
        return bool(set(self.choices) - {"as_at", "grouping"}) or self.scope.name != PAN_LONDON

    @property
    def population(self) -> str:
        """Whose children the figures are about, in a word or two to open a sentence with."""
        places = [*self.choices.get("area", ()), *self.choices.get("authority", ())]
        if self.scope.name != PAN_LONDON and not places:
            places = [self.scope.name]
        named = ", ".join(authority_name(place) for place in places) or "London"
        narrowed = set(self.choices) - {"as_at", "grouping", "area", "authority"}
        return f"{named}, the children chosen" if narrowed else named

    @property
    def is_london(self) -> bool:
        """True when the person may see all of London, not one authority's children only."""
        return self.scope.name == PAN_LONDON

    @property
    def authority(self) -> str:
        """The ONS code of the one authority the figures are about; '' when of several."""
        if self.scope.name != PAN_LONDON:
            return self.scope.name
        chosen = self.choices.get("authority", ())
        return chosen[0] if len(chosen) == 1 else ""

    def values_of(self, key: str) -> dict[str, tuple[str, str]]:
        """What may be chosen as ``key``, by the words shown for it: the choice and its value."""
        grouping = self.choices.get("grouping", (query.DEFAULT_GROUPING,))[0]
        return {
            option.label: (key, option.value)
            for option in self.options
            if option.choice == key and option.grouping in ("", grouping)
        }

    def choices_with(self, key: str, value: str) -> Choices:
        """What is chosen, but with ``value`` as ``key``; one place takes the place of another."""
        others = {"authority", "area"} if key in ("authority", "area") else {key}
        kept = {name: values for name, values in self.choices.items() if name not in others}
        return {**kept, key: (value,)}

    @property
    def is_exact(self) -> bool:
        """True when the person sees figures as they are."""
        return self.person.profile == EXACT

    def fetch(self, *names: str) -> dict[str, Result]:
        """Rows of the views called ``names`` for what is chosen; the page ends, with the reason
        and what to change, when they cannot be had."""
        return self.fetch_for(self.choices, *names)

    def fetch_for(self, chosen: Choices, *names: str) -> dict[str, Result]:
        """As :meth:`fetch`, for other choices than those in the filter bar; they pass the same
        checks and the same gate."""
        try:
            answers = context.fetch(self.scope, self.person, names, chosen)
            permission.note(answers)
            return answers
        except (choices.ChoiceError, gate.NotEntitled, QueryStopped) as error:
            st.info(str(error))
        except query.NoSuchView as error:
            st.error(f"A view this page needs is not sound. {error.args[0]}")
        end(self)
        st.stop()


def start(title: str, question: str, *, children: masthead.Children = "behind") -> Page:
    """Check access, draw the masthead and the filter bar, and return this run's Page.

    Nothing is read or drawn for someone who is not allowed: the page ends with the reason.
    ``children`` says whether they stand behind the page's figures, are listed on it, or neither.
    """
    page_export.begin()
    st.html(style.css(figures.theme()))
    found = entrance.snapshot()
    person = entrance.permit(found).person
    if not person.sees_figures:
        entrance.stop_without_figures(title, found)
    scope, options = entrance.opened(found, person)
    with st.sidebar, history.on_every_page():
        entrance.view_as(found)
        chosen = filters.bar(options, is_protected=person.profile != EXACT)
        saved_views.bar(chosen, options)
    page = Page(title, found, person, scope, options, chosen)
    masthead.draw(page, question, children)
    address.tell()
    return page


def stop_if_empty(page: Page, result: Result) -> None:
    """End the page with what to relax when no child answers the choices."""
    why = coverage.of_nobody(result)
    if not why and not _counts_nobody(result):
        return
    narrow = [choices.kinds()[k].name for k in page.choices if k not in ("as_at", "grouping")]
    advice = f"Clear one of: {', '.join(narrow)}." if narrow else "Choose another date."
    st.info(why or f"No child answers these choices. {advice}")
    end(page)
    st.stop()


def tell_broken(page: Page, named: str = "") -> None:
    """Say which views whose name begins with ``named`` are left out because they are broken."""
    for name, why in page.scope.problems.items():
        if name.startswith(named):
            st.warning(f"{name} is left out because it is broken. {why}")


def end(page: Page) -> None:
    """Draw the foot: source, snapshot, protection and what the symbols mean."""
    page_export.bar(page.title)
    permission.tell_page(page.title, page.choices)
    found = page.snapshot
    symbols = " · ".join(f"<b>{s}</b> {escape(m)}" for s, m in formatting.symbols().items())
    st.html(
        "<footer class='foot'>"
        f"<p>Source: looked-after children returns (SSDA903), placement costs and Ofsted's lists, "
        f"from {len(found.authorities)} authorities, return years {found.return_years[0] - 1}-"
        f"{str(found.return_years[0])[2:]} to {found.return_years[-1] - 1}-"
        f"{str(found.return_years[-1])[2:]}. Snapshot {escape(found.id)}, made "
        f"{escape(found.created[:10])}. {masthead.kind(found)}</p>"
        f"<p>{escape(formatting.profiles().get(page.person.profile, ''))}</p><p>{symbols}</p>"
        f"<p>{text_tables.HELP}</p></footer>"
    )


def _counts_nobody(result: Result) -> bool:
    """No row, or nought in each row of the first count, the children the view is about."""
    counts = [column.name for column in result.view.columns if column.unit == "count"]
    return result.is_empty or bool(counts) and bool((result.rows[counts[0]] == 0).all())


def authority_name(code: str) -> str:
    """An authority's name; its code when the reference table has none."""
    return context.authority_names().get(code, code)
