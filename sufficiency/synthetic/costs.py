"""The placement costs return: what each open placement costs a week, and what goes with it."""

from __future__ import annotations

import random
from collections.abc import Sequence
from math import exp, log

from sufficiency.reference import tables
from sufficiency.synthetic.dates import age_on, last_day, written, year_of
from sufficiency.synthetic.episodes import urn
from sufficiency.synthetic.liberty import Orders, standing
from sufficiency.synthetic.model import Provider, Spell, Stay
from sufficiency.synthetic.random_draws import draw, stream

PRICE_YEAR = 2025
INFLATION = 1.045
# Weekly pounds beyond which prices thin out: in homes and unregistered places, and elsewhere.
LOW, USUAL, HIGH = 320.0, 5_500.0, 19_000.0
DEAR = ("Residential - mainstream", "Residential - with education", "Unregistered", "Secure welfare", "Remand")
FIRST_COMPANY = 99_000_000


@tables.derived_from("synthetic_prices")
def prices() -> dict[tuple[str, str], tables.Row]:
    """The price table by placement code and provider (blank: any)."""
    return {(row["place"], row["provider"]): row for row in tables.records("synthetic_prices")}


def price_row(spell: Spell, stay: Stay) -> tables.Row | None:
    table, code = prices(), stay.code
    if code == "Z1" and not spell.is_unregistered(stay):
        code = "H5"
    return (
        table.get((code, stay.provider))
        or table.get((code, ""))
        or table.get((code, "PR4" if stay.provider != "PR1" else "PR1"))
    )


def rows(
    seed: int, area: str, numbered: Sequence[tuple[int, Spell]], year: int, by_urn: dict[str, Provider], orders: Orders
) -> list[list[str]]:
    """One row for every placement open on 31 March that is paid for."""
    day = last_day(year)
    priced_rows = []
    for number, spell in numbered:
        stay = stay_on(spell, day)
        if stay is None:
            continue
        priced = price_row(spell, stay)
        if priced is not None:
            rng = stream(seed, area, "cost", number, stay.start)
            order = standing(orders.get(number, ()), day)
            priced_rows.append(row(rng, spell, stay, year, priced, by_urn.get(stay.urn), order))
    return priced_rows


def stay_on(spell: Spell, day: int) -> Stay | None:
    """The placement a child is in at the end of a day, if in care."""
    if spell.start > day or (spell.end is not None and spell.end <= day):
        return None
    stays = [stay for stay in spell.stays if stay.start <= day]
    return stays[-1] if stays else None


def row(
    rng: random.Random, spell: Spell, stay: Stay, year: int, priced: tables.Row, provider: Provider | None, order: str
) -> list[str]:
    child, day = spell.child, last_day(year)
    age = age_on(child.born, day)
    plan = child.plan_on(age)
    kind = _provision_type(rng, spell, stay, priced["provision_type"], age, day)
    route, framework = _route(rng, stay, kind)
    solo = _solo(rng, child.need + child.risk, stay, order)
    distance = _distance_reason(rng, spell, stay)
    price = float(priced["weekly_gbp"])
    need = min(max(child.need, -1.5), 2.6)
    price *= exp(float(priced["spread"]) * rng.gauss(0, 1) + float(priced["need_effect"]) * need)
    price *= {"spot": 1.06, "block": 0.93}.get(route, 1.0)
    if stay.code[0] in "KRZ" and priced["place"] != "H5":
        price *= 1.55 if solo == "needs and has" else 1.0
        price *= 1.30 if order == "current" else 1.0
    price *= _poor_match(spell, stay, provider, distance, solo)
    if kind in ("Fostering - enhanced", "Residential - with education"):
        price *= 1.28
    if kind == "Fostering - parent and child":
        price *= 1.55
    if child.is_uasc and priced["place"] in ("H5", "P2"):
        price *= 0.68
    price *= INFLATION ** (min(year_of(stay.start) + 1, year) - PRICE_YEAR)
    weekly = round(_within_reason(price, HIGH if kind in DEAR else USUAL) / 5) * 5
    health, education = _contributions(rng, plan, stay, weekly, kind)
    extra = rng.random() < (0.05 + 0.1 * max(child.need, 0))
    return [
        child.number,
        written(stay.start),
        written(day),
        urn(stay),
        provider.owner if provider is not None else priced["provider_name"],
        _company(provider),
        kind,
        route,
        framework,
        str(weekly),
        str(weekly - health - education),
        str(education),
        str(health),
        "Yes" if extra else "No",
        solo,
        order,
        distance,
        "Yes" if plan else "No",
        child.need_on(age),
        ";".join(_risks(rng, child.risk, age)),
    ]


