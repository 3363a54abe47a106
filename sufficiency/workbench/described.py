"""What a view's columns are, as far as it can be told: of a view without them in its header, what marts say of such."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sufficiency.catalogue.loader import Catalogue
from sufficiency.database.scope import Scope
from sufficiency.result import Column


@dataclass(frozen=True)
class Described:
    """A column: its name, its unit, or the engine's type where nobody says its unit, and its meaning, or ''."""

    name: str
    unit: str
    meaning: str = ""


def columns(scope: Scope, name: str) -> list[Described]:
    """The columns of the view called ``name`` in their order. Raises KeyError where the database has no such view."""
    view, told = scope.catalogue.views[name], known(scope.catalogue)
    declared = {column.name: column for column in view.columns}
    described = []
    for column, kind in scope.columns[name].items():
        said = declared.get(column) or (told.get(column) if not view.columns else None)
        described.append(Described(column, said.unit, said.meaning) if said else Described(column, kind.lower()))
    return described


def known(catalogue: Catalogue) -> Mapping[str, Column]:
    """For each name of a column the declaration that most marts give it."""
    declared = Counter(column for mart in catalogue.layer("marts") for column in mart.columns)
    told: dict[str, Column] = {}
    for column, _ in declared.most_common():
        told.setdefault(column.name, replace(column, low="", high="", look_back=0, collected="", line=0))
    return told
