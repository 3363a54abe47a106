"""Children month by month as arrays, and the groups that the model tells apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sufficiency.planning import settings

# What is in an array; how wide its numbers are differs with what they are for.
Ints = npt.NDArray[Any]
Floats = npt.NDArray[Any]
Flags = npt.NDArray[Any]

# The cohort whose children the model follows as such; shares in the others follow from the rest.
COMPLEX = "complex_adolescents"
ADULT_MONTHS = 216  # the 18th birthday ends care
# The last age in months and the time in care that are told apart.
LONGEST_CARE = 240


@dataclass(frozen=True)
class Children:
    """One row a child and month end, column by column; all arrays have the same length.

    ``authority`` and ``kind`` are positions in the lists of :class:`History` and of the settings,
    ``month`` is twelve times the year plus the month; ``age``, ``care`` (time in care) and ``carer`` (time
    in the placement) are months. ``after_kind``
    and ``after_far`` mean something only where ``stays`` is True.
    """

    authority: Ints
    month: Ints
    age: Ints
    kind: Ints
    care: Ints
    carer: Ints
    bits: Ints
    is_unaccompanied: Flags
    is_far: Flags
    is_complex: Flags
    enters: Flags
    is_followed: Flags
    stays: Flags
    moves: Flags
    after_kind: Ints
    after_far: Flags
    after_complex: Flags

    def where(self, rows: Flags) -> Children:
        """The rows that are True."""
        return Children(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})

    @cached_property
    def group(self) -> Ints:
        """Each row's age group."""
        return age_groups()[self.age]

    @cached_property
    def step(self) -> Ints:
        """Each row's time in care, by the settings' steps."""
        return care_groups()[np.minimum(self.care, LONGEST_CARE)]

    @cached_property
    def carer_step(self) -> Ints:
        """Each row's time in the placement, by the settings' steps."""
        return care_groups()[np.minimum(self.carer, LONGEST_CARE)]


@dataclass(frozen=True)
class History:
    """All that the forecast is made from.

    ``last`` is the last month end of each authority that no hole follows, by position in
    ``authorities``; ``population`` the children aged 0 to 17 who live in each, a row an authority and
    a column a year from ``first_year`` on. Of those ``without_population`` no table tells any: they have as many
    as would make their children in care usual.
    """

    authorities: tuple[str, ...]
    cohorts: tuple[str, ...]
    children: Children
    population: Floats
    first_year: int
    without_population: tuple[str, ...] = ()

    @property
    def last(self) -> int:
        """The month end that is forecast from, the newest of ``children``."""
        return int(self.children.month.max())


def age_groups() -> Ints:
    """The age group of each age in months up to the 18th birthday and a year beyond."""
    firsts = np.array([12 * youngest for _, youngest, _ in settings.ages()])
    return np.searchsorted(firsts, np.arange(ADULT_MONTHS + 12), side="right") - 1


def care_groups() -> Ints:
    """The step of each time in care in months."""
    return np.searchsorted(np.array(settings.care_steps()), np.arange(LONGEST_CARE + 1), side="right")


