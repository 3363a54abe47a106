"""Which view answers for a name: the mart that is called so, or a coarser form of it that the choices may narrow."""

from __future__ import annotations

from sufficiency.catalogue.loader import Catalogue
from sufficiency.database import errors
from sufficiency.database.built import Built
from sufficiency.database.errors import NoSuchView
from sufficiency.disclosure import coarser, honesty
from sufficiency.result import EXACT, Choices, View


def visible(built: Built, name: str) -> View:
    """The mart called ``name``; raises NoSuchView with the reason where it is not there to see."""
    view = built.catalogue.views.get(name)
    if name in built.problems:
        raise NoSuchView(built.problems[name])
    if view is None or view.layer != "marts":
        raise errors.no_mart(name, built.catalogue.views.values())
    return honesty.withheld(view)


def permitted(built: Built, name: str, chosen: Choices, profile: str) -> View:
    """The mart called ``name``, or the finest of its coarser forms that the choices may cross; raises NoSuchView."""
    view = visible(built, name)
    if profile == EXACT:
        return view
    seen = [visible(built, form) for form in forms(built.catalogue, name) if form not in built.problems]
    return next((form for form in seen if not coarser.is_too_fine(form, chosen)), view)


def coarsest(catalogue: Catalogue, name: str) -> View:
    """The last of the coarser forms of the mart called ``name``; itself where it has none."""
    return catalogue.views[forms(catalogue, name)[-1]]


def forms(catalogue: Catalogue, name: str) -> list[str]:
    """The names of a view and its coarser forms, each coarser than the one before."""
    names = [name]
    while (view := catalogue.views.get(names[-1])) and view.coarser in catalogue.views and view.coarser not in names:
        names.append(view.coarser)
    return names
