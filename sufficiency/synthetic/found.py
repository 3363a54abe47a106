"""Found placements of a quarter in the National Placements Standard's form, and vacancies of homes on its last day.

Both come from chance of their own, so that no return is otherwise for them. What is found is the placement in the
return; the price is that of the costs return.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from sufficiency.reference import tables
from sufficiency.synthetic import costs
from sufficiency.synthetic.dates import age_on, last_day, written
from sufficiency.synthetic.episodes import urn
from sufficiency.synthetic.liberty import Orders, standing
from sufficiency.synthetic.model import Provider, Spell, Stay
from sufficiency.synthetic.random_draws import draw, stream
from sufficiency.synthetic.returns import Returns
from sufficiency.synthetic.writing import COST_COLUMNS, Form, write_table

OFFICERS = ("name_of_officer_referral", "name_of_officer_placement", "name_of_officer_placement_cost")
PREFERRED, SUITABLE, UNSUITABLE = "Preferred", "Suitable but not preferred", "Unsuitable"
FOSTER, RESIDENTIAL, SUPPORTED = "Foster", "Residential", "Supported Accommodation"
# How each placement is called in the form; others are not placements that are sought.
TYPES = {
    "U4": FOSTER,
    "U5": FOSTER,
    "U6": FOSTER,
    "K2": RESIDENTIAL,
    "Z1": RESIDENTIAL,
    "H5": SUPPORTED,
    "P2": SUPPORTED,
}
# From which risk, with its chance, each danger is present.
RISKS = {
    "risk_to_child_self_harm": 1.3,
    "risk_to_child_criminal_exploitation": 1.1,
    "risk_to_child_sexual_exploitation": 1.6,
    "risk_to_child_drug_and_alcohol_use": 1.3,
    "risk_to_child_eating_disorder": 2.4,
    "risk_to_child_going_missing": 0.9,
    "risk_to_others_physical_harm": 1.2,
    "risk_to_others_sexual_harm": 2.1,
    "risk_to_others_fire_setting": 2.3,
    "risk_to_others_harm_to_animals": 2.4,
    "risk_to_others_criminal_exploitation": 1.8,
}
VACANCY_COLUMNS = (
    *("URN", "AS_AT", "PLACES_STAFFED", "PLACES_FILLED", "PLACES_VACANT"),
    *("REFERRALS_RECEIVED", "REFERRALS_DECLINED", "NOTE"),
)
Row = dict[str, str]


@cache
def columns() -> tuple[str, ...]:
    """The form's columns, with those of its officers and the one suggested for London."""
    own = {"CHILD": "child_ID", "URN": "provider_URN", "DEPRIVATION_OF_LIBERTY_ORDER": "dol"}
    listed = [row["column_name"] for row in tables.records("input_columns") if row["table_name"] == "found_placements"]
    return (*(own.get(name, name.lower()) for name in listed if name != "FORM"), *OFFICERS)


def rows(
    seed: int, area: str, numbered: Sequence[tuple[int, Spell]], year: int, by_urn: dict[str, Provider], orders: Orders
) -> list[list[str]]:
    """A row for each placement found in the last quarter of a return year."""
    first, last = date(year, 1, 1).toordinal(), last_day(year)
    searches = []
    for number, spell in numbered:
        for at, stay in enumerate(spell.stays):
            if first <= stay.start <= last and stay.code in TYPES and not stay.same_carer:
                rng = stream(seed, area, "found", spell.child.number, stay.start)
                price = _price(seed, area, number, spell, stay, year, by_urn, orders)
                row = _row(rng, spell, stay, at == 0 and stay.start == spell.start, price)
                searches.append([row.get(name, "") for name in columns()])
    return searches


def vacancy_rows(seed: int, area: str, providers: Sequence[Provider], year: int) -> Iterator[list[str]]:
    """URN, day, places staffed, filled and vacant, referrals received and declined of the area's homes."""
    day = last_day(year)
    for provider in providers:
        if provider.spot.authority == area and provider.places and provider.is_open(day, day):
            rng = stream(seed, area, "vacancies", provider.urn)
            if rng.random() < 0.15:
                continue  # Homes that did not answer.
            staffed = max(1, round(provider.places * rng.uniform(0.75, 1.0)))
            vacant = sum(rng.random() < 0.12 for _ in range(staffed))
            received = rng.randrange(0, 9)
            declined = sum(rng.random() < 0.7 for _ in range(received))
            counts = (staffed, staffed - vacant, vacant, received, declined)
            yield [provider.urn, written(day), *map(str, counts), ""]


def write(out: Path, returns: Returns, finders: Collection[str], vacancies: Collection[str]) -> None:
    """Write both for an authority that is among those that send them."""
    area, year = returns.area, returns.years[-1]
    day = date(year, 3, 31)
    if area in finders:
        searches = rows(returns.seed, area, returns.numbered, year, returns.by_urn, returns.orders)
        write_table(out / area / "found" / f"{day}" / "found_placements.csv", Form(columns()), searches)
    if area in vacancies:
        told = vacancy_rows(returns.seed, area, list(returns.by_urn.values()), year)
        write_table(out / area / "vacancies" / f"{day}" / "vacancies.csv", Form(VACANCY_COLUMNS), told)


def _price(
    seed: int, area: str, number: int, spell: Spell, stay: Stay, year: int, by_urn: dict[str, Provider], orders: Orders
) -> tuple[int, int] | None:
    """Weekly pounds in all and those for education, as in the costs return; None where nothing is paid."""
    priced = costs.price_row(spell, stay)
    if priced is None:
        return None
    rng = stream(seed, area, "cost", number, stay.start)
    order = standing(orders.get(number, ()), last_day(year))
    row = dict(zip(COST_COLUMNS, costs.row(rng, spell, stay, year, priced, by_urn.get(stay.urn), order), strict=True))
    return int(row["WEEKLY_COST"]), int(row["EDUCATION"])


