"""A scenario: a name, a place and levers that are not as they stand in the forecast.

How to read one. :func:`parsed` makes a :class:`Scenario` of the words that an address or a saved file
carries (``entries_10_to_15:10,step_down:5``); :attr:`Scenario.words` gives them back. What it comes to is
``sufficiency.planning.what_if.outcome(snapshot, scenario)``: tables ``scenario`` (a row a place, series
and month, difference from the forecast) and ``scenario_levers``, which the marts ``scenario``,
``scenario_differences``, ``scenario_costs`` and ``scenario_gap`` read when they are handed to
``query.fetch(…, given=tables)``, or by a page to ``PageRun.fetch_given``. Those that a person has
saved are ``sufficiency.snapshot.scenarios.saved(snapshot, person.name)``, as ``{name: (place, words)}``
of which ``place`` are the choices of place.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from sufficiency.planning import settings
from sufficiency.planning.change import Change
from sufficiency.reference import tables
from sufficiency.result import Choices

# The choices that say of which place a scenario is.
PLACE = ("authority", "area", "grouping")
LONGEST = 60  # letters of a name
ENTRIES, UNACCOMPANIED = "entries_", "entries_unaccompanied"


@dataclass(frozen=True)
class Lever:
    """What can be changed: from ``low`` to ``high`` in steps, ``default`` where nothing is."""

    name: str
    label: str
    part: str
    unit: str
    default: float
    low: float
    high: float
    step: float
    meaning: str
    source: str


@tables.derived_from("scenario_levers")
def levers() -> dict[str, Lever]:
    """Every lever by its name, in the order in which they are offered."""
    levers_by_name = {}
    for row in tables.records("scenario_levers"):
        default, low, high, step = (float(row[name]) for name in ("default", "low", "high", "step"))
        name, label, part, unit = (row[name] for name in ("lever", "label", "part", "unit"))
        levers_by_name[name] = Lever(name, label, part, unit, default, low, high, step, row["meaning"], row["source"])
    return levers_by_name


@dataclass(frozen=True)
class Scenario:
    """``values`` holds the levers that are not at their default, by name; ``place`` the choices of authority,
    area and grouping that it is of, {} for all that the database holds."""

    name: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    place: Choices = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The levers as an address carries them, in one order: 'entries_10_to_15:10,step_down:5'."""
        return ",".join(f"{name}:{self.values[name]:g}" for name in levers() if name in self.values)

    def value(self, lever: str) -> float:
        """Where a lever stands."""
        return self.values.get(lever, levers()[lever].default)

    def change(self, only: tuple[int, ...] = ()) -> Change:
        """What it changes in the simulation of the authorities at the positions ``only``."""
        named = [ENTRIES + re.sub(r"\W+", "_", band.lower()) for band in settings.bands()]
        entries = tuple(1.0 + self.value(name) / 100 for name in (*named, UNACCOMPANIED))
        is_changed = any(factor != 1.0 for factor in entries)
        return Change(
            entries if is_changed else (), self.value("step_down") / 100, self.value("long_stays") / 100, only
        )


def parsed(words: str, name: str = "", place: Choices | None = None) -> Scenario:
    """The Scenario that ``words`` say; a lever there is not is passed over, a number beyond a lever's ends
    is taken for the end, and a lever at its default is none."""
    values = {}
    for part in words.split(","):
        lever_name, _, number = part.partition(":")
        lever = levers().get(lever_name.strip())
        try:
            value = float(number)
        except ValueError:
            continue
        if lever is None or not math.isfinite(value):
            continue
        value = min(max(value, lever.low), lever.high)
        if value != lever.default:
            values[lever.name] = value
    return Scenario(clean(name), values, {key: tuple(v) for key, v in (place or {}).items() if key in PLACE})


def clean(name: str) -> str:
    """A name without what could be read as markup or a line's end: letters, digits and plain signs alone."""
    kept = re.sub(r"[^\w\s.,+%&()'-]", "", name)
    return re.sub(r"\s+", " ", kept).strip()[:LONGEST]
