"""The yearly provider lists in Ofsted's columns of 2023, and the register of framework members."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

from sufficiency.reference import tables
from sufficiency.synthetic import provision as kinds
from sufficiency.synthetic.dates import last_day, written
from sufficiency.synthetic.model import Provider
from sufficiency.synthetic.provision import Provision
from sufficiency.synthetic.random_draws import draw, stream
from sufficiency.synthetic.writing import Form, write_table

# Ofsted gives the postcode in its lists of 2025; before, addresses were withheld.
LOCATED_FROM = 2025
WITHHELD = "REDACTED"

COLUMNS = (
    "Web link",
    "URN",
    "Linked Education URN",
    "Provision type",
    "Registration date",
    "Registration status",
    "Name",
    "Address 1",
    "Address 2",
    "Town",
    "County",
    "Postcode",
    "Ofsted region",
    "Government Office Region",
    "Local authority",
    "Parliamentary constituency",
    "Sector",
    "Places",
    "Short-break-only children's home",
    "Multi-building children's home",
    "Organisation which owns the provider",
    "Latest full inspection event type",
    "Latest full inspection date",
    "Latest full inspection publication date",
    "Latest full inspection event number",
    "Overall experiences and progress of children and young people",
)
FRAMEWORK_COLUMNS = ("FRAMEWORK", "LOT", "SUB_LOT", "URN", "JOINED", "LEFT")


def _regions() -> dict[str, str]:
    return {row["authority_code"]: row["region_name"] for row in tables.records("authorities")}


def rating_on(seed: int, provider: Provider, year: int) -> str:
    """The latest judgement at the end of a year; it drifts a little from that of 2023."""
    if provider.kind in (kinds.SUPPORTED, kinds.OWN_FOSTERING):
        return ""
    if year == 2023:
        return provider.rating
    if last_day(year) - provider.registered < 240:
        return ""
    rng = stream(seed, "rating", provider.urn)
    later = [draw(rng, "rating") if rng.random() < 0.25 else "" for _ in range(abs(year - 2023))]
    known = [rating for rating in later if rating]
    return known[-1] if known else provider.rating or "Good"


def write_registers(
    out: Path, provision: Provision, seed: int, years: Sequence[int], served: Collection[str], name: str
) -> None:
    """One list a year of every provider registered on 31 March, and one framework register, called ``name``."""
    regions = _regions()
    for year in years:
        day = last_day(year)
        rows = [
            _row(p, seed, year, provision.names.get(p.spot.authority, ""), regions)
            for p in provision.all
            if p.is_open(day, day)
        ]
        folder = out / "provision" / date.fromordinal(day).isoformat()
        write_table(folder / "providers.csv", Form(COLUMNS), rows)
    write_table(
        out / "provision" / "frameworks.csv", Form(FRAMEWORK_COLUMNS), _members(provision, seed, years, served, name)
    )


def _row(provider: Provider, seed: int, year: int, area: str, regions: dict[str, str]) -> list[str]:
    region = regions.get(provider.spot.authority, "")
    rating = rating_on(seed, provider, year)
    inspected = written(last_day(year) - 60 - int(provider.urn) % 300) if rating else ""
    is_home = provider.kind == kinds.HOME
    # Ofsted does not count the places of supported accommodation.
    places = 0 if provider.kind == kinds.SUPPORTED else provider.places
    return [
        "",
        provider.urn,
        "",
        provider.kind,
        written(provider.registered),
        "Active",
        *[WITHHELD] * 5,
        provider.spot.postcode if year >= LOCATED_FROM else WITHHELD,
        region,
        region,
        area,
        "",
        provider.sector,
        str(places) if places else "",
        ("Short-break-only children's home" if provider.short_break else "No") if is_home else "",
        "No" if is_home else "",
        provider.owner,
        "Full inspection" if rating else "",
        inspected,
        inspected,
        "",
        rating,
    ]


def _members(
    provision: Provision, seed: int, years: Sequence[int], served: Collection[str], name: str
) -> list[list[str]]:
    """Members of the invented approved list called ``name``, Good or Outstanding when they joined: providers that
    are on a list of one of ``years``, most of them in an authority that is ``served``."""
    rng = stream(seed, "framework")
    days = [last_day(year) for year in years]
    rows = []
    for provider in provision.all:
        if provider.rating not in ("Good", "Outstanding") or provider.sector == "Local Authority":
            continue
        share = 0.4 if provider.spot.authority in served else 0.04
        if provider.kind not in (kinds.HOME, kinds.AGENCY) or rng.random() > share:
            continue
        lot = "Residential" if provider.kind == kinds.HOME else "Fostering"
        grade = "specialist" if rng.random() < 0.35 else "standard"
        if lot == "Fostering" and rng.random() < 0.15:
            grade = "emergency"
        joined = date(2020, 10, 1).toordinal() + rng.randrange(0, 1600)
        left = written(joined + rng.randrange(300, 1200)) if rng.random() < 0.1 else ""
        if any(provider.is_open(day, day) for day in days):
            rows.append([name, lot, grade, provider.urn, written(joined), left])
    return rows