def _row(rng: random.Random, spell: Spell, stay: Stay, is_entry: bool, price: tuple[int, int] | None) -> Row:
    child = spell.child
    age, kind = age_on(child.born, stay.start), TYPES[stay.code]
    needed_by = draw(rng, "found_needed_by_entry" if is_entry else "found_needed_by")
    far = stay.distance_class in ("3", "4")
    is_local = rng.random() < (0.72 if child.risk > 1 else 0.9)
    siblings = rng.choice((1, 1, 1, 2, 2, 3)) if age < 15 and rng.random() < 0.3 else 0
    together = sum(rng.random() < (0.75 if kind == FOSTER else 0.2) for _ in range(siblings))
    dangers = {name for name, hard in RISKS.items() if age >= 9 and child.risk + 0.6 * rng.gauss(0, 1) > hard}
    support = sorted({draw(rng, "found_support") for _ in range(2)}) if child.need > 0.8 or dangers else []
    row: Row = {
        "child_ID": child.number,
        "when_placement_is_needed_by": needed_by,
        "number_of_siblings_to_place_with": str(siblings) if siblings else "NA",
        "is_preferred_location_local": "Yes" if is_local else "No",
        "out_of_la_reason": "" if is_local else draw(rng, "found_reason"),
        "communication_language_learning_needs": "Yes" if child.need_on(age) else "No",
        "specific_communication_and_language_requirements": "ESOL" if child.is_uasc else "None",
        "adaptation_to_the_home": "Yes" if child.need_on(age) == "PD" else "No",
        "cultural_needs": "Required" if child.is_uasc else draw(rng, "found_cultural"),
        "who_can_the_child_be_cared_for_alongside": _alongside(rng, child.need + child.risk),
        "can_child_live_with_pets": draw(rng, "found_pets"),
        "additional_support": ", ".join(support) or "NA",
        "dol": "Yes" if stay.code in ("K2", "Z1") and child.risk > 1.8 and rng.random() < 0.5 else "No",
        "placement_location": stay.spot.postcode.split()[0] if stay.spot else "",
        "preferrability_of_placement_location": "No" if far == is_local else "Yes",
        "education_continuity": "Yes" if rng.random() < (0.7 if far else 0.15) else "No",
        "how_many_siblings_were_placed_together": str(together) if siblings else "NA",
        "placement_type": kind,
        "date_entry_referral": written(stay.start - _days(rng, needed_by)),
        "date_entry_placement": written(stay.start),
        "preferred_place": _preferred_place(rng, spell),
        **{name: "Risk Present" if name in dangers else "No known risk" for name in RISKS},
        **_suitability(rng, kind, age),
        **_costs(rng, price, bool(support)),
    }
    row["provider_URN"] = "Unregistered" if spell.is_unregistered(stay) else urn(stay)
    return row | {name: f"Officer {rng.randrange(1, 30)}" for name in OFFICERS}


def _alongside(rng: random.Random, strain: float) -> str:
    return "Solo placement recommended" if strain + rng.gauss(0, 0.6) > 3 else draw(rng, "found_alongside")


def _days(rng: random.Random, needed_by: str) -> int:
    """Days from referral to placement: few where the need is urgent, though some searches are long."""
    mean = {"Today": 1.0, "< 5 days": 6.0}.get(needed_by, 26.0)
    return min(int(rng.expovariate(1 / mean)), 200)


def _suitability(rng: random.Random, kind: str, age: int) -> Row:
    """What was recommended: mostly what was found; a foster home for many children who are in residential care."""
    wanted = kind
    if rng.random() < (0.42 if kind == RESIDENTIAL and age < 15 else 0.16):
        wanted = FOSTER if kind != FOSTER else RESIDENTIAL
    said = {FOSTER: UNSUITABLE, RESIDENTIAL: UNSUITABLE, SUPPORTED: UNSUITABLE, kind: SUITABLE, wanted: PREFERRED}
    return {
        "foster_care_suitability": said[FOSTER],
        "residential_care_suitability": said[RESIDENTIAL],
        "supported_accommodation": said[SUPPORTED] if age >= 16 else "Not specified",
    }


def _costs(rng: random.Random, price: tuple[int, int] | None, has_support: bool) -> Row:
    if price is None or rng.random() < 0.02:
        return {}
    total, education = price
    extra = round((total - education) * rng.uniform(0.05, 0.3)) if has_support and rng.random() < 0.6 else 0
    parts = {"core": total - education - extra, "additional_support": extra, "education": education, "other": 0}
    return {f"cost_{name}_weekly": str(value) for name, value in parts.items()} | {"cost_total_weekly": str(total)}


# The groupings of areas that people name as a place.
FOOTPRINTS = ("icb_2022", "combined_authority")


def _preferred_place(rng: random.Random, spell: Spell) -> str:
    """The preferred place as people say it: by the beginning of a postcode, by an area, or in no usable way."""
    home = spell.child.home
    if home is None:
        return ""
    outward = home.postcode.split()[0]
    names = {row["authority_code"]: row["authority_name"] for row in tables.records("authorities")}
    footprints = [
        row["area_name"]
        for row in tables.records("area_groupings")
        if row["grouping"] in FOOTPRINTS and row["authority_code"] == home.authority
    ]
    said = {
        "outward": outward,
        "postcode area": outward.rstrip("0123456789") if outward[-1].isdigit() else outward[:-1].rstrip("0123456789"),
        "authority": names.get(home.authority, ""),
        "footprint": footprints[0] if footprints else "",
        "words": "near school and family",
    }
    return said.get(draw(rng, "found_preferred"), "")
