"""What a bed costs at one site: a person's own figures, or the plan's at the local level of pay and property.

A bed's yearly cost is ``bed_year``, of which ``pay_share`` follows the level of pay, and the yearly debt of the own
capital that the local price of property adds or spares; of its capital ``property_share`` follows that price.
"""

from __future__ import annotations

from dataclasses import dataclass

from sufficiency.planning.siting_settings import Wanted
from sufficiency.reference import tables


@dataclass(frozen=True)
class Level:
    """How dear pay and property are in an authority: 1 for outer London's pay, and for London's mean house."""

    pay: float = 1.0
    property: float = 1.0


@dataclass(frozen=True)
class OwnCosts:
    """Pounds that a person gave for a bed at one site: a year, and to build it. None where nothing was given."""

    bed_year: float | None = None
    bed_capital: float | None = None


@tables.derived_from("site_costs")
def _levels() -> dict[str, Level]:
    return {
        row["authority_code"]: Level(float(row["pay_level"]), float(row["property_level"]))
        for row in tables.records("site_costs")
    }


def level(authority_code: str) -> Level:
    """The level of an authority; 1 and 1 where the table has no row for it."""
    return _levels().get(authority_code, Level())


def bed_capital(wanted: Wanted, at: Level, own: OwnCosts) -> float:
    """Pounds to build or buy one bed at a site."""
    if own.bed_capital is not None:
        return own.bed_capital
    return wanted.bed_capital * (1 + wanted.property_share / 100 * (at.property - 1))


def bed_year(wanted: Wanted, at: Level, own: OwnCosts) -> float:
    """Pounds that one bed costs a year at a site."""
    if own.bed_year is not None:
        return own.bed_year
    more = bed_capital(wanted, at, own) - wanted.bed_capital
    debt = more * (1 - wanted.grant / 100) * wanted.debt_year / 100
    return wanted.bed_year * (1 + wanted.pay_share / 100 * (at.pay - 1)) + debt
