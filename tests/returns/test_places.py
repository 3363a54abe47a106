"""Folder names to authorities and years."""

from __future__ import annotations

import pytest

from sufficiency.reference.tables import records
from sufficiency.returns import places


@pytest.mark.parametrize(
    "name",
    [
        "E09000007",
        "e09000007",
        "202",
        "CAM",
        "cam",
        "Camden",
        "CAMDEN",
        " camden ",
        "London Borough of Camden",
        "LB Camden",
        "Camden Council",
        "camden_council",
    ],
)
def test_camden_by_any_name(name: str) -> None:
    assert places.authority(name) == "E09000007"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("City of London", "E09000001"),
        ("city-of-london", "E09000001"),
        ("Westminster", "E09000033"),
        ("City of Westminster", "E09000033"),
        ("Kensington & Chelsea", "E09000020"),
        ("Royal Borough of Kensington and Chelsea", "E09000020"),
        ("Richmond-upon-Thames", "E09000027"),
        ("hammersmith_and_fulham", "E09000013"),
        ("Bristol", "E06000023"),
        ("Bristol, City of", "E06000023"),
        ("Kingston upon Hull", "E06000010"),
        ("Hull City Council", "E06000010"),
        ("Kingston upon Thames", "E09000021"),
        ("Bournemouth, Christchurch & Poole", "E06000058"),
        ("St. Helens", "E08000013"),
        ("St Helens", "E08000013"),
        ("Southend on Sea", "E06000033"),
        ("Durham", "E06000047"),
        ("Kent County Council", "E10000016"),
        ("886", "E10000016"),
        ("E08000038", "E08000016"),
        ("York", "E06000014"),
        ("North Yorkshire", "E06000065"),
    ],
)
def test_authorities_of_england(name: str, code: str) -> None:
    assert places.authority(name) == code


@pytest.mark.parametrize("name", ["", "London", "provision", "published", "2024-25", "Camdenn", "E12000007", "999"])
def test_what_is_no_authority(name: str) -> None:
    assert places.authority(name) is None


def test_every_code_and_name_leads_to_its_authority() -> None:
    for row in records("authorities"):
        for column in ("authority_code", "authority_name", "dfe_code", "liia_code"):
            if row[column]:
                assert places.authority(row[column]) == row["authority_code"], row[column]


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    assert places.nearest_authority("Camdenn") == "Camden"
    assert places.nearest_authority("zzzz") == ""


@pytest.mark.parametrize("name", ["2025", "2024-25", "2024_25", "2024-2025", "2024 25", " 2025 ", "2024 - 25"])
def test_the_return_year_by_any_name(name: str) -> None:
    assert places.return_year(name) == 2025


@pytest.mark.parametrize("name", ["", "25", "2024-26", "2024-2026", "24-25", "20245", "latest"])
def test_what_is_no_year(name: str) -> None:
    assert places.return_year(name) is None


def test_the_turn_of_the_century_is_a_year() -> None:
    assert places.return_year("1999-00") == 2000


@pytest.mark.parametrize(
    "name", ["Bradford", "City of Bradford Metropolitan District Council", "bradford-council", "E08000032"]
)
def test_bradford_by_any_name(name: str) -> None:
    assert places.authority(name) == "E08000032"
