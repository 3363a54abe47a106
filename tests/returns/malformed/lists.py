"""Lists that are no authority's: providers in both layouts, frameworks, published figures, population."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.returns.conftest import workbook
from tests.returns.malformed import sound
from tests.returns.malformed.case import Told
from tests.returns.malformed.sound import Rows, text

LAST_DAY = date(2025, 12, 31)
NAMES = {
    "register": ("provision/{day}/list.csv", sound.REGISTER),
    "authorities' list": ("provision/{day}/list.csv", sound.FOR_AUTHORITIES),
    "settings": ("provision/{day}/settings.csv", sound.SETTINGS),
    "framework": ("frameworks/{day}/framework.csv", sound.FRAMEWORK),
    "release": ("published/{day}/release.csv", sound.RELEASE),
    "own figures": ("published/{day}/own.csv", sound.OWN_FIGURES),
    "population": ("population/{day}/population.csv", sound.POPULATION),
}


@dataclass(frozen=True)
class ListCase:
    """One malformed list: its file's name, where ``{day}`` stands for a day of its own, its bytes, and what is told."""

    name: str
    file: str
    content: Callable[[], str | bytes]
    told: Told

    def placed(self, at: int) -> str:
        """The file's name as the case numbered ``at``, whose list is of a day that no other's is."""
        return self.file.format(day=LAST_DAY - timedelta(days=at))


def changed(
    kind: str,
    name: str,
    change: Callable[[Rows], object],
    rule: str,
    line: int | None = None,
    column: str = "",
    value: str = "",
    file: str = "",
) -> ListCase:
    """A sound list, changed in place."""
    usual, rows = NAMES[kind]

    def content() -> str:
        copied = [list(row) for row in rows]
        change(copied)
        return text(copied)

    return ListCase(f"{kind}: {name}", file or usual, content, Told("", rule, line, column, value))


def cell(
    kind: str, name: str, place: int, written: str, rule: str, column: str, *, value: str | None = None
) -> ListCase:
    """A sound list with one cell of its first row changed."""

    def change(rows: Rows) -> None:
        rows[1][place] = written

    return changed(kind, name, change, rule, 2, column, written if value is None else value)


def told_once(kind: str, name: str, place: int, written: str, rule: str, column: str) -> ListCase:
    """As ``cell``, of a rule that tells once a file."""

    def change(rows: Rows) -> None:
        rows[1][place] = written

    return changed(kind, name, change, rule, None, column)


def _without(place: int) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        for row in rows:
            del row[place]

    return change


def _all_closed(rows: Rows) -> None:
    for row in rows[1:]:
        row[3] = "Resigned"


def _two_days(rows: Rows) -> None:
    for row, written in zip(rows, ("LIST_DATE", "31/03/2025", "30/09/2025"), strict=True):
        row.append(written)


def _another_day(rows: Rows) -> None:
    for row, written in zip(rows, ("LIST_DATE", "31/03/2019", "31/03/2019"), strict=True):
        row.append(written)


def _half_a_postcode(rows: Rows) -> None:
    for row, written in zip(rows, ("Postcode", "NW1", "REDACTED"), strict=True):
        row.append(written)


def _places(count: int) -> Callable[[Rows], object]:
    """The first home takes so many children."""

    def change(rows: Rows) -> None:
        rows[1][rows[0].index("Places")] = str(count)

    return change


def _registers() -> list[ListCase]:
    dates = (
        "list.csv",
        "list of January.csv",
        "January 2024 to March 2024.csv",
        "2011-12.csv",
        "31.03.2024 and 30.09.2024.csv",
    )
    return [
        cell("register", "no number", 0, "", "blank_key", "URN"),
        cell("register", "a number cut short", 0, "123", "urn_damaged", "URN"),
        cell("register", "a word for a number", 0, "pending", "urn_damaged", "URN"),
        cell("register", "no type", 1, "", "blank_key", "PROVISION_TYPE"),
        cell("register", "a type in no list", 1, "Tree house", "unknown_value", "PROVISION_TYPE"),
        cell("register", "registered on a day that never was", 2, "31/02/2010", "date_unreadable", "REGISTRATION_DATE"),
        cell("register", "registered next century", 2, "26/04/2110", "date_out_of_range", "REGISTRATION_DATE"),
        told_once("register", "a status in no list", 3, "Thinking", "unknown_status", "REGISTRATION_STATUS"),
        cell("register", "an authority that is none", 4, "Narnia", "authority_unknown", "LOCAL_AUTHORITY"),
        cell("register", "places in words", 6, "four", "number_unreadable", "PLACES"),
        cell("register", "places below nothing", 6, "-4", "number_unreadable", "PLACES"),
        cell("register", "part of a place", 6, "4.5", "number_unreadable", "PLACES"),
        told_once("register", "a rating in no list", 8, "Splendid", "unknown_rating", "OVERALL_RATING"),
        changed(
            "register",
            "one provider twice, with other places",
            lambda t: t.append([*t[1][:6], "9", *t[1][7:]]),
            "provider_differs",
            4,
            "PLACES",
            "9",
        ),
        changed("register", "one row twice", lambda t: t.append(list(t[1])), "duplicate_row", 4),
        changed("register", "no column URN", _without(0), "missing_key_column", 1, "URN"),
        changed("register", "no column of types", _without(1), "missing_key_column", 1, "PROVISION_TYPE"),
        changed(
            "register", "a column twice", lambda t: [row.append(row[6]) for row in t], "duplicate_column", 1, "PLACES"
        ),
        changed("register", "a short row", lambda t: t[1].pop(), "row_length", 2),
        changed("register", "everybody closed", _all_closed, "closures_list"),
        changed("register", "several days in one list", _two_days, "several_list_dates", None, "LIST_DATE"),
        changed("register", "another day than its folder", _another_day, "list_date_differs", None, "LIST_DATE"),
        changed(
            "register",
            "another month than its folder",
            lambda t: None,
            "list_date_differs",
            file="provision/{day}/list of June 2019.csv",
        ),
        changed("register", "half a postcode", _half_a_postcode, "site_malformed", 2, "POSTCODE", "NW1"),
        changed(
            "register",
            "a list of inspections",
            lambda t: [row.append("Inspection event type" if row is t[0] else "Full") for row in t],
            "other_list",
        ),
        changed(
            "register",
            "closures by its name",
            lambda t: None,
            "other_list",
            file="provision/{day}/closed providers.csv",
        ),
        changed("register", "leavers by its name", lambda t: None, "other_list", file="provision/{day}/Leavers.csv"),
        *(
            # Of other places each: a list of the same under another name is told as that.
            changed("register", f"of no certain day: {name}", _places(at), "no_list_date", file=f"lists/{name}")
            for at, name in enumerate(dates, 20)
        ),
        changed(
            "register",
            "separated by semicolons",
            lambda t: t.__setitem__(slice(None), [[";".join(row)] for row in t]),
            "delimiter",
            1,
        ),
    ]


