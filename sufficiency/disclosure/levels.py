"""How deep each count of a row lies, which says whether a true 0 of it may be told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import cached_property

import pandas as pd

from sufficiency.disclosure import crossings, honesty, rule
from sufficiency.reference import areas, tables
from sufficiency.result import Choices, Column, View

PLACES = ("authority_code", "area_code")
AREA = "area_name"
# Columns of those that the chosen are compared with: three authorities at least, whoever is chosen.
COMPARATOR = "comparator_"


@dataclass(frozen=True)
class Levels:
    """The counts of one answer, each protected for its depth.

    ``rows`` are the exact ones. ``crossed`` says how many dimensions the rows are divided by, ``is_one`` which rows
    are of one authority, of which no 0 is told, and ``is_small`` which are of one that shows its first-level figures
    only.
    """

    view: View
    rows: pd.DataFrame
    crossed: int
    is_complete: bool
    is_small: pd.Series
    is_one: pd.Series
    # What was worked out of the rows: many figures of a row are made from the same few counts.
    _kept: dict[str | None, pd.Series] = field(default_factory=dict, init=False, repr=False, compare=False)

    def counts(self, name: str | None) -> pd.Series:
        """The column ``name`` as the rule shows it, which nobody changes; nothing where there is no such column."""
        if name not in self._kept:
            self._kept[name] = self._counts(name)
        return self._kept[name]

    def _counts(self, name: str | None) -> pd.Series:
        if name is None:
            return pd.Series(float("nan"), index=self.rows.index)
        level = self
        if name.startswith(COMPARATOR):
            nobody = pd.Series(False, index=self.rows.index)
            level = replace(self, is_small=nobody, is_one=nobody)
        return level.protected(self._numbers(name), depth=depth(self.view, name))

    def protected(self, values: pd.Series, *, depth: int = 0) -> pd.Series:
        """``values``, counts of ``depth`` dimensions more than the rows', as the rule shows them."""
        level = self.crossed + depth
        is_zero_shown = self.is_complete & (level <= rule.FIRST_LEVEL) & ~self.is_one
        shown = rule.counts(values, is_zero_shown=is_zero_shown)
        return shown.mask(self.is_small) if level > rule.FIRST_LEVEL else shown

    def whole(self, name: str | None) -> pd.Series:
        """What a rate divides by: a public figure as it is, a count of children as it is shown."""
        is_public = name is not None and self._is_public(self.view.column(name))
        return self._numbers(str(name)) if is_public else self.counts(name)

    def _is_public(self, column: Column) -> bool:
        return column.unit in rule.PUBLIC and honesty.is_believed(self.view, column)

    @cached_property
    def by_unit(self) -> list[tuple[str, Levels]]:
        """The same of the rows of each unit, where rows name that of their figures."""
        groups = self.rows.groupby("unit", sort=False)

        def of(rows: pd.DataFrame) -> Levels:
            small, single = self.is_small.loc[rows.index], self.is_one.loc[rows.index]
            return replace(self, rows=rows, is_small=small, is_one=single)

        return [(str(unit), of(rows)) for unit, rows in groups]

    @property
    def tells_zero(self) -> pd.Series:
        """Which rows may say that there is nobody."""
        return ~self.is_one & self.is_complete & (self.crossed <= rule.FIRST_LEVEL)

    def _numbers(self, name: str) -> pd.Series:
        return rule.numbers(self.rows[name])


def of(view: View, rows: pd.DataFrame, chosen: Choices, small: Collection[str]) -> Levels:
    """The levels of ``rows``; ``small`` are the authorities that show first-level figures only."""
    places = [name for name in PLACES if name in rows]
    is_chosen = bool(small) and any(code in small for code in chosen.get("authority", ()))
    is_small = pd.Series(is_chosen and not places, index=rows.index)
    for name in places:
        is_small |= rows[name].isin(list(small))
    return Levels(
        view,
        rows,
        len(crossings.dimensions(view, chosen)),
        not any(key.is_open for key in crossings.keys(view)),
        is_small,
        of_one(rows, chosen),
    )


def of_one(rows: pd.DataFrame, chosen: Choices) -> pd.Series:
    """Which rows may be of one authority: all where one is chosen, those that name one, and those of an area that has
    no other.

    A 0 beside authorities of 1 to 9 each would count those: of nine such within a total of fewer than ten each has one.
    """
    alone = _alone()
    is_chosen = bool(chosen.get("authority") or alone & set(chosen.get("area", ())))
    is_one = pd.Series(is_chosen, index=rows.index)
    for name in (name for name in PLACES if name in rows):
        is_one |= rows[name].notna()
    return is_one | rows[AREA].isin(list(alone)) if AREA in rows else is_one


def may_be_of_one(view: View, chosen: Choices) -> bool:
    """Whether a row of ``view`` may be of one authority."""
    grouping = chosen.get("grouping", ("",))[0]
    has_alone = bool(_alone() & set(areas.groupings().get(grouping, ())))
    names = {column.name for column in view.columns}
    is_chosen = bool(chosen.get("authority") or _alone() & set(chosen.get("area", ())))
    return is_chosen or bool(names & set(PLACES)) or (AREA in names and has_alone)


@tables.derived_from("area_groupings", "region_authorities")
def _alone() -> frozenset[str]:
    """The areas that one authority alone is in, of every grouping."""
    by_area = (each for grouping in areas.groupings().values() for each in grouping.items())
    return frozenset(area for area, codes in by_area if len(codes) == 1)


def base(view: View) -> str:
    """The count that the rows of ``view`` are about: its first; '' where there is none."""
    return next((c.name for c in view.columns if c.unit == "count" and not c.kind), "")


def depth(view: View, name: str) -> int:
    """By how many dimensions more than the rows the count ``name`` is divided: none for what the rows
    are about, for the wholes it is a part of and for what stands beside it, one for a part of it, two for a
    part of a part."""
    column = view.column(name)
    if column.kind == "beside" and column.of:
        return depth(view, column.of)
    first, parts = base(view), wholes(view)
    level, seen = 0, set()
    while name not in (first, parts.get(first)) and name not in seen:
        seen.add(name)
        level += 1
        name = parts.get(name, first)
    return level


def wholes(view: View) -> dict[str, str]:
    """By each count that is a part of another, that other."""
    shares = [c for c in view.columns if c.kind in ("share", "unit")]
    return {c.numerator: c.denominator for c in shares if c.numerator and c.denominator}
