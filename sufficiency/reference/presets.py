"""Ready-made sets of choices: rows of a table, with one's own authority and its area put in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sufficiency.reference import areas, tables
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


@tables.derived_from("presets")
def presets() -> tuple[Preset, ...]:
    """Every preset, in the order of ``data/reference/presets.csv``."""
    names: dict[str, str] = {}
    chosen: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in tables.records("presets"):
        names[row["preset"]] = row["preset_name"]
        chosen.setdefault(row["preset"], {})[row["choice"]] = tuple(row["value"].split(";"))
    return tuple(Preset(key, names[key], chosen_values) for key, chosen_values in chosen.items())


def settle(preset: Preset, authority: str, grouping: str, *, most: int | None = None) -> Choices:
    """The preset's choices with one's own authority and area put in the place of @ values.

    ``most`` keeps so many values a choice, for figures that may be narrowed to one value only.
    """
    own = {OWN_AUTHORITY: authority, OWN_AREA: areas.area_of(authority, grouping)}
    return {key: _own(values, own)[:most] for key, values in preset.choices.items()}


def _own(values: Sequence[str], own: dict[str, str]) -> tuple[str, ...]:
    replaced = (own.get(value, value) for value in values)
    return tuple(value for value in replaced if value)
