"""Cells that are not what their column asks for."""

from __future__ import annotations

from tests.returns.malformed.case import Case, cell, shape

# Days that are none, or are written in a way that is not read or could be read in two.
NO_DAY = {
    "31/02/2024": "a day that never was",
    "29/02/2023": "29 February of a year without one",
    "00/01/2024": "day nought",
    "13/13/2024": "month thirteen",
    "01/05/24": "a year of two figures",
    "45413": "a spreadsheet's serial number",
    "01-May-2024": "a month in words",
    "01.05.2024": "dots",
    "2024/05/01": "year first with strokes",
    "20240501": "figures without strokes",
    "01/05": "no year",
    "May 2024": "no day",
    "soon": "a word",
    "01//05/2024": "a stroke too many",
    "1/5/2024/1": "a figure too many",
    "01/05/2024 25h": "a time that is none",
    "O1/05/2024": "a letter O for a nought",
    "01/05/20244": "a year of five figures",
    "#VALUE!": "a spreadsheet's error",
    "########": "a column too narrow",
}
# Days that are one only month first, as in America.
MONTH_FIRST = {"05/25/2024": "month first", "3/25/2024": "month first without a nought", "05/25/2024 00:00": "a time"}
ELSEWHERE = ("MC_DOB", "DEC", "DUC", "MIS_START", "MIS_END", "REVIEW", "DATE_MATCH", "DATE_PLACED", "SW_DECOM")
TABLE_OF = {
    "MC_DOB": ("header", 2),
    "DEC": ("episodes", 1),
    "DUC": ("uasc", 1),
    "MIS_START": ("missing", 1),
    "MIS_END": ("missing", 1),
    "REVIEW": ("reviews", 1),
    "DATE_MATCH": ("ad1", 1),
    "DATE_PLACED": ("placed_for_adoption", 1),
    "SW_DECOM": ("social_worker", 1),
}


def _days() -> list[Case]:
    found = [cell("header", "DOB", day, "date_unreadable", why=why) for day, why in NO_DAY.items()]
    for day, why in MONTH_FIRST.items():
        found.append(cell("header", "DOB", day, "date_month_first", why=why))
        found.append(cell("episodes", "DECOM", day, "date_month_first", row=4, why=why))
        found.append(cell("placement_costs", "AS_AT", day, "date_month_first", why=why))
    found += [
        cell("episodes", "DECOM", day, "date_unreadable", row=4, why=NO_DAY[day])
        for day in ("31/02/2024", "01/05/24", "45413", "01-May-2024", "soon")
    ]
    found += [
        cell(TABLE_OF[c][0], c, "31/11/2024", "date_unreadable", row=TABLE_OF[c][1], why="a day that never was")
        for c in ELSEWHERE
    ]
    for table in ("uasc", "oc2", "missing", "reviews", "ad1", "placed_for_adoption", "previous_permanence"):
        found.append(cell(table, "DOB", "30/02/2010", "date_unreadable", why="a day that never was"))
        found.append(cell(table, "DOB", "14/06/1894", "date_out_of_range", why="born in another century"))
    found += [
        cell("placement_costs", "AS_AT", "31/3/25", "date_unreadable", why="a year of two figures"),
        cell("placement_costs", "PLACEMENT_START", "32/01/2025", "date_unreadable", why="a day that never was"),
        cell("header", "DOB", "14/06/1889", "date_out_of_range", why="born in another century"),
        cell("header", "DOB", "14/06/2031", "date_out_of_range", why="not yet born"),
        cell("episodes", "DECOM", "14/06/2204", "date_out_of_range", why="two figures changed places"),
        cell("episodes", "DEC", "14/06/2052", "date_out_of_range", why="two figures changed places"),
        cell("missing", "MIS_START", "13/08/2042", "date_out_of_range", why="two figures changed places"),
        cell("uasc", "DUC", "23/07/2062", "date_out_of_range", why="two figures changed places"),
        cell("placement_costs", "AS_AT", "31/03/2052", "date_out_of_range", why="two figures changed places"),
    ]
    return found