def history(months: pa.Table, cohorts: pa.Table, population: pa.Table) -> History:
    """The History in the rows of ``int_forecast_months``, ``int_forecast_cohorts`` and
    ``int_forecast_population``, the first in the order of authority, child and month.

    It ends at the newest month end that more than half of the authorities vouch for: a few whose case
    systems tell of later days would else be all that is forecast from.
    """
    months = _to_the_last_of_most(months)
    names = tuple(sorted(str(code) for code in pc.unique(months["authority_code"]).to_pylist()))
    codes = tuple(str(code) for code in cohorts.sort_by("cohort_number")["cohort_code"].to_pylist())

    def place(name: str, among: Sequence[str]) -> Ints:
        """Where each row's value stands ``among`` those that there are; the first where it is empty."""
        indices = pc.index_in(months[name], pa.array(among)).fill_null(0)
        return np.asarray(indices.to_numpy(), dtype=np.int64)

    def whole(name: str) -> Ints:
        return np.asarray(months[name].to_numpy(), dtype=np.int64)

    def flag(name: str) -> Flags:
        return np.equal(months[name].to_numpy(zero_copy_only=False), True).astype(np.bool_)

    kind, after_kind = (place(name, settings.kinds()) for name in ("placement_kind", "after_kind"))
    bits, stays = whole("cohort_bits"), flag("is_still_here")
    of_complex = 1 << codes.index(COMPLEX) if COMPLEX in codes else 0
    is_complex = (bits & of_complex) > 0
    after = np.append(is_complex[1:], False) & stays
    children = Children(
        authority=place("authority_code", names),
        month=whole("month_number"),
        age=np.clip(whole("age_months"), 0, ADULT_MONTHS + 11),
        kind=kind,
        care=np.maximum(whole("care_months"), 0),
        carer=np.maximum(whole("carer_months"), 0),
        bits=bits,
        is_unaccompanied=flag("is_unaccompanied"),
        is_far=flag("is_distant"),
        is_complex=is_complex,
        enters=flag("is_entry"),
        is_followed=flag("is_followed"),
        stays=stays,
        moves=stays & (flag("has_moved") | (after_kind != kind)),
        after_kind=after_kind,
        after_far=flag("after_distant"),
        after_complex=after,
    )
    return History(names, codes, children, *_population(population, names, _last_count(children, len(names))))


def _to_the_last_of_most(months: pa.Table) -> pa.Table:
    """The rows up to that month end, at which nothing is known of what became of anybody."""
    if months.num_rows == 0:
        return months
    told = months.group_by("month_number").aggregate([("authority_code", "count_distinct")]).to_pylist()
    half = len(pc.unique(months["authority_code"])) / 2
    last = max(row["month_number"] for row in told if row["authority_code_count_distinct"] > half)
    kept = months.filter(pc.less_equal(months["month_number"], last))
    is_before = pc.less(kept["month_number"], last)
    for name in ("is_followed", "is_still_here", "has_moved"):
        known = pc.and_(kept[name], is_before)
        kept = kept.set_column(kept.schema.get_field_index(name), name, known)
    return kept


def _last_count(children: Children, places: int) -> Floats:
    """Children of each authority at its own last month end, 1 at least."""
    last = np.zeros(places, dtype=np.int64)
    np.maximum.at(last, children.authority, children.month)
    at_last = children.authority[children.month == last[children.authority]]
    return np.maximum(np.bincount(at_last, minlength=places), 1).astype(float)


def _population(rows: pa.Table, names: tuple[str, ...], in_care: Floats) -> tuple[Floats, int, tuple[str, ...]]:
    years = sorted({int(str(year)) for year in rows["mid_year"].to_pylist()})
    held = np.full((len(names), len(years) or 1), np.nan)
    place = {name: number for number, name in enumerate(names)}
    for row in rows.to_pylist():
        if row["authority_code"] in place:
            held[place[row["authority_code"]], years.index(row["mid_year"])] = row["population_0_17"]
    # An authority without a projection of a year keeps the number before it; before its first it has its first.
    for column in range(1, held.shape[1]):
        held[:, column] = np.where(np.isnan(held[:, column]), held[:, column - 1], held[:, column])
    for column in range(held.shape[1] - 2, -1, -1):
        held[:, column] = np.where(np.isnan(held[:, column]), held[:, column + 1], held[:, column])
    told = ~np.isnan(held[:, -1])
    # Rates for each head are shared between authorities: one of which no head is told would else have no rate to share.
    heads = held[told, -1].sum() / in_care[told].sum() if told.any() else 1.0
    held[~told] = (in_care[~told] * heads)[:, None]
    lacking = tuple(name for name, is_told in zip(names, told, strict=True) if not is_told)
    return held, years[0] if years else 0, lacking
