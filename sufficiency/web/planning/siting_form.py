"""What a person asks of a plan of homes: how many, of how many beds, where they may open, and every assumption."""

from __future__ import annotations

import re
from dataclasses import replace

import streamlit as st

from sufficiency.choices import default_grouping
from sufficiency.planning import site_costs
from sufficiency.planning.site_costs import OwnCosts
from sufficiency.planning.siting_inputs import Candidate, nearest
from sufficiency.planning.siting_settings import Setting, Wanted, settings
from sufficiency.presentation import geography
from sufficiency.reference import areas
from sufficiency.result import Result
from sufficiency.web.page_run import PageRun

FIRST = ("homes", "beds", "weight")  # asked on the page; the rest under a fold
STEPS = {"pct": 5.0, "gbp": 1000.0, "gbp_week": 100.0}
MOST = {"pct": 100.0, "places": 20.0}
POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9])(?:[A-Z]{2})?$")
SITE_KEY = "site_sector"
# Which column of ``siting_homes`` is counted, by what a person chooses: who is judged low takes no new children.
COUNTED = {
    "In homes judged neither Inadequate nor to require improvement": "vacant_good_count",
    "In homes not judged Inadequate": "vacant_fit_count",
    "In all homes": "vacant_count",
    "None": "",
}
COUNTED_FIRST = next(iter(COUNTED.values()))  # unless a person chooses otherwise, and in ready-made cases


def wanted() -> Wanted:
    """What is asked, from fields that begin with the table's values and stand in the address."""
    known = settings()
    with st.container(horizontal=True, key="siting_first"):
        given = {name: _field(known[name]) for name in FIRST}
    with st.expander("Every assumption", key="siting_assumptions"):
        st.html(
            "<p>Each begins with a published figure, or with this tool's own where none was found: see the "
            "table of assumptions at the end of the page.</p>"
        )
        given |= {name: _field(setting) for name, setting in known.items() if name not in FIRST}
    return Wanted.of(**given)


def _field(setting: Setting) -> float:
    is_change = setting.low < 0
    return float(
        st.number_input(
            setting.words,
            min_value=-100.0 if is_change else 1.0 if setting.unit == "places" else 0.0,
            max_value=MOST.get(setting.unit),
            value=setting.value,
            step=STEPS.get(setting.unit, 1.0),
            format="%.0f",
            key=f"siting_{setting.name}",
            help=f"From {setting.low:,.0f} to {setting.high:,.0f}. {setting.source}",
            bind="query-params",
        )
    )


def candidates(page: PageRun, distances: Result, homes: Result, wanted: Wanted) -> tuple[Candidate, ...]:
    """Where homes may open: authorities, to begin with those of the place chosen, else all; a sector; and what is
    there or announced already."""
    pairs = distances.rows[["site_authority_code", "site_authority_name"]].drop_duplicates()
    named = dict(zip(pairs["site_authority_name"], pairs["site_authority_code"], strict=True))
    with st.expander("Where a home may be opened", key="siting_candidates"):
        chosen = st.multiselect(
            "Authorities (none: every one)", list(named), default=_of_place(page, named), key="siting_where"
        )
        most = int(
            st.number_input("At most so many homes in one place, where places are enough", 1, 5, 1, key="siting_most")
        )
        sector = _sector()
        announced = st.multiselect("Homes are announced in", list(named), key="siting_announced")
        beds = float(
            st.number_input("Beds announced in each", 1.0, 20.0, 4.0, 1.0, format="%.0f", key="siting_announced_beds")
        )
        empty_places = st.selectbox(
            "Places standing empty that take children first", list(COUNTED), key="siting_vacant", bind="query-params"
        )
        counted = COUNTED[str(empty_places)]
    vacant = dict(zip(homes.rows["authority_code"], homes.rows[counted].fillna(0), strict=True)) if counted else {}
    may = set(chosen) or (set(named) if not sector else set())
    # Where fewer places are offered than homes, they share them.
    most = max(most, -(-round(wanted.homes) // max(1, len(may) + bool(sector))))
    offered = [
        Candidate(
            code, name, most if name in may else 0, beds if name in announced else 0.0, empty=float(vacant.get(code, 0))
        )
        for name, code in named.items()
    ]
    place = geography.sector_centre(sector) if sector else None
    if place:
        offered.append(Candidate("", f"Site in {sector}", most, place=place, near=nearest(place, [*named.values()])))
    return _with_own_costs([site for site in offered if site.most or site.announced or site.empty], wanted)


def _with_own_costs(sites: list[Candidate], wanted: Wanted) -> tuple[Candidate, ...]:
    """The same with the costs that a person knows of a site, which begin at its authority's levels."""
    may = {site.name: site for site in sites if site.most}
    with st.expander("What a bed costs there", key="siting_costs"):
        st.html(
            "<p>Costs follow each authority's level of pay and property: see the table under what the plan "
            "assumes. Where you know a site's own, give them.</p>"
        )
        known = st.multiselect("Own costs for", list(may), key="siting_own", placeholder="None: its authority's levels")
        given = {name: _own_costs(may[name], wanted) for name in known}
    return tuple(replace(site, own=given.get(site.name, site.own)) for site in sites)


def _own_costs(site: Candidate, wanted: Wanted) -> OwnCosts:
    def asked(words: str, key: str, begins: float) -> float:
        return float(
            st.number_input(
                f"{words} in {site.name} (£)",
                0.0,
                value=round(begins, -3),
                step=STEPS["gbp"],
                format="%.0f",
                key=f"{key}_{site.code or 'site'}",
            )
        )

    with st.container(horizontal=True):
        year = asked("A bed a year", "siting_own_year", site_costs.bed_year(wanted, site.level, site.own))
        return OwnCosts(
            year, asked("Capital for a bed", "siting_own_capital", site_costs.bed_capital(wanted, site.level, site.own))
        )


def _of_place(page: PageRun, named: dict[str, str]) -> list[str]:
    codes = set(page.choices.get("authority", ()))
    grouping = page.choices.get("grouping", (default_grouping(),))[0]
    for area in page.choices.get("area", ()):
        codes |= areas.groupings().get(grouping, {}).get(area, frozenset())
    return [name for name, code in named.items() if code in codes]


def _sector() -> str:
    """The sector of a site that is known, of which the postcode is not kept; '' where there is none."""
    said = st.text_input(
        "Or a site that is known, by its postcode",
        key=SITE_KEY,
        on_change=_forget_the_postcode,
        help="Only its sector (such as CR0 2) is used; the postcode itself is not kept.",
    )
    if said and not geography.sector_centre(said):
        st.warning("No such postcode sector is known. Write one such as CR0 2, or a whole postcode.")
        return ""
    return said or ""


def _forget_the_postcode() -> None:
    match = POSTCODE.match(" ".join(st.session_state[SITE_KEY].upper().split()))
    st.session_state[SITE_KEY] = f"{match[1]} {match[2]}" if match else ""