CODES = {
    ("header", "SEX"): "X",
    ("header", "ETHNIC"): "WXYZ",
    ("episodes", "RNE"): "Q",
    ("episodes", "LS"): "X9",
    ("episodes", "CIN"): "N0",
    ("episodes", "PLACE"): "Q7",
    ("episodes", "PLACE_PROVIDER"): "PR9",
    ("episodes", "REC"): "E99",
    ("episodes", "REASON_PLACE_CHANGE"): "ZZZZ",
    ("missing", "MISSING"): "Q",
    ("uasc", "SEX"): "X",
}


def _codes() -> list[Case]:
    found = [
        cell(table, column, code, "unknown_code", row=2 if column == "REASON_PLACE_CHANGE" else 1, why="in no list")
        for (table, column), code in CODES.items()
    ]
    return [
        *found,
        cell("episodes", "LS", "C2/V2", "unknown_code", why="two codes in one cell"),
        cell("episodes", "CIN", "1", "unknown_code", why="the figure alone"),
        cell("episodes", "PLACE", "U 6", "unknown_code", why="a space within"),
        cell("episodes", "PLACE", "К2", "unknown_code", row=3, why="a Cyrillic letter like a Latin one"),
        cell("episodes", "PLACE", "H5", "code_not_of_year", why="a code that ended in 2024"),
        cell("episodes", "PLACE", "Z12", "code_not_of_year", why="a code that begins in 2026"),
        cell("header", "SEX", "1", "code_not_of_year", why="the code of before 2025"),
        cell(
            "episodes",
            "PLACE",
            "the foster carer in the north",
            "not_a_code",
            value=shape("the foster carer in the north"),
        ),
        cell("episodes", "LS", "<script>alert(1)</script>", "not_a_code", value=shape("<script>alert(1)</script>")),
        cell("episodes", "LS", "=HYPERLINK(1)", "not_a_code", value=shape("=HYPERLINK(1)"), why="a formula"),
        cell("episodes", "CIN", "=1+1", "unknown_code", why="a formula"),
        cell("header", "ETHNIC", "@A1", "unknown_code", why="a formula"),
        cell("oc2", "SDQ_REASON", "SDQ9", "unknown_code", row=2, why="in no list"),
    ]


def _numbers() -> list[Case]:
    sdq = {"41": "more than the scale", "-3": "a sign", "1e1": "an exponent", "12.5": "a part", "high": "a word"}
    cost = {
        "four thousand": "in words",
        "-4000": "below nothing",
        "(4000)": "below nothing, as bookkeepers write",
        "4e3": "an exponent",
        "£4k": "in thousands",
        "4000 pw": "with its unit",
        "1,00": "a comma for a point",
        "5.400,00": "as on the continent",
        "120000": "more than is believed",
        "#REF!": "a spreadsheet's error",
        "=4000*1": "a formula",
        "$4000": "another money",
    }
    flags = {"perhaps": "a word", "2": "neither nought nor one", "?": "a mark", "10": "two flags in one"}
    return [
        *(cell("oc2", "SDQ_SCORE", written, "number_unreadable", why=why) for written, why in sdq.items()),
        *(cell("placement_costs", "WEEKLY_COST", w, "number_unreadable", why=why) for w, why in cost.items()),
        cell("placement_costs", "WEEKLY_COST", "0", "cost_zero", why="nothing"),
        cell("placement_costs", "EDUCATION", "some", "number_unreadable", why="a word"),
        *(cell("oc2", "CONVICTED", written, "flag_unreadable", why=why) for written, why in flags.items()),
        cell("header", "MOTHER", "maybe", "flag_unreadable", row=2, why="a word"),
        cell("placement_costs", "EHCP", "pending", "flag_unreadable", why="a word"),
        cell("ad1", "FOSTER_CARE", "maybe", "flag_unreadable", why="a word"),
        cell("ad1", "NB_ADOPTR", "two", "number_unreadable", why="a word"),
    ]


