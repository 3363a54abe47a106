"""No absurdity in the invented London: who is where, at what age, in which home, at what price."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime

import pytest

from sufficiency.settings import REFERENCE
from sufficiency.synthetic.fit_reading import postcodes
from sufficiency.synthetic.places import directory
from tests.synthetic.conftest import AUTHORITIES, YEARS, read, tables

pytestmark = pytest.mark.xdist_group("synthetic")


def day(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y")


def age(born: str, when: str) -> int:
    then, now = day(born), day(when)
    return now.year - then.year - ((now.month, now.day) < (then.month, then.day))


@pytest.fixture(scope="session")
def episodes(made):
    """Every episode with the child's birth date, authority and year."""
    born = {row["CHILD"]: row["DOB"] for rows in tables(made, "header").values() for row in rows}
    return [
        {**row, "DOB": born[row["CHILD"]], "area": area, "year": year}
        for (area, year), rows in tables(made, "episodes").items()
        for row in rows
    ]


def test_placements_fit_the_child_s_age_and_legal_status(episodes):
    for row in episodes:
        years = age(row["DOB"], row["DECOM"])
        assert 0 <= years < 18
        if row["PLACE"] in ("H5", "P2", "K3"):
            assert years >= 16
        if row["PLACE"] == "R5":
            assert years >= 12
        if row["PLACE"][0] == "A":
            assert row["LS"] == "E1" and years < 12
        assert years >= {"K1": 10, "K2": 7, "S1": 8}.get(row["PLACE"], 0)
        if row["PLACE"][0] == "Z":
            assert years >= 11
        assert row["REASON_PLACE_CHANGE"] != "CUSTOD" or years >= 10
        assert row["PLACE"] == "P1" or not row["PL_POST"] or row["PL_POST"] != row["HOME_POST"]
        if row["LS"] == "J1":
            assert years >= 10
        if row["PLACE"] == "P1":
            assert row["LS"] not in ("V2", "J1")


def test_nobody_is_in_care_after_turning_eighteen(episodes):
    for row in episodes:
        end = row["DEC"] or f"31/03/{row['year']}"
        born = day(row["DOB"])
        assert day(end) <= datetime(born.year + 18, 3, 1) or age(row["DOB"], end) <= 18
        if age(row["DOB"], end) == 18:
            assert (day(end).month, day(end).day) in ((born.month, born.day), (2, 28))


def test_unaccompanied_children_have_no_home_address_and_are_accommodated(made):
    for key, rows in tables(made, "uasc").items():
        children = {row["CHILD"] for row in rows}
        for row in tables(made, "episodes")[key]:
            if row["CHILD"] in children:
                assert row["HOME_POST"] == "" and row["LS"] == "V2"
            else:
                assert bool(row["HOME_POST"]) == (row["LS"] != "V4")


def test_every_postcode_is_real_and_homes_stand_where_their_register_says(made, episodes):
    posts = {row[name].replace(" ", "") for row in episodes for name in ("PL_POST", "HOME_POST")}
    found = postcodes(directory(), sorted(posts - {""})).set_index("post")["authority"]
    assert set(found.index) == posts - {""}
    names = {row["authority_name"]: row["authority_code"] for row in read(REFERENCE / "authorities.csv")}
    stands = {}
    for path in made.glob("provision/*/providers.csv"):
        for row in read(path):
            stands[row["URN"]] = (row["Provision type"], names[row["Local authority"]])
    homes = [row for row in episodes if row["PLACE"] == "K2" and row["URN"] in stands]
    assert len(homes) > 50
    for row in homes:
        kind, authority = stands[row["URN"]]
        assert kind == "Children's home"
        assert authority == found[row["PL_POST"].replace(" ", "")]


def test_no_home_holds_more_of_these_children_than_it_has_places(made):
    for year in YEARS:
        places = {}
        for row in read(made / "provision" / f"{year}-03-31" / "providers.csv"):
            if row["Provision type"] == "Children's home":
                places[row["URN"]] = int(row["Places"])
        held = Counter(
            row["URN"]
            for area in AUTHORITIES
            for row in tables(made, "episodes")[area, year]
            if row["PLACE"] == "K2" and not row["DEC"]
        )
        assert all(count <= places.get(urn, 99) for urn, count in held.items())
        assert sum(urn in places for urn in held) >= 0.9 * len(held)


def test_costs_add_up_and_rise_with_need(made):
    by_kind = defaultdict(list)
    for rows in tables(made, "placement_costs").values():
        for row in rows:
            parts = [int(row[name]) for name in ("SOCIAL_CARE", "EDUCATION", "HEALTH")]
            assert sum(parts) == int(row["WEEKLY_COST"]) and min(parts) >= 0
            by_kind[row["PROVISION_TYPE"].split(" -")[0], row["SOLO"]].append(sum(parts))
    mean = {key: sum(values) / len(values) for key, values in by_kind.items()}
    assert 500 < mean["Fostering", "neither"] < 1300
    assert 4000 < mean["Residential", "neither"] < 9000
    assert mean["Residential", "needs and has"] > 1.3 * mean["Residential", "neither"]


def test_troubles_gather_in_the_same_children(made):
    episodes, oc2 = tables(made, "episodes"), tables(made, "oc2")
    moved, still = [], []
    for key, rows in oc2.items():
        moves = Counter(row["CHILD"] for row in episodes[key] if row["RNE"] in ("P", "B"))
        for row in rows:
            if row["SDQ_SCORE"]:
                (moved if moves[row["CHILD"]] >= 2 else still).append(int(row["SDQ_SCORE"]))
    assert sum(moved) / len(moved) > sum(still) / len(still) + 1.5


def test_family_centres_hold_infants_and_mothers_for_months_only(made):
    for key, rows in tables(made, "episodes").items():
        children = {row["CHILD"]: row for row in tables(made, "header")[key]}
        for row in rows:
            if row["PLACE"] == "R3":
                child, until = children[row["CHILD"]], row["DEC"] or f"31/03/{key[1]}"
                assert age(child["DOB"], row["DECOM"]) < 2 or child["MOTHER"] == "1"
                assert (day(until) - day(row["DECOM"])).days < 300


def test_needs_are_known_of_more_children_than_have_a_plan_and_of_no_infant(made):
    known, plans = 0, 0
    for key, rows in tables(made, "placement_costs").items():
        born = {row["CHILD"]: day(row["DOB"]) for row in tables(made, "header")[key]}
        for row in rows:
            known += bool(row["PRIMARY_NEED"])
            plans += row["EHCP"] == "Yes"
            if row["PRIMARY_NEED"]:
                assert (day(row["AS_AT"]) - born[row["CHILD"]]).days > 2 * 365
            assert row["PRIMARY_NEED"] or row["EHCP"] == "No"
    assert 0.35 < plans / known < 0.75


def test_an_unregistered_home_is_told_from_other_placements_without_a_code(made):
    kinds = Counter()
    for key, rows in tables(made, "placement_costs").items():
        open_now = {row["CHILD"]: row["PLACE"] for row in tables(made, "episodes")[key] if not row["DEC"]}
        for row in rows:
            place = open_now[row["CHILD"]]
            if place[0] != "Z":
                assert row["PROVISION_TYPE"] != "Unregistered"
                continue
            unregistered = row["PROVISION_TYPE"] == "Unregistered"
            kinds[unregistered] += 1
            if place != "Z1":
                assert unregistered == (place in ("Z12", "Z13"))
    assert kinds[True] and kinds[False]
