"""What a plan of homes assumes: each a row of ``data/reference/siting_settings.csv`` with low, high and source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

from sufficiency.reference import tables

# What stands for a unit beside the words; places, miles and months are in the words themselves.
SIGNS = {"pct": "%", "gbp": "£", "gbp_week": "£ a week"}


@dataclass(frozen=True)
class Setting:
    """One number assumed, the lowest and highest that may be thought of, its unit, and where it comes from."""

    name: str
    low: float
    value: float
    high: float
    unit: str
    meaning: str
    source: str

    @property
    def words(self) -> str:
        """What is assumed, with its unit."""
        unit = SIGNS.get(self.unit, "")
        return f"{self.meaning} ({unit})" if unit else self.meaning

    def ends(self, value: float) -> tuple[float, float]:
        """The lowest and highest to try beside ``value``: the table's, or where it lies outside them a fifth less and
        more (of per cents 100 at the most)."""
        if self.low <= value <= self.high:
            return self.low, self.high
        least, most = 0.8 * value, 1.2 * value
        if self.unit == "places":  # there is no part of a bed
            return float(round(least)), float(round(most))
        return least, min(most, 100.0) if self.unit == "pct" else most


@tables.derived_from("siting_settings")
def settings() -> dict[str, Setting]:
    """Every setting by name, in the order of the table."""
    return {
        row["setting"]: Setting(
            row["setting"],
            float(row["value_low"]),
            float(row["value"]),
            float(row["value_high"]),
            row["unit"],
            row["meaning"],
            row["source"],
        )
        for row in tables.records("siting_settings")
    }


@dataclass(frozen=True)
class Wanted:
    """What is asked of a plan, in the units of the table: homes and beds, per cents from 0 to 100, miles, pounds a bed
    a year, pounds a week, months."""

    homes: float
    beds: float
    occupancy: float
    take_up: float
    reach: float
    bed_year: float
    bed_capital: float
    pay_share: float
    property_share: float
    debt_year: float
    empty_take_up: float
    grant: float
    price_replaced: float
    price_change: float
    lead_months: float
    weight: float
    near_equal: float
    far: float
    in_board: float

    @classmethod
    def of(cls, **given: float) -> Self:
        """The table's own values, but those that are ``given``; raises KeyError for a name that is no setting."""
        known = {name: setting.value for name, setting in settings().items()}
        if unknown := given.keys() - known.keys():
            raise KeyError(f"no setting is called {', '.join(sorted(unknown))}")
        return cls(**{**known, **given})

    def with_(self, name: str, value: float) -> Self:
        """The same with one number changed."""
        return replace(self, **{name: value})

    @property
    def filled(self) -> float:
        """Beds of one home filled at any time."""
        return self.beds * self.occupancy / 100
