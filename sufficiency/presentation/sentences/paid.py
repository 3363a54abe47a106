"""Headings of the page Who pays: what each payer pays and towards what, and spend beside the outturn, of one place."""

from __future__ import annotations

from sufficiency.presentation.sentences.phrasing import among_whom, is_shown, is_untold, leader, lower, say
from sufficiency.presentation.sentences.scenarios import pounds
from sufficiency.result import Result

PAYERS = ("health", "education")
# What each row of a breakdown is of, to follow 'pays towards'; {part} is its name as it stands in a sentence.
OF_WHAT = {
    "Placement type": "{part}",
    "Primary need": "placements for {part}",
    "Responsible authority": "placements of {part}",
}
KINDS = {"Placement type": "placement types", "Primary need": "primary needs", "Responsible authority": "authorities"}
UNSAID_NEED = "None recorded"


def by_part(place: str, shares: Result, payer: str) -> str:
    """Towards what ``payer`` ('health') pays most of the weekly cost, in ``shares``, the rows of one breakdown of
    ``place``."""
    name = f"{payer}_pct"
    values = shares.rows[name].astype("float64")
    shown = [value for row, value in enumerate(values) if is_shown(shares, row, name)]
    if not shown:
        return f"{place}: too few placements to show what {payer} pays"
    paid = [value for value in shown if value]
    is_whole = len(shown) == len(values)
    if not paid:
        return f"{place}: {payer} pays towards no placement{'' if is_whole else ' that can be shown'}"
    first = int(values.argmax())
    lead, is_told = leader(shares, name), not is_untold(shares, first, name)
    said = f"{place}: {payer} pays {say(shares, first, name)} of the"
    if len(values) == 1 and is_told:
        return f"{said} weekly cost"
    if len(paid) == 1 and is_whole and is_told:
        return f"{said} cost of {_what(shares, first)}, and nothing towards the others"
    if lead is None or is_untold(shares, lead.place, name) or not values.iloc[lead.place]:
        if not is_whole:
            return f"{place}: too few placements to say where {payer} pays most"
        of = f"{len(paid)} of {len(shown)} {KINDS[str(shares.rows['dimension'].iloc[0])]}"
        return f"{place}: {payer} pays towards placements of {of}, none of enough to rank"
    said = f"{place}: {payer} pays {say(shares, lead.place, name)} of the cost of {_what(shares, lead.place)}"
    rank = "more than of any other" if lead.is_alone else "among its largest shares"
    return f"{said}, {rank}{among_whom(shares, name, lead).removeprefix(',')}"


def _what(shares: Result, row: int) -> str:
    """'children's homes'; 'placements for autistic spectrum disorder'; 'placements of Camden'."""
    dimension, part = (str(shares.rows[name].iloc[row]) for name in ("dimension", "category"))
    if part == UNSAID_NEED:
        return "placements with no need recorded"
    return OF_WHAT[dimension].format(part=part if dimension == "Responsible authority" else lower(part))


def is_withheld(shares: Result) -> bool:
    """True where neither health's share nor education's of all placements together can be shown."""
    whole = shares.where(dimension="All")
    return not any(is_shown(whole, 0, f"{payer}_pct") for payer in PAYERS if len(whole.rows))


def spend(place: str, service: str, spent: Result) -> str:
    """'Camden, 2024-25: weekly costs of £10.0m beside £36.5m published as spent (fostering services)'; of no one
    authority, or one whose figure is withheld, what is drawn and of which year."""
    year = f", {spent.rows['financial_year'].iloc[0]}" if spent.rows["financial_year"].nunique() == 1 else ""
    own = spent.where(authority_name=place)
    if len(own.rows) == 1 and is_shown(own, 0, "spend_gbp") and is_shown(own, 0, "outturn_gbp"):
        sums = (pounds(float(own.rows[name].iloc[0])) for name in ("spend_gbp", "outturn_gbp"))
        return f"{place}{year}: weekly costs of {' beside '.join(sums)} published as spent ({lower(service)})"
    return f"{place}{year}: weekly costs beside the published spend ({lower(service)})"
