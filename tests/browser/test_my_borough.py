"""My borough: on one screen before anybody scrolls, for every kind of place and reader, and on one side of A4."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser import acts

BOTTOM = (
    "Math.max(...[...document.querySelectorAll('.panel, .trust')].map(part => part.getBoundingClientRect().bottom))"
)


def test_a_borough_is_on_one_screen_and_one_printed_side(visit, address: str) -> None:
    page = visit(f"{address}/my_borough?authority=Camden")
    assert page.locator(".panel").count() == 6
    assert page.evaluate(BOTTOM) <= 900
    # That the data are invented, and the rule over it, is not under the menu.
    tops = [page.locator(part).first.bounding_box() for part in (".mast", '[data-testid="stHeader"]')]
    assert tops[0] and tops[1] and tops[0]["y"] >= tops[1]["y"] + tops[1]["height"]
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("?area=North+Central+London", marks=pytest.mark.whole),
        pytest.param("", marks=pytest.mark.whole),
        "viewer",
    ],
)
def test_so_are_a_sub_region_london_and_what_a_viewer_sees(place: str, visit, address: str) -> None:
    page = visit(f"{address}/my_borough{'?authority=Camden' if place == 'viewer' else place}")
    if place == "viewer":
        acts.view_as(page, "Viewer (protected)")
    assert page.locator(".panel").count() == 6
    assert page.evaluate(BOTTOM) <= 900
    assert "the distance is not known" in page.locator(".trust").first.inner_text()


def test_what_it_looks_like_stays_on_it(visit, address: str) -> None:
    page = visit(f"{address}/my_borough?authority=Camden")
    expect(page.locator(".question")).to_be_hidden()
    acts.go(page, "What is missing?", "Gaps by sub-region")
    expect(page.locator(".question")).to_be_visible()
    expect(acts.chip(page, "Camden")).to_be_visible()
    page.go_back()
    expect(page.locator(".panel")).to_have_count(6)
    expect(page.locator(".question")).to_be_hidden()