def _within_reason(price: float, high: float) -> float:
    """A price drawn in from the ends: above ``high`` and below ``LOW`` it goes by the logarithm."""
    if price > high:
        return high * (1 + log(price / high))
    return price if price >= LOW else LOW / (1 + log(LOW / price))


def _provision_type(rng: random.Random, spell: Spell, stay: Stay, usual: str, age: int, day: int) -> str:
    if usual == "Fostering - mainstream":
        if (age < 1 and rng.random() < 0.10) or spell.child.has_infant(day):
            return "Fostering - parent and child"
        enhanced = stay.provider in ("PR4", "PR5") and spell.child.need > 1.0
        return "Fostering - enhanced" if enhanced and rng.random() < 0.6 else usual
    if stay.code == "K2" and spell.child.plan_on(age) and rng.random() < 0.35:
        return "Residential - with education"
    if usual.startswith("Supported"):
        return draw(rng, "supported_kind")
    if stay.code == "K1" and spell.status_on(day) == "J1":
        return "Remand"
    if stay.code == "S1" and rng.random() < 0.35:
        return "Residential school 38 week"
    return usual


def _route(rng: random.Random, stay: Stay, kind: str) -> tuple[str, str]:
    if stay.provider in ("PR1", "PR0"):
        return "in house", ""
    if stay.code in ("Z1", "R5", "K1", "R2"):
        return "spot", ""
    share = 0.72 if stay.code[0] == "U" else 0.52 if stay.code[0] == "K" else 0.55
    if rng.random() < share:
        lot = "Fostering" if stay.code[0] == "U" else "Residential"
        if stay.code in ("H5", "P2"):
            lot = "Supported accommodation"
        grade = "specialist" if "enhanced" in kind or "education" in kind else "standard"
        return "framework", f"{lot} {grade}"
    return ("block", "") if rng.random() < 0.12 else ("spot", "")


def _solo(rng: random.Random, strain: float, stay: Stay, order: str) -> str:
    if stay.code[0] not in "KZ":
        return "neither" if strain < 3.2 or rng.random() < 0.8 else "needs, has not"
    chance = 0.9 if order == "current" else 0.30 if strain > 2.5 else 0.04
    if rng.random() < chance:
        return "needs and has" if rng.random() < 0.72 else "needs, has not"
    return "has, no need" if rng.random() < 0.02 else "neither"


def _distance_reason(rng: random.Random, spell: Spell, stay: Stay) -> str:
    home = spell.child.home
    if stay.distance_class != "4" or home is None:
        return "not applicable"
    if stay.code in ("U1", "U3"):
        return "preference"
    if spell.is_remand or stay.code in ("R5", "K1"):
        return "legal" if spell.is_remand else "no local provision"
    return draw(rng, "distance_reason_high" if spell.child.risk > 0.9 else "distance_reason")


def _poor_match(spell: Spell, stay: Stay, provider: Provider | None, distance: str, solo: str) -> float:
    """What a poor match adds to the price: too far for want of local places, or no match at all."""
    factor = 1.0
    if distance in ("local provision full", "no local provision"):
        factor *= 1.12
    if solo == "needs, has not" or (stay.code[0] == "U" and spell.child.need > 1.6):
        factor *= 1.10
    if provider is not None and provider.rating.startswith(("Inadequate", "Requires")):
        factor *= 1.05
    return factor


def _contributions(rng: random.Random, plan: bool, stay: Stay, weekly: int, kind: str) -> tuple[int, int]:
    """Weekly pounds paid by health and by education."""
    health = education = 0
    if stay.code in ("R1", "R2", "S1", "K2", "Z1") and rng.random() < (0.5 if plan else 0.07):
        health = round(weekly * rng.uniform(0.04, 0.22))
    if plan and ("school" in kind or "education" in kind):
        education = round(weekly * rng.uniform(0.15, 0.35))
    return health, education


def _company(provider: Provider | None) -> str:
    if provider is None or provider.sector != "Private":
        return ""
    total = sum((place + 1) * ord(letter) for place, letter in enumerate(provider.owner))
    return str(FIRST_COMPANY + total * 37 % 900_000)


def _risks(rng: random.Random, risk: float, age: int) -> list[str]:
    if age < 9:
        return []
    scales = {
        "exploitation": 1.2,
        "missing": 1.0,
        "self-harm": 1.5,
        "substance": 1.5,
        "violence": 1.4,
        "fire-setting": 2.6,
        "harmful sexual behaviour": 2.3,
    }
    return [name for name, hard in scales.items() if risk + 0.6 * rng.gauss(0, 1) > hard]
