"""Ready-made sets of choices: rows of a table, with one's own authority and its area put in."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from sufficiency import settings
from sufficiency.result import Choices

OWN_AUTHORITY = "@authority"
OWN_AREA = "@area"


@dataclass(frozen=True)
class Preset:
    """A name and the choices it makes; values beginning with @ stand for the person's own."""

    preset: str
    name: str
    choices: Choices

    @property
    def needs_authority(self) -> bool:
        """True when it cannot be used before one's own authority is known."""
        return any(value.startswith("@") for values in self.choices.values() for value in values)


@lru_cache
def presets() -> tuple[Preset, ...]:
    """Every preset, in the order of ``data/reference/presets.csv``."""
    names: dict[str, str] = {}
    chosen: dict[str, dict[str, tuple[str, ...]]] = {}
    with (settings.REFERENCE / "presets.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            names[row["preset"]] = row["preset_name"]
            chosen.setdefault(row["preset"], {})[row["choice"]] = tuple(row["value"].split(";"))
    return tuple(Preset(key, names[key], made) for key, made in chosen.items())


@lru_cache
def area_of(authority: str, grouping: str) -> str:
    """The area of ``grouping`` an authority lies in; '' when the grouping leaves it out."""
    with (settings.REFERENCE / "area_groupings.csv").open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            if row["grouping"] == grouping and row["authority_code"] == authority:
                return row["area_name"]
    return ""


def settle(preset: Preset, authority: str, grouping: str, *, most: int | None = None) -> Choices:
    """The preset's choices with one's own authority and area put in the place of @ values.

    ``most`` keeps so many values a choice, for figures that may be narrowed to one value only.
    """
    own = {OWN_AUTHORITY: authority, OWN_AREA: area_of(authority, grouping)}
    return {key: _own(values, own)[:most] for key, values in preset.choices.items()}


def _own(values: Sequence[str], own: dict[str, str]) -> tuple[str, ...]:
    found = (own.get(value, value) for value in values)
    return tuple(value for value in found if value)
