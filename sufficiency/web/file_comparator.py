"""What files of a page show beside the place chosen, asked for when, and only when, a file is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sufficiency import choices, query
from sufficiency.access import Person
from sufficiency.database.scope import PAN_LONDON, QueryStopped, Scope
from sufficiency.disclosure import gate
from sufficiency.presentation.export import Beside, Exhibit
from sufficiency.result import Result
from sufficiency.web import context, peers
from sufficiency.web.page_run import PageRun
from sufficiency.web.serving import Run

HEADLINE = "headline"


def with_comparators(page: PageRun, exhibits: Sequence[Exhibit]) -> list[Exhibit]:
    """The exhibits with the same views of what the place is compared with, as the person may see them.

    As they are where another snapshot is served by now: figures of two snapshots do not stand beside each other.
    """
    with context.SERVING.run(lambda doing: None) as run:
        if run is None or run.snapshot.id != page.snapshot.id:
            return list(exhibits)
        own = run.scope(page.person.scope)
        scope, person, chosen, name = own, page.person, *peers.compared(page)
        if not page.sees_region:
            scope, person = run.scope(PAN_LONDON), replace(person, profile=gate.LONDON_7_5)
        headline = _asked(run, own, page.person, HEADLINE, page.choices)
        views = (
            {exhibit.result.view.name for exhibit in exhibits if not exhibit.result.view.child_level} if name else set()
        )
        known = {view: _asked(run, scope, person, view, chosen) for view in views if view in scope.catalogue.views}
    return [
        replace(exhibit, beside=Beside(name, known.get(exhibit.result.view.name), headline)) for exhibit in exhibits
    ]


def _asked(run: Run, scope: Scope, person: Person, view: str, chosen: Mapping[str, tuple[str, ...]]) -> Result | None:
    """One view as it may be told; None where it may not."""
    try:
        return context.fetch(run, scope, person, [view], chosen).get(view)
    except (choices.ChoiceError, gate.NotEntitled, query.NoSuchView, QueryStopped):
        return None
