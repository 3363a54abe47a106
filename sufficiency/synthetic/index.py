"""An invented sufficiency index in a form of its own, with the mapping file that says what its columns mean.

Ofsted's domains and scores are not public in a form that could be followed, so its figures are made of the invented
register alone, to show how an index is loaded and where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from pathlib import Path

from sufficiency.reference import tables
from sufficiency.synthetic import provision as kinds
from sufficiency.synthetic.dates import last_day
from sufficiency.synthetic.model import Provider
from sufficiency.synthetic.provision import Provision
from sufficiency.synthetic.register import rating_on
from sufficiency.synthetic.writing import Form, write_table

PLACES, RATED = "Res places rate", "G or O %"
COLUMNS = ("LA or region", PLACES, RATED)
MAPPING = (
    ("LA or region", "area", "", ""),
    (PLACES, "value", "Places in children's homes for 10,000 children (invented)", "Places"),
    (RATED, "value", "Children's homes judged good or outstanding, % (invented)", "Quality"),
)
# What the index calls London, so that a mapping of names is on show.
NAMED = {"E12000007": ("Capital", (("Capital", "area name", "London", ""),))}
# Ofsted published its index on 2 July 2026.
PUBLISHED = (7, 2)
PER_CHILDREN = 10_000


def write(
    out: Path, provision: Provision, seed: int, last_year: int, region: tables.Row, served: Collection[str]
) -> None:
    """The index published after the returns of ``last_year``: the authorities ``served``, their region, England."""
    day = last_day(last_year)
    homes = [p for p in provision.all if p.kind == kinds.HOME and p.is_open(day, day)]
    children: dict[str, int] = {}
    for row in sorted(tables.records("population"), key=lambda row: int(row["mid_year"])):
        children[row["area_code"]] = int(row["population_0_17"])
    areas = {area: name for area, name in provision.names.items() if area in served and area in children}
    own = {area: [home for home in homes if home.spot.authority == area] for area in areas}
    rows = [_row(areas[area], own[area], children[area], seed, last_year) for area in sorted(areas)]
    whole = children.get(region["region_code"]) or sum(children[area] for area in areas)
    called, mapped = NAMED.get(region["region_code"], (region["region_code"], ()))
    rows.append(_row(called, (home for of in own.values() for home in of), whole, seed, last_year))
    english = [home for home in homes if home.spot.authority.startswith("E")]
    rows.append(_row("England", english, children["E92000001"], seed, last_year))
    folder = out / "index" / date(last_year, *PUBLISHED).isoformat()
    write_table(folder / "indicators.csv", Form(COLUMNS), rows)
    write_table(folder / "mapping.csv", Form(("COLUMN", "MEANS", "NAME", "DOMAIN")), (*MAPPING, *mapped))


def _row(name: str, homes: Iterable[Provider], children: int, seed: int, year: int) -> list[str]:
    """Places for so many children, and the share of rated homes that are good or better; ``:`` where none is rated."""
    own = list(homes)
    ratings = [rating for home in own if (rating := rating_on(seed, home, year))]
    good = sum(rating in ("Good", "Outstanding") for rating in ratings)
    rate = f"{PER_CHILDREN * sum(home.places for home in own) / children:.1f}"
    return [name, rate, f"{100 * good / len(ratings):.0f}%" if ratings else ":"]
