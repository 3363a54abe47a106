"""The map of where children live is clicked for who lives in a place, where that is told, and answers each time."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Position, expect

from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_0")

Visit = Callable[..., Page]
# Discs that stand alone on the map of Camden's children, by their place in its frame.
ALONE = {"Suffolk": (0.896, 0.468), "Lancashire": (0.088, 0.123)}


# Of a phone's map a tip was once not seen in a minute; the whole run still asks for it.
@pytest.mark.parametrize("width", [1400, pytest.param(400, marks=pytest.mark.whole)])
def test_each_click_on_a_disc_says_beneath_the_map_who_lives_there(width: int, visit: Visit, address: str) -> None:
    """What a click had chosen stood under other figures, on a phone two screens away."""
    page = visit(f"{address}/placement_distance?authority=Camden", width=width)
    for name in (*ALONE, *ALONE):
        _click(page, name)
        link = page.get_by_role("link", name=f"See who lives in {name}")
        expect(link).to_be_visible()
        acts.settle(page)
        canvas, led = _map(page).bounding_box(), link.bounding_box()
        assert canvas is not None and led is not None and led["y"] - canvas["y"] - canvas["height"] < 160
    link.click()
    listed = page.get_by_role("heading", name=f"The children who live in {name}")
    expect(listed).to_be_in_viewport()


def _click(page: Page, name: str) -> None:
    across, down = ALONE[name]
    frame = _map(page).bounding_box()
    assert frame is not None
    place: Position = {"x": frame["width"] * across, "y": frame["height"] * down}
    tip = page.locator(".deck-tooltip").filter(has_text=f"in {name}")

    def point_and_click(patience: int) -> None:
        page.mouse.move(0, 0)
        _map(page).hover(position=place)
        tip.wait_for(timeout=patience)
        _map(page).click(position=place)

    acts.again(point_and_click, f"the map shows no tip of {name}")


def _map(page: Page) -> Locator:
    return page.locator("[data-testid=stDeckGlJsonChart] canvas").first
