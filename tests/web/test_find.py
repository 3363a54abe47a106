"""The box on every page, what it offers to whom, and the line that tells what a page is for."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

import app
from sufficiency import settings
from sufficiency.web import context, find, first_use, navigation

pytestmark = pytest.mark.xdist_group("pages_0")
PATIENCE = 180


def opened(path: str = "supply/placement_mix", **state: object) -> AppTest:
    """A page opened from the menu with what is chosen."""
    navigation.offer(app.PAGES)
    page = AppTest.from_file(str(settings.ROOT / "pages" / f"{path}.py"), default_timeout=PATIENCE)
    for key, value in state.items():
        page.session_state[key] = value
    return page.run()


def listed(page: AppTest, asked: str) -> dict[str, str]:
    """What is found for ``asked``: the address of each thing by its title."""
    page.text_input(key=find.KEY).input(asked).run()
    assert not page.exception and not page.error
    (html,) = (part.proto.body for part in page.get("html") if part.proto.body.startswith("<div class='finds'"))
    return {unescape(title): unescape(where) for where, title in re.findall(r"<a href='([^']*)'><b>([^<]*)</b>", html)}


def test_what_is_found_keeps_what_is_chosen_but_the_place_it_names() -> None:
    page = opened(authority=["E09000007"], sex=["F"])
    assert listed(page, "miles")["Placement distance"] == "placement_distance?authority=Camden&sex=Female"
    assert listed(page, "hackny")["Hackney"] == "my_borough?authority=Hackney&sex=Female"
    assert listed(page, "London")["London"] == "my_borough?sex=Female"
    assert listed(page, "headline")["Overview"] == "./?authority=Camden&sex=Female"
    assert listed(page, "<b>' onclick='x") == {}


def test_a_viewer_is_offered_no_page_that_lists_placements() -> None:
    for role, offered in (("regional_analyst", True), ("viewer", False)):
        page = opened(**{context.VIEW_AS: role})
        assert ("Dearest placements" in listed(page, "dearest")) is offered
        assert ("Children" in listed(page, "list of children")) is offered


def test_an_analyst_of_one_authority_is_led_to_no_other() -> None:
    page = opened(**{context.VIEW_AS: "authority_analyst", context.VIEW_AS_AUTHORITY: "E09000007"})
    assert "Camden" in listed(page, "Camden") and "Hackney" not in listed(page, "Hackney")


def test_an_administrator_finds_the_pages_without_figures() -> None:
    page = opened("data/members", **{context.VIEW_AS: "administrator"})
    assert listed(page, "users") == {"Members": "members"}
    assert listed(page, "distance") == {}


def test_the_line_of_a_page_is_put_away_for_the_visit() -> None:
    page = opened()
    assert "first-use" in "".join(part.proto.body for part in page.get("html"))
    page.button(key="put_away").click().run()
    assert page.session_state[first_use.PUT_AWAY] == ("Placements and providers",)
    assert "class='first-use'" not in "".join(part.proto.body for part in page.get("html"))
    other = opened("supply/market", **{first_use.PUT_AWAY: ("Placements and providers",)})
    assert "class='first-use'" in "".join(part.proto.body for part in other.get("html")), "each page tells once"


@pytest.mark.parametrize("path", ["supply/gaps", "supply/provision", "supply/market", "cost/value"])
def test_a_switch_of_a_page_never_contradicts_the_bar(path: str) -> None:
    page = opened(path, authority=["E09000008"], placement_type=["Supported accommodation"])
    assert not page.exception and not page.error
    lead = "".join(part.proto.body for part in page.get("html") if "class='lead'" in part.proto.body)
    assert "supported accommodation: " in lead.casefold()
    assert not {"category", "place_kind", "market_kind", "priced_kind"} & {box.key for box in page.selectbox}


def test_the_page_that_looks_for_a_word_of_its_own_has_the_box_as_well() -> None:
    page = opened("data/definitions")
    assert not page.exception and not page.error
    assert {box.key for box in page.text_input} == {"find", find.KEY}
