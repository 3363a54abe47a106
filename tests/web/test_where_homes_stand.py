"""The map of homes on Provision is fitted to whom it is about, and says so where none stands there."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.presentation import geography
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
PAGE = settings.ROOT / "pages" / "supply" / "provision.py"
CAMDEN, CITY, NORTH = "E09000007", "E09000001", "North Central London"
NEIGHBOURS = {"comparator": "neighbours"}


def view(page: AppTest) -> dict[str, float]:
    """Where the middle of the map is, and how near it is seen."""
    [drawn] = page.get("deck_gl_json_chart")
    return json.loads(drawn.proto.json)["initialViewState"]


def test_it_is_fitted_to_the_borough_with_its_neighbours_to_an_area_or_to_all() -> None:
    london, camden, north = (
        view(reading.opened(PAGE, **chosen)) for chosen in ({}, {"authority": [CAMDEN]}, {"area": [NORTH]})
    )
    east, north_of = geography.centre(CAMDEN) or (0.0, 0.0)
    assert abs(camden["longitude"] - east) < 0.1 and abs(camden["latitude"] - north_of) < 0.1
    assert camden["zoom"] > london["zoom"] + 0.8 and north["zoom"] > london["zoom"] + 0.6


def test_beside_its_statistical_neighbours_all_of_them_are_in_sight() -> None:
    near = view(reading.opened(PAGE, authority=[CAMDEN]))
    beside = view(reading.opened(PAGE, authority=[CAMDEN], **NEIGHBOURS))
    assert beside["zoom"] < near["zoom"]


def test_of_an_area_it_is_titled_with_its_name_and_of_a_borough_without_homes_with_that() -> None:
    assert any(words.startswith(f"{NORTH}: ") and "postcode sector" in words for words in said(area=[NORTH]))
    kind = "Children's homes and secure homes"
    assert "City of London: no places" in said(authority=[CITY], place_kind=kind)


def said(**chosen: object) -> list[str]:
    return list(reading.said(reading.opened(PAGE, **chosen)))


def test_where_no_list_gives_places_homes_are_listed_and_no_place_is_drawn() -> None:
    """'Supported accommodation: 0 places', an empty map and bars of nought stood for what is not published."""
    words = said(authority=[CAMDEN], place_kind="Supported accommodation")
    assert any("homes; no list says how many places they have" in each for each in words)
    assert not any("0 places" in each for each in words)
    page = reading.opened(PAGE, authority=[CAMDEN], place_kind="Supported accommodation")
    assert not page.get("deck_gl_json_chart")


def test_of_a_borough_whose_children_live_in_its_area_is_told_of_all_who_live_there() -> None:
    """Of those that Camden placed alone every share was 100%, of 'all London's children who live in the area'."""
    page = reading.opened(PAGE, authority=[CAMDEN])
    titles = [fold.label.replace("\\", "") for fold in page.expander]
    assert f"Whose children live in {NORTH}: children's homes and secure homes" in titles
