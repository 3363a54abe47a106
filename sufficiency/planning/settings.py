"""What the forecast assumes, read from ``data/reference``: each setting stands there with its source."""

from __future__ import annotations

from sufficiency.reference import tables


@tables.derived_from("forecast_settings")
def _values() -> dict[str, str]:
    return {row["setting"]: row["value"] for row in tables.records("forecast_settings")}


def whole(name: str) -> int:
    """The setting ``name`` as a whole number."""
    return int(_values()[name])


def care_steps() -> tuple[int, ...]:
    """Months in care between which the chance of leaving or moving changes."""
    return tuple(int(step) for step in _values()["care_steps"].split())


@tables.derived_from("forecast_ages")
def ages() -> tuple[tuple[str, int, str], ...]:
    """Each age group of the model: its name, the first year of age, the age band that it is part of."""
    return tuple((row["age_group"], int(row["youngest"]), row["age_band"]) for row in tables.records("forecast_ages"))


@tables.derived_from("forecast_ages")
def bands() -> tuple[str, ...]:
    """The age bands in their order."""
    return tuple(dict.fromkeys(row["age_band"] for row in tables.records("forecast_ages")))


@tables.derived_from("placement_kinds")
def kinds() -> tuple[str, ...]:
    """The kinds of placement in their order."""
    rows = sorted(tables.records("placement_kinds"), key=lambda row: int(row["display_order"]))
    return tuple(dict.fromkeys(row["placement_kind"] for row in rows))
