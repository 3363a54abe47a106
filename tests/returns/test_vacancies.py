"""Vacancies and filled places of homes on a day, in any form, and what is wrong with them told."""

from __future__ import annotations

import pytest

from tests.returns.conftest import Send, workbook

HEADER = "URN,AS_AT,PLACES_STAFFED,PLACES_FILLED,PLACES_VACANT,REFERRALS_RECEIVED,REFERRALS_DECLINED,NOTE\n"
HOME = "1234567,31/03/2026,5,4,1,7,3,ask Jo\n"
AT = "Camden/vacancies/2026-03-31"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_list_is_a_unit_of_its_day_and_its_note_is_not_kept(send: Send, kind: str) -> None:
    rows: list[list[object]] = [HEADER.strip().split(","), HOME.strip().split(",")]
    read = send({f"{AT}/week.{kind}": HEADER + HOME if kind == "csv" else workbook({"Homes": rows})})
    [row] = read.tables["vacancies"].to_pylist()
    assert list(row.values())[2:] == ["1234567", 5, 4, 1, 7, 3] and str(row["as_at"]) == "2026-03-31"
    assert [part.name.key for part in read.sent] == ["E09000007/vacancies/2026-03-31"]
    assert read.problems.num_rows == 0 and "Jo" not in str(read.tables)


WRONG = [
    ("Camden/vacancies/week", HOME, "no_day"),
    ("Camden/2026", HOME, "no_day"),
    ("vacancies/2026-03-31", HOME, "no_authority"),
    ("Camden/vacancies/2026-07-31", HOME, "period_not_begun"),
    (AT, HOME.replace("1234567", ""), "blank_key"),
    (AT, HOME.replace("1234567", "The Elms"), "urn_damaged"),
    (AT, HOME.replace(",5,4,1,", ",6,4,1,"), "places_differ"),
    (AT, HOME.replace(",7,3,", ",2,3,"), "more_declined"),
    (AT, HOME.replace(",5,4,1,", ",five,4,1,"), "number_unreadable"),
    (AT, HOME.replace("31/03/2026", "24/03/2026"), "day_differs"),
    (AT, HOME + HOME.replace(",5,4,1,", ",5,5,0,"), "home_twice"),
]


@pytest.mark.parametrize(("place", "content", "rule"), WRONG)
def test_what_is_wrong_is_told(send: Send, place: str, content: str, rule: str) -> None:
    assert rule in send({f"{place}/week.csv": HEADER + content}).problems["rule"].to_pylist()
