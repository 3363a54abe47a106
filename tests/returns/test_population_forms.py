"""Population projections in the forms of their makers: children are added up, and years known already are left."""

from __future__ import annotations

import pytest

from sufficiency.reference.tables import records
from tests.returns.conftest import Send

NEWEST = max(int(row["mid_year"]) for row in records("population"))
NEXT, AFTER = NEWEST + 1, NEWEST + 2
CAMDEN = "E09000007"
LONG = f"""AREA_CODE,AREA_NAME,COMPONENT,SEX,AGE_GROUP,{NEWEST},{NEXT},{AFTER}
{CAMDEN},Camden,Population,males,0,900,1000.4,1100
{CAMDEN},Camden,Population,females,0,900,1000.2,1100
{CAMDEN},Camden,Population,males,17,10,20,30
{CAMDEN},Camden,Population,males,18,500,500,500
{CAMDEN},Camden,Population,males,All ages,9999,9999,9999
{CAMDEN},Camden,Births,males,0,77,77,77
"""
PLAIN = f"""area_code,year,age,population
{CAMDEN},{NEWEST},3,5
{CAMDEN},{NEXT},3,"1,200"
{CAMDEN},{NEXT},17,30
{CAMDEN},{NEXT},18,40
"""


def _rows(send: Send, text: str) -> list[tuple[object, ...]]:
    read = send({"population/projection.csv": text})
    assert read.problems.num_rows == 0
    found = read.tables["population"].to_pylist()
    return [(row["mid_year"], row["area_code"], row["population_0_17"]) for row in found]


def test_the_long_form_adds_up_ages_and_sexes_of_each_year_to_come(send: Send) -> None:
    # 1,000.4 + 1,000.2 + 20 and 1,100 + 1,100 + 30.
    assert _rows(send, LONG) == [(NEXT, CAMDEN, 2021), (AFTER, CAMDEN, 2230)]


def test_persons_are_not_added_to_the_sexes_they_are_made_of(send: Send) -> None:
    whole = f"{CAMDEN},Camden,Population,persons,0,1800,2000,2200\n"
    assert _rows(send, LONG + whole) == [(NEXT, CAMDEN, 2000), (AFTER, CAMDEN, 2200)]


def test_the_plain_form_adds_up_ages(send: Send) -> None:
    assert _rows(send, PLAIN) == [(NEXT, CAMDEN, 1230)]


def test_a_number_that_is_none_is_told_with_its_line(send: Send) -> None:
    told = send({"population/projection.csv": PLAIN.replace(",30", ",thirty")}).problems.to_pylist()
    assert [(one["rule"], one["line"]) for one in told] == [("number_unreadable", 4)]


@pytest.mark.parametrize("change", [(f",{NEXT},", f",{NEWEST},"), (",3,", ",0-4,"), (",3,", ",23,")])
def test_a_file_of_which_nothing_counts_is_told(send: Send, change: tuple[str, str]) -> None:
    first = PLAIN.splitlines()
    text = "\n".join([first[0], first[2].replace(*change)]) + "\n"
    told = send({"population/projection.csv": text}).problems.to_pylist()
    assert [(one["rule"], one["file"]) for one in told] == [("nothing_to_come", "population/projection.csv")]
    assert f"a year after {NEWEST}" in told[0]["message"] and told[0]["remedy"]