def _others() -> list[ListCase]:
    def book() -> bytes:
        spoilt = [list(row) for row in sound.FOR_AUTHORITIES]
        spoilt[1][7] = "lots"
        return workbook({"Providers": spoilt, "SA Providers": [list(row) for row in sound.SETTINGS]})

    return [
        cell("authorities' list", "closed on a day that never was", 4, "32/01/2025", "date_unreadable", "CLOSED_DATE"),
        told_once("authorities' list", "a rating in no list", 6, "Good-ish", "unknown_rating", "OVERALL_RATING"),
        cell("authorities' list", "places in words", 7, "lots", "number_unreadable", "PLACES"),
        cell("authorities' list", "no number", 1, " ", "blank_key", "URN", value=""),
        ListCase(
            "authorities' list: places in words, in a workbook",
            "provision/{day}/list.xlsx",
            book,
            Told("[Providers]", "number_unreadable", 2, "PLACES", "lots"),
        ),
        cell("settings", "a setting's authority that is none", 1, "Narnia", "authority_unknown", "SETTING_AUTHORITY"),
        cell("settings", "a capacity in words", 7, "some", "number_unreadable", "PLACES"),
        told_once("settings", "a status in no list", 5, "Thinking", "unknown_status", "SETTING_STATUS"),
        cell("settings", "closed on a day that never was", 4, "31/04/2025", "date_unreadable", "CLOSED_DATE"),
        cell("framework", "no framework", 0, "", "blank_key", "FRAMEWORK"),
        cell("framework", "no number", 3, "", "blank_key", "URN"),
        cell("framework", "a number cut short", 3, "12", "urn_damaged", "URN"),
        cell("framework", "joined on a day that never was", 4, "31/04/2024", "date_unreadable", "JOINED"),
        cell("framework", "left before it joined", 5, "12/04/2024", "end_before_start", "LEFT"),
        cell("framework", "never joined", 4, "", "blank_required", "JOINED"),
        changed("framework", "no column URN", _without(3), "missing_key_column", 1, "URN"),
        cell("release", "a year in words", 0, "last year", "year_unreadable", "TIME_PERIOD"),
        cell("release", "a year of two figures", 0, "25", "year_unreadable", "TIME_PERIOD"),
        cell("release", "years that do not follow", 0, "202527", "year_unreadable", "TIME_PERIOD"),
        cell("release", "no year", 0, "", "blank_key", "TIME_PERIOD"),
        cell(
            "release", "a topic nobody uses", 5, "Eye colour", "unknown_measure", "BREAKDOWN", value=sound.RELEASE[1][6]
        ),
        cell("release", "a count in words", 7, "twenty", "number_unreadable", "CHILD_COUNT"),
        cell("release", "a share in words", 8, "ten", "number_unreadable", "PERCENT"),
        cell("own figures", "a measure nobody uses", 2, "happiness", "unknown_measure", "MEASURE"),
        cell("own figures", "no area", 1, "", "blank_key", "AREA_CODE"),
        cell("own figures", "a year that is none", 0, "1066", "year_unreadable", "RETURN_YEAR"),
        cell("population", "a number in words", 3, "many", "number_unreadable", "POPULATION"),
        cell("population", "a number below nothing", 3, "-35276", "number_unreadable", "POPULATION"),
        cell("population", "no number", 3, "", "blank_key", "POPULATION"),
        cell("population", "no area", 1, "", "blank_key", "AREA_CODE"),
        cell("population", "a year that is none", 0, "mid", "year_unreadable", "MID_YEAR"),
        cell("population", "grown-ups", 2, "Aged 18 to 24 years", "unknown_measure", "AGE_GROUP"),
        changed("population", "no column of numbers", _without(3), "missing_key_column", 1, "POPULATION"),
    ]


CASES = (*_registers(), *_others())
