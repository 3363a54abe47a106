"""A sound return of three children: every table that an authority can send, and lists that go with it.

It is read without a single problem, which a test holds; every malformed input is this one, spoilt in one place.
"""

from __future__ import annotations

from collections.abc import Sequence

Rows = list[list[str]]
Return = dict[str, Rows]

YEAR = 2025
HOME, NEAR, FAR = "NW1 2DB", "NW1 8NH", "N7 0AA"


def sound(prefix: str) -> Return:
    """Each table's rows, its header first; the children's ids begin with ``prefix``."""
    first, second, third = (f"{prefix}{n}" for n in "123")
    born = {first: "10/05/2012", second: "21/06/2009", third: "23/07/2008"}
    return {
        "header": [
            ["CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"],
            [first, "M", born[first], "WBRI", "UN3", "0", ""],
            [second, "F", born[second], "ABAN", "UN3", "1", "22/03/2025"],
            [third, "M", born[third], "BAFR", "UN3", "", ""],
        ],
        "episodes": [
            _split("CHILD DECOM RNE LS CIN PLACE PLACE_PROVIDER DEC REC REASON_PLACE_CHANGE HOME_POST PL_POST URN"),
            [first, "21/06/2023", "S", "C2", "N1", "U6", "PR1", "22/02/2025", "E4A", "", HOME, NEAR, "1234567"],
            [second, "23/07/2024", "S", "V2", "N8", "K2", "PR4", "15/11/2024", "X1", "CREQB", HOME, NEAR, "1234568"],
            [second, "15/11/2024", "P", "V2", "N8", "K2", "PR4", "", "", "", HOME, FAR, "1234569"],
            [third, "24/01/2024", "S", "C2", "N5", "U4", "PR4", "", "", "", HOME, FAR, "1234567"],
        ],
        "uasc": [["CHILD", "SEX", "DOB", "DUC"], [third, "M", born[third], "23/07/2026"]],
        "oc2": [
            _split(
                "CHILD DOB SDQ_SCORE SDQ_REASON CONVICTED HEALTH_CHECK IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT "
                "SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED"
            ),
            [second, born[second], "12", "", "0", "1", "1", "1", "1", "0", "", ""],
            [third, born[third], "", "SDQ1", "0", "1", "1", "1", "1", "1", "0", "1"],
        ],
        "missing": [
            ["CHILD", "DOB", "MISSING", "MIS_START", "MIS_END"],
            [second, born[second], "M", "13/08/2024", "15/08/2024"],
            [third, born[third], "A", "20/03/2025", ""],
        ],
        "placement_costs": [
            _split(
                "CHILD PLACEMENT_START AS_AT URN PROVIDER_NAME COMPANY_NUMBER PROVISION_TYPE SOURCING_ROUTE FRAMEWORK "
                "WEEKLY_COST SOCIAL_CARE EDUCATION HEALTH ADDITIONAL_PACKAGES SOLO DOL DISTANCE_REASON EHCP "
                "PRIMARY_NEED RISKS"
            ),
            _cost(second, "15/11/2024", "1234569", "Residential - mainstream", "5400"),
            _cost(third, "24/01/2024", "1234567", "Fostering - mainstream", "900"),
        ],
        "reviews": [["CHILD", "DOB", "REVIEW", "REVIEW_CODE"], [second, born[second], "16/10/2024", "PN1"]],
        "ad1": [
            _split("CHILD DOB DATE_INT DATE_MATCH FOSTER_CARE NB_ADOPTR SEX_ADOPTR LS_ADOPTR"),
            [first, born[first], "13/09/2024", "14/10/2024", "0", "2", "MF", "L11"],
        ],
        "placed_for_adoption": [
            _split("CHILD DOB DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED"),
            [first, born[first], "16/10/2024", "", ""],
        ],
        "previous_permanence": [
            _split("CHILD DOB PREV_PERM LA_PERM DATE_PERM"),
            [third, born[third], "Z1", "202", "01/02/2020"],
        ],
        "social_worker": [
            _split("CHILD DOB SW_ID SW_DECOM SW_DEC SW_REASON"),
            [second, born[second], f"W{prefix}", "23/07/2024", "", "INIAL"],
        ],
    }


def _split(names: str) -> list[str]:
    return names.split()


def _cost(child: str, start: str, urn: str, provision: str, weekly: str) -> list[str]:
    place = [child, start, "31/03/2025", urn, "Elm", "", provision, "", ""]
    return [*place, weekly, weekly, "0", "0", "0", "", "", "", "0", "", ""]


REGISTER: Rows = [
    [
        "URN",
        "Provision type",
        "Registration date",
        "Registration status",
        "Local authority",
        "Sector",
        "Places",
        "Organisation which owns the provider",
        "Overall experiences and progress of children and young people",
    ],
    ["1234567", "Children's home", "26/04/2010", "Active", "Camden", "Private", "4", "A Ltd", "Good"],
    ["1234568", "Children's home", "27/04/2011", "Active", "Barnet", "Private", "5", "B Ltd", "Outstanding"],
]
FOR_AUTHORITIES: Rows = [
    [
        "Local authority",
        "URN",
        "Provider type",
        "Registration status",
        "Deregistration date",
        "Owner name",
        "Latest overall Effectiveness grade from last full inspection",
        "Number of registered places",
    ],
    ["Camden", "1234567", "Children's home", "Active", "", "A Ltd", "Good", "4"],
    ["Barnet", "1234568", "Children's home", "Active", "", "B Ltd", "Inadequate", "5"],
]
SETTINGS: Rows = [
    [
        "Provider local authority",
        "Setting local authority",
        "URN",
        "Registration status",
        "Closed date",
        "Setting status",
        "Setting category",
        "Capacity",
    ],
    ["Camden", "Barnet", "2600010", "Active", "", "Active", "Single occupancy", "3"],
    ["Camden", "Camden", "2600010", "Active", "", "Active", "Shared", "5"],
]
FRAMEWORK: Rows = [
    ["FRAMEWORK", "LOT", "SUB_LOT", "URN", "JOINED", "LEFT"],
    ["APPA", "Homes", "", "1234567", "13/04/2024", ""],
]
RELEASE: Rows = [
    _split(
        "time_period geographic_level country_code region_code new_la_code characteristic breakdown children_count "
        "children_percent"
    ),
    [
        "2025",
        "Local authority",
        "E92000001",
        "E12000007",
        "E09000007",
        "Location of new placements during the year",
        "Distance not known or not recorded",
        "20",
        "10",
    ],
]
OWN_FIGURES: Rows = [
    ["return_year", "area_code", "measure", "category", "count", "percent"],
    ["2025", "E09000007", "new_placements_location", "Inside", "20", "10"],
]
POPULATION: Rows = [
    ["mid_year", "area_code", "age_group", "population_estimate"],
    ["2024", "E09000007", "Children aged 0 to 17 years", "35276"],
]


def text(rows: Sequence[Sequence[str]], delimiter: str = ",") -> str:
    """Rows as a file's text; a cell that holds the delimiter or a quotation mark is quoted."""
    return "".join(delimiter.join(_cell(cell, delimiter) for cell in row) + "\n" for row in rows)


def _cell(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if delimiter in cell or '"' in cell else cell
