"""Postcodes to places, and DfE's straight-line distance."""

from __future__ import annotations

import pytest

from sufficiency import settings
from sufficiency.reference import tables
from sufficiency.returns import postcodes
from tests.returns.conftest import Send

EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"


def _episode(home: str, placement: str) -> dict[str, str]:
    return {"Camden/2025/e.csv": EPISODES + f"KID1,01/05/2024,S,C2,N1,U6,PR1,,,,{home},{placement},\n"}


@pytest.mark.parametrize(
    ("home", "placement", "miles", "home_authority", "host_authority"),
    [
        # 529090,179645 to 383867,398089: 145,223 m and 218,444 m make 262,311.8 m; / 1,609.3 is 162.9975.
        ("SW1A 1AA", "M2 5DB", 162.9975, "E09000033", "E08000003"),
        # 530019,182893 to 529090,179645: 929 m and 3,248 m make 3,378.2 m; / 1,609.3 is 2.0992.
        ("NW1 2DB", "SW1A 1AA", 2.099, "E09000007", "E09000033"),
    ],
)
def test_distance_by_hand(
    send: Send, home: str, placement: str, miles: float, home_authority: str, host_authority: str
) -> None:
    [row] = send(_episode(home, placement)).tables["episodes"].to_pylist()
    assert row["distance_miles"] == pytest.approx(miles, abs=0.0005)
    assert (row["home_authority_code"], row["host_authority_code"]) == (home_authority, host_authority)


@pytest.mark.parametrize("written", ["SW1A 1AA", "sw1a1aa", "SW1A  1AA", " SW1A-1AA ", "SW1A 1AA."])
def test_a_postcode_however_it_is_written(send: Send, written: str) -> None:
    found = send(_episode("NW1 2DB", written))
    [row] = found.tables["episodes"].to_pylist()
    assert (row["placement_sector"], row["host_authority_code"]) == ("SW1A 1", "E09000033")
    assert row["distance_miles"] == pytest.approx(2.0992, abs=1e-4)


def test_a_district_belongs_to_its_county(send: Send) -> None:
    # Canterbury is a district of Kent, which looks after its children.
    [row] = send(_episode("NW1 2DB", "CT1 2JR")).tables["episodes"].to_pylist()
    assert row["host_authority_code"] == "E10000016"


@pytest.mark.parametrize(
    ("placement", "sector", "host"),
    [("BT1 5GS", "BT1 5", "N09000003"), ("SW1A 1ZZ", "SW1A 1", None), ("nowhere", None, None), ("", None, None)],
)
def test_what_is_not_known_is_blank(send: Send, placement: str, sector: str | None, host: str | None) -> None:
    [row] = send(_episode("NW1 2DB", placement)).tables["episodes"].to_pylist()
    assert row["distance_miles"] is None
    assert (row["placement_sector"], row["host_authority_code"]) == (sector, host)


def test_distance_within_one_postcode_is_none_at_all(send: Send) -> None:
    [row] = send(_episode("NW1 2DB", "NW1 2DB")).tables["episodes"].to_pylist()
    assert row["distance_miles"] == 0


def test_the_mile_is_dfes_and_the_documents_say_which() -> None:
    mile = f"{postcodes.METRES_A_MILE:,}"
    assert mile == "1,609.3", "its formula divides kilometres by 1.6093, where the statute mile has 1.609344"
    words = next(row["meaning"] for row in tables.records("glossary") if row["word"] == "Distance")
    assert mile in words and "its formula" in words
    assert mile in (settings.ROOT / "README.md").read_text(encoding="utf-8")