def _choices() -> list[Case]:
    return [
        cell("placement_costs", "PROVISION_TYPE", "Caravan", "unknown_value", why="in no list"),
        cell("placement_costs", "SOURCING_ROUTE", "A friend", "unknown_value", why="in no list"),
        cell("placement_costs", "SOLO", "Sometimes", "unknown_value", why="in no list"),
        cell("placement_costs", "DOL", "Perhaps", "unknown_value", why="in no list"),
        cell("placement_costs", "DISTANCE_REASON", "The weather", "unknown_value", why="in no list"),
        cell("placement_costs", "PRIMARY_NEED", "Many", "unknown_value", why="in no list"),
        cell("placement_costs", "RISKS", "missing;rudeness", "unknown_value", why="one of two in no list"),
    ]


def _ids() -> list[Case]:
    rounded = "1.23457E+11"
    found = [
        cell(table, "CHILD", rounded, "child_damaged", value=shape(rounded), why="rounded by a spreadsheet")
        for table in ("header", "episodes", "uasc", "oc2", "missing", "placement_costs", "reviews")
    ]
    found += [
        cell(table, "CHILD", "", "blank_key", why="blank")
        for table in ("header", "episodes", "uasc", "oc2", "missing", "placement_costs", "reviews", "social_worker")
    ]
    found += [
        cell(table, "CHILD", "NOBODY9", "child_without_episodes", value="AAAAAA9", why="in no episode")
        for table in ("header", "uasc", "oc2", "missing", "placement_costs")
    ]
    return [
        *found,
        cell("episodes", "CHILD", "1.2e5", "child_damaged", value="9.9A9", why="rounded, in small letters"),
        cell("episodes", "CHILD", "NOBODY9", "child_not_in_header", row=4, value="AAAAAA9", why="in no header"),
        cell("episodes", "CHILD", "NULL", "blank_key", value="", why="the word for nothing"),
        cell("episodes", "CHILD", "José Łukasz", "child_not_in_header", value="AAAA AAAAAA", why="a name"),
    ]


def _places() -> list[Case]:
    postcodes = {
        "SW1A": "half of one",
        "NW1 8NHH": "a letter too many",
        "N0 FIXED ABODE": "words",
        "NW18": "no second half",
        "51.5,-0.1": "a position",
        "=NW1": "a formula",
    }
    urns = {
        "123": "cut short",
        "123456789": "too long",
        "SC12": "letters, and cut short",
        "see note": "words",
        "1234567.5": "a part",
    }
    return [
        *(cell("episodes", "PL_POST", written, "postcode_malformed", why=why) for written, why in postcodes.items()),
        cell("episodes", "HOME_POST", "NW1", "postcode_malformed", why="half of one"),
        cell("episodes", "PL_POST", "ZZ9 9ZZ", "postcode_unknown", why="in no directory"),
        cell("episodes", "HOME_POST", "SW1A 1ZZ", "postcode_unknown", why="in no directory"),
        cell("episodes", "PL_POST", "BT1 5GS", "postcode_no_position", why="on another grid"),
        *(cell("episodes", "URN", written, "urn_damaged", why=why) for written, why in urns.items()),
        cell("placement_costs", "URN", "12", "urn_damaged", why="cut short"),
    ]


def _blanks() -> list[Case]:
    wanted = {
        "header": ("SEX", "DOB", "ETHNIC"),
        "episodes": ("RNE", "LS", "CIN", "PLACE"),
        "uasc": ("DOB",),
        "missing": ("MISSING",),
        "placement_costs": ("PROVISION_TYPE", "WEEKLY_COST"),
    }
    keys = (("episodes", "DECOM"), ("missing", "MIS_START"), ("placement_costs", "AS_AT"))
    return [
        *(cell(table, c, "", "blank_required", why="blank") for table, names in wanted.items() for c in names),
        *(cell(table, c, " ", "blank_key", value="", why="a space alone") for table, c in keys),
    ]


CASES = (*_days(), *_codes(), *_numbers(), *_choices(), *_ids(), *_places(), *_blanks())
