"""Compare starts from what is chosen; the head of a page and its titles are of the place that is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from sufficiency import settings
from sufficiency.web import context
from tests.words import reading

pytestmark = pytest.mark.xdist_group("pages_0")
NORTH, CITY = "North Central London", "E09000001"
INSIDE = {"Barnet", "Camden", "Enfield", "Haringey", "Islington"}


def html(page: str, **state: object) -> str:
    opened = reading.opened(settings.ROOT / "pages" / "overview" / f"{page}.py", **state)
    assert not opened.exception and not opened.error
    return unescape("".join(part.proto.body for part in opened.get("html")))


def lead(said: str) -> str:
    return "".join(re.findall(r"<p class='lead'>(.*?)</p>", said))


def headings(said: str) -> list[str]:
    return re.findall(r"<h2[^>]*>(.*?)</h2>", said)


def test_an_area_stands_beside_the_region_that_holds_it() -> None:
    """With an area chosen stood two boroughs, of which one was not in it."""
    said = html("compare", area=[NORTH])
    assert lead(said).startswith(f"{NORTH} and London")
    assert all(f"{NORTH} beside London" in heading for heading in headings(said))
    # A part has less of everything that is counted: no difference that is worth a row.
    assert ">Children looked after<" not in said and "Placed over 20 miles from home" in said


def test_with_nothing_chosen_london_stands_beside_itself_a_year_before() -> None:
    """It opened on two boroughs that nobody had chosen, those that the alphabet puts first."""
    said = html("compare")
    assert lead(said).startswith("London: 31 March 2026 and 31 March 2025")
    # Not the same authorities count then: so many children more or less are no change.
    assert "For 31 March 2026 it is of 32 of 33 authorities" in lead(said) and ">Children looked after<" not in said
    assert "collected on" not in said, "which is of one of the two dates alone"


@pytest.mark.parametrize("kind", ["Authorities", "Areas"])
def test_which_two_is_asked_where_nothing_says_it(kind: str) -> None:
    page = settings.ROOT / "pages" / "overview" / "compare.py"
    opened = reading.opened(page, compare=kind)
    assert not opened.exception and opened.info[0].value.startswith("Choose an a")
    assert not lead(html("compare", compare=kind))
    assert lead(html("compare", compare=kind, **{f"this_{kind.lower()}": {"Areas": NORTH}.get(kind, "Camden")}))


def test_beside_london_those_without_are_of_londons_side() -> None:
    said = lead(html("compare", area=[NORTH]))
    assert "For London it is of 32 of 33 authorities, without Sutton" in said and "This is" not in said
    # Slides said *5 of 5 authorities count*, of both.
    assert f"{NORTH} beside London (32 of 33 authorities, without Sutton)." in html("compare", area=[NORTH])


def test_authorities_compared_in_an_area_are_of_it_and_those_chosen_are_the_two() -> None:
    both = re.match(r"(.+?) and (.+?)(?: differ|:)", lead(html("compare", area=[NORTH], compare="Authorities")))
    assert both and set(both.groups()) <= INSIDE
    assert lead(html("compare", authority=["E09000008", "E09000007"])).startswith("Camden and Croydon")


def test_the_head_counts_authorities_where_there_are_several() -> None:
    assert "of 1 authority" not in html("overview", authority=["E09000007"])
    assert "<span>5 of 5 authorities</span>" in html("overview", area=[NORTH])
    assert "Sutton does not count at this date" in html("overview", authority=["E09000029"])


@pytest.mark.parametrize("place", ["Camden", "London", NORTH])
def test_a_line_over_time_is_headed_with_what_it_says_of_the_place(place: str) -> None:
    chosen = {"Camden": {"authority": ["E09000007"]}, NORTH: {"area": [NORTH]}}.get(place, {})
    over_time, *_ = headings(html("overview", **chosen))
    assert place in over_time and "from" in over_time and not over_time.endswith("over time")
    assert any(f"Where {place}'s children live" in words for words in headings(html("my_borough", **chosen)))


def test_where_a_borough_is_too_small_the_area_around_it_is_offered() -> None:
    page = settings.ROOT / "pages" / "overview" / "my_borough.py"
    (told,) = reading.opened(page, **{context.VIEW_AS: "viewer", "authority": CITY}).info
    assert "[Overview](" in told.value and "[North East London](" in told.value and "[London](" in told.value
