"""By what a view's rows and a person's choices divide children: counted, and limited.

Each key of a view (``grain: one row per …``) and each choice about children is a crossing; a key and
a choice of the same dimension are one. Place and date are none. Tables that cross more than three
dimensions can be subtracted from one another until a child is left (``docs/intruder.md``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sufficiency import choices
from sufficiency.choices import MOST_CROSSINGS, ChoiceError
from sufficiency.disclosure.rule import FIRST_LEVEL
from sufficiency.reference import tables
from sufficiency.result import Choices, View


@dataclass(frozen=True)
class Key:
    """What a column divides children by; ``counts`` as a crossing, ``is_open`` where no list of its
    values is ever complete (hosts, owners, providers), and ``is_whole`` where every value of it has a
    row whenever any child answers (measures)."""

    dimension: str
    counts: bool
    is_open: bool
    is_whole: bool = False


@tables.derived_from("crossings")
def _declared() -> dict[str, Key]:
    return {
        row["column_name"]: Key(
            row["dimension"], row["counts"] == "yes", row["is_open_list"] == "yes", row["is_whole_list"] == "yes"
        )
        for row in tables.records("crossings")
    }


def keys(view: View) -> list[Key]:
    """What the rows of ``view`` are divided by, from its grain; a key no table knows counts."""
    names = [name.strip() for name in view.grain.removeprefix("one row").strip().removeprefix("per ").split(",")]
    return [_declared().get(name, Key(name, True, True)) for name in names if name]


def dimensions(view: View, chosen: Choices) -> set[str]:
    """The dimensions that ``view`` and the choices cross, place and date aside."""
    own = {key.dimension for key in keys(view) if key.counts}
    return own | crossing_choices(chosen)


def crossing_choices(chosen: Choices) -> set[str]:
    """The choices among ``chosen`` that divide children."""
    return {key for key, values in chosen.items() if values and choices.kinds()[key].is_crossing}


def lists_zero(view: View, chosen: Choices) -> bool:
    """Whether a true 0 may be told apart from 1 to 9 in rows of ``view`` that are of several authorities: by at most
    one dimension, of which every value is known."""
    return len(dimensions(view, chosen)) <= FIRST_LEVEL and not any(key.is_open for key in keys(view))


def is_whole(view: View) -> bool:
    """Whether ``view`` has a row for every value of its keys whenever any child answers, so that a row
    which is there says nothing either."""
    return any(key.is_whole for key in keys(view))


def is_of_returns(view: View) -> bool:
    """Whether the rows of ``view`` are the tables that a return has, each listed whether anything was sent or not."""
    counted = {key.dimension for key in keys(view) if key.counts}
    return counted == {"table"} and is_whole(view)


def left(views: Iterable[View], chosen: Choices) -> dict[str, str]:
    """The choices that may no longer be made besides ``chosen`` where all of ``views`` are shown, and
    why, in words."""
    seen = list(views)
    spent: dict[str, str] = {}
    for kind in choices.kinds().values():
        if not kind.is_crossing or chosen.get(kind.choice):
            continue
        most = max((len(dimensions(view, {**chosen, kind.choice: ("",)})) for view in seen), default=0)
        if most > MOST_CROSSINGS:
            spent[kind.choice] = why(seen, chosen)
    return spent


def why(views: Iterable[View], chosen: Choices) -> str:
    """How the crossings of a page are spent, and what to do."""
    own = max((len(dimensions(view, {})) for view in views), default=0)
    named = ", ".join(choices.kinds()[key].name for key in sorted(crossing_choices(chosen)))
    return (
        f"Protected figures cross {MOST_CROSSINGS} things at most besides date and place. This page's figures are "
        f"already divided by {own}" + (f", and you have chosen {named}: clear it to choose another." if named else ".")
    )


def check(views: Iterable[View], chosen: Choices) -> None:
    """Raises ChoiceError where a view and the choices together cross too much, saying what to clear."""
    seen = list(views)
    crossed = crossing_choices(chosen)
    if not any(len(dimensions(view, chosen)) > MOST_CROSSINGS for view in seen):
        return
    names = ", ".join(choices.kinds()[key].name for key in sorted(crossed))
    raise ChoiceError(
        f"Protected figures can be crossed by {MOST_CROSSINGS} things at most besides date and place, and the figures "
        f"here are already divided by some of their own; clear one of: {names}"
    )
