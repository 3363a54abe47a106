"""One run of a page: who is looking, at which snapshot, having chosen what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import partial

import pyarrow as pa
import streamlit as st

from sufficiency import choices, query
from sufficiency.access import Person
from sufficiency.choices import Option
from sufficiency.database.scope import PAN_LONDON, QueryStopped, Scope
from sufficiency.disclosure import crossings, gate
from sufficiency.presentation import formatting
from sufficiency.reference import tables
from sufficiency.result import EXACT, Choices, Result
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import context, filters, foot, left_out, permission
from sufficiency.web.serving import Run


class NotHad(LookupError):
    """Rows that cannot be had; the message says why and what to change, ``broken`` which of the views asked for are to
    be mended."""

    def __init__(self, why: str, *, broken: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.broken = broken


@dataclass(frozen=True)
class PageRun:
    """One run of one page: who is looking, at which snapshot, having chosen what."""

    title: str
    run: Run
    person: Person
    scope: Scope
    options: Sequence[Option]
    choices: Choices

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot of everything on the page."""
        return self.run.snapshot

    @property
    def as_at(self) -> str:
        """The chosen date, in words."""
        chosen = self.choices.get("as_at")
        return formatting.day(date.fromisoformat(chosen[0]) if chosen else self.scope.as_at)

    @property
    def has_place(self) -> bool:
        """True when a place is chosen, or the person sees one authority only."""
        return bool({"area", "authority"} & set(self.choices)) or not self.sees_region

    @property
    def population(self) -> str:
        """Whose children the figures are about, in a word or two to open a sentence with."""
        narrowed = [key for key in self.choices if key not in (*choices.ABOUT_NOBODY, "area", "authority")]
        return f"{self.place} ({'; '.join(self.words_of(*narrowed))})" if narrowed else self.place

    @property
    def place(self) -> str:
        """The place the figures are about, whichever children are chosen: 'Camden', 'London'."""
        places = [*self.choices.get("area", ()), *self.choices.get("authority", ())]
        if self.scope.name != PAN_LONDON and not places:
            places = [self.scope.name]
        return ", ".join(context.authority_name(place) for place in places) or tables.filled("{Region}")

    @property
    def region(self) -> str:
        """The region in the middle of a sentence: London, the North East."""
        return self.snapshot.region["region"]

    @property
    def region_title(self) -> str:
        """The name of the region: London, North East."""
        return self.snapshot.region["region_name"]

    @property
    def smallest(self) -> str:
        """The authority of the region that is too small for more than first-level figures, in brackets; '' for none."""
        name = self.snapshot.region["smallest"]
        return f" ({name})" if name else ""

    @property
    def sees_region(self) -> bool:
        """True when the person may see the whole region, not one authority's children only."""
        return self.scope.name == PAN_LONDON

    @property
    def authority(self) -> str:
        """The ONS code of the one authority the figures are about; '' when of several."""
        if self.scope.name != PAN_LONDON:
            return self.scope.name
        chosen = self.choices.get("authority", ())
        return chosen[0] if len(chosen) == 1 else ""

    @property
    def authority_name(self) -> str:
        """The name of that authority; '' when of several."""
        return context.authority_name(self.authority)

    def values_of(self, key: str) -> dict[str, tuple[str, str]]:
        """What may be chosen as ``key``, by the words shown for it: the choice and its value."""
        grouping = self.choices.get("grouping", (choices.default_grouping(),))[0]
        return {
            option.label: (key, option.value)
            for option in self.options
            if option.choice == key and option.grouping in ("", grouping)
        }

    def words_of(self, *keys: str) -> tuple[str, ...]:
        """What the filter bar has chosen of each kind, in the words that views show."""
        labels = {(option.choice, option.value): option.label for option in self.options}
        return tuple(labels.get((key, value), value) for key in keys for value in self.choices.get(key, ()))

    def choices_with(self, key: str, value: str) -> Choices:
        """What is chosen, but with ``value`` as ``key``, '' for none; one place takes the place of another."""
        others = {"authority", "area"} if key in ("authority", "area") else {key}
        kept = {name: values for name, values in self.choices.items() if name not in others}
        return {**kept, key: (value,)} if value else kept

    @property
    def is_exact(self) -> bool:
        """True when the person sees figures as they are."""
        return self.person.profile == EXACT

    def why_too_fine(self, *names: str) -> str:
        """Why the views called ``names`` cannot be shown for what is chosen, in their coarsest form either, and
        what to clear; '' where they can."""
        if self.is_exact:
            return ""
        try:
            crossings.check([query.coarsest(self.scope, name) for name in names], self.choices)
        except choices.ChoiceError as error:
            return str(error)
        return ""

    def fetch(self, *names: str) -> dict[str, Result]:
        """Rows of the views called ``names`` for what is chosen; the page ends, with the reason
        and what to change, when they cannot be had."""
        return self.fetch_for(self.choices, *names)

    def fetch_for(self, chosen: Choices, *names: str) -> dict[str, Result]:
        """As :meth:`fetch`, for other choices than those in the filter bar; they pass the same
        checks and the same gate."""
        return self._or_end(lambda: self.asked(chosen, *names))

    def fetch_given(self, given: Mapping[str, pa.Table], chosen: Choices, *names: str) -> dict[str, Result]:
        """As :meth:`fetch_for`, with the tables of a scenario."""
        fetch = partial(context.fetch_given, self.run, self.scope, self.person, names, chosen, given)
        return self._or_end(lambda: self._noted(names, fetch, is_kept=False))

    def asked(self, chosen: Choices, *names: str) -> dict[str, Result]:
        """As :meth:`fetch_for`, for whoever goes on without them: raises NotHad with the reason in words."""
        asked = (self.run, self.scope, self.person, names, chosen)
        return self._noted(names, partial(context.fetch, *asked), is_kept=context.is_kept(*asked))

    def _noted(
        self, names: Sequence[str], fetch: Callable[[], dict[str, Result]], *, is_kept: bool
    ) -> dict[str, Result]:
        views = self.scope.catalogue.views
        titles = ", ".join(views[name].title if name in views else name for name in names)
        try:
            # Said after half a second. To be ready to say it takes a thread, which no answer at hand needs.
            with nullcontext() if is_kept else st.spinner(f"Working out: {titles}", show_time=True):
                answers = fetch()
        except QueryStopped as error:
            raise NotHad(f"{titles}: {error}") from None
        except (choices.ChoiceError, gate.NotEntitled) as error:
            raise NotHad(str(error)) from None
        except query.NoSuchView as error:
            broken = [name for name in names if name in self.scope.problems] or names
            raise NotHad(f"A view this page needs is not sound. {error.args[0]}", broken=broken) from None
        permission.note(answers)
        filters.remember(self.title, [query.coarsest(self.scope, name) for name in answers])
        return answers

    def _or_end(self, fetch: Callable[[], dict[str, Result]]) -> dict[str, Result]:
        try:
            return fetch()
        except NotHad as error:
            (st.error if error.broken else st.info)(str(error))
            if error.broken:
                left_out.tell_behind(self.scope.problems, error.broken)
        foot.draw(self.title, self.snapshot, self.person.profile, self.choices)
        st.stop()
