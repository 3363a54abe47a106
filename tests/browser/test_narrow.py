"""On a phone everything is there: the page does not move sideways, and every figure can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser import acts
from tests.browser.test_accessibility import HABITS, RULES, RUN

pytestmark = pytest.mark.xdist_group("browser_1")


def test_a_matrix_of_many_columns_moves_in_its_own_frame_and_keeps_its_figures(
    visit: Callable[..., Page], address: str
) -> None:
    page = visit(f"{address}/placement_mix", width=400, bypass_csp=True)
    frame = page.locator("[class*=st-key-wide_matrix]").first
    figures = frame.locator(".mark-text.role-mark text")
    expect(figures.first).to_be_attached()
    wide, seen, size = frame.evaluate(
        """frame => [frame.scrollWidth, frame.clientWidth, Math.min(
            ...[...frame.querySelectorAll('.mark-text.role-mark text')].map(
                text => parseFloat(getComputedStyle(text).fontSize)))]"""
    )
    assert wide > seen and size >= 12
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") == 400
    page.evaluate(AXE_SCRIPT)
    found = {wrong.split(":")[0] for wrong in page.evaluate(RUN, [RULES, HABITS])}
    assert found <= {"list", "listitem"}, "those of Streamlit's own menu are in the statement"


def test_no_button_of_a_row_of_buttons_is_cut(visit: Callable[..., Page], address: str) -> None:
    """One of Ofsted's indicators ended in dots."""
    page = visit(f"{address}/gaps", width=400)
    expect(page.locator("[data-testid=stButtonGroup] button").first).to_be_visible()
    cut = page.evaluate(
        """[...document.querySelectorAll('[data-testid=stButtonGroup] button *')]
            .filter(part => part.scrollWidth > part.clientWidth + 1 && part.clientWidth
                && getComputedStyle(part).overflowX !== 'visible').map(part => part.textContent)"""
    )
    assert cut == []


def test_the_way_to_the_children_is_there_on_a_phone(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/stability?authority=Camden", width=400)
    link = page.get_by_role("link", name="behind these figures")
    expect(link).to_be_in_viewport()
    link.click()
    acts.reads(page, "children are listed")


# A deck's canvas beside its frame: across how many pixels it draws, how many its map needs, and its edges on the page.
CANVAS = """canvas => {
    const around = canvas.closest('[data-testid=stDeckGlJsonChart]');
    const [drawn, frame] = [canvas, around].map(part => part.getBoundingClientRect());
    const needs = parseFloat(getComputedStyle(canvas).getPropertyValue('--needs'));
    return [needs, canvas.clientWidth, drawn.left - frame.left, frame.right - drawn.right, drawn.height - frame.height];
}"""


@pytest.mark.parametrize("width", [400, 700, 1000, 1400])
def test_a_map_is_whole_in_a_window_of_any_width_whatever_the_browser_says_it_is(
    width: int, visit: Callable[..., Page], address: str
) -> None:
    """In a narrow window that was no phone's, discs were cut at the map's sides."""
    page = visit(f"{address}/provision", width=width)
    canvas = page.locator("[data-testid=stDeckGlJsonChart] canvas").first
    expect(canvas).to_be_attached()
    needs, across, left, right, down = canvas.evaluate(CANVAS)
    assert 300 < needs <= across, "all that the map is fitted to has room on what is drawn"
    assert [round(edge) for edge in (left, right, down)] == [0, 0, 0], "and what is drawn fills the frame and no more"


# Words of charts that pass a side of theirs; a matrix of many columns is moved in its frame.
CUT = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart] svg')]
    .filter(drawn => !drawn.closest('[class*=st-key-wide_matrix]'))
    .flatMap(drawn => {
        const whole = drawn.getBoundingClientRect();
        return [...drawn.querySelectorAll('text')]
            .filter(text => text.textContent.trim() && Number(getComputedStyle(text).opacity))
            .filter(text => {
                const place = text.getBoundingClientRect();
                return place.right > whole.right + 2 || place.left < whole.left - 2;
            })
            .map(text => text.textContent);
    })"""


@pytest.mark.parametrize(
    "path",
    [
        "value?authority=Hackney",
        "market?authority=Hackney",
        "open_places?authority=Hackney",
        pytest.param("compare?authority=Hackney", marks=pytest.mark.whole),
        pytest.param("provision?authority=Hackney", marks=pytest.mark.whole),
        pytest.param("stability?authority=Kingston+upon+Thames", marks=pytest.mark.whole),
        pytest.param("funding?authority=Kingston+upon+Thames", marks=pytest.mark.whole),
        pytest.param("cost_map", marks=pytest.mark.whole),
        pytest.param("placement_distance?authority=Croydon", marks=pytest.mark.whole),
    ],
)
def test_no_word_of_a_chart_is_cut_on_a_phone(path: str, visit: Callable[..., Page], address: str) -> None:
    """Names in a legend, names beside points and figures at the ends of bands were."""
    page = visit(f"{address}/{path}", width=400)
    acts.unfold(page)
    expect(page.locator("[data-testid=stVegaLiteChart] svg").first).to_be_attached()
    assert page.evaluate(CUT) == []


# Where each card's figure and its top edge stand, in pixels from the top; and what lies under the search box.
LEVEL = """() => [...document.querySelectorAll('.figure')].map(card =>
    [card.getBoundingClientRect().top, card.querySelector('.value').getBoundingClientRect().top])"""
UNDER = """() => {
    const box = document.querySelector('.st-key-find_box [data-testid=stTextInputRootElement]').getBoundingClientRect();
    const range = document.createRange();
    return [...document.querySelectorAll('.mast-facts > *, .mast-tool')].filter(part => {
        range.selectNodeContents(part);
        return [...range.getClientRects()].some(place => place.width && place.right > box.left
            && place.left < box.right && place.bottom > box.top + 1 && place.top < box.bottom - 1);
    }).map(part => part.textContent);
}"""


@pytest.mark.parametrize("width", [700, 1400, pytest.param(400, marks=pytest.mark.whole)])
@pytest.mark.parametrize("path", ["my_borough", pytest.param("placement_distance", marks=pytest.mark.whole)])
def test_figures_beside_one_another_stand_level_and_nothing_lies_under_the_search(
    width: int, path: str, visit: Callable[..., Page], address: str
) -> None:
    """A name of three lines put its figure lower; at 700 pixels the date stood under the box."""
    page = visit(f"{address}/{path}?authority=Kingston+upon+Thames", width=width)
    rows: dict[int, set[int]] = {}
    for top, figure in page.evaluate(LEVEL):
        rows.setdefault(round(top), set()).add(round(figure))
    assert rows and all(len(figures) == 1 for figures in rows.values()), rows
    assert page.evaluate(UNDER) == []


# Of each table of figures in a frame: its caption, where its first figure does not stand whole in the frame.
UNSEEN = """() => [...document.querySelectorAll('.rows:not(.prose)')].flatMap(frame => {
    const figure = frame.querySelector('tbody td.n');
    const whole = frame.getBoundingClientRect().right;
    const words = frame.querySelector('caption');
    const range = document.createRange();
    range.selectNodeContents(words);
    const past = [figure, range].filter(Boolean).map(part => part.getBoundingClientRect().right - whole);
    return frame.clientWidth && Math.max(...past) > 1 ? [`${words.textContent} ${past}`] : [];
})"""


@pytest.mark.parametrize("width", [400, pytest.param(700, marks=pytest.mark.whole)])
@pytest.mark.parametrize(
    "path",
    [
        "overview?authority=Camden",
        "stability?authority=Camden",
        pytest.param("cost_map", marks=pytest.mark.whole),
        pytest.param("compare?authority=Camden", marks=pytest.mark.whole),
        pytest.param("open_places", marks=pytest.mark.whole),
        pytest.param("gaps?authority=Camden", marks=pytest.mark.whole),
        pytest.param("searches", marks=pytest.mark.whole),
        pytest.param("groups", marks=pytest.mark.whole),
    ],
)
def test_a_name_and_its_figure_are_seen_together_on_a_phone(
    path: str, width: int, visit: Callable[..., Page], address: str
) -> None:
    """A table showed its names alone, or a figure that no chart is of."""
    page = visit(f"{address}/{path.removeprefix('overview')}", width=width)
    acts.unfold(page)
    closed = page.locator("[class*=st-key-behind_] details:not([open]) > summary")
    while closed.count():
        closed.first.click()
        acts.at_rest(page)
        acts.settle(page)
    expect(page.locator(".rows td.n, [data-testid=stDataFrame]").first).to_be_attached()
    assert page.evaluate(UNSEEN) == []


@pytest.mark.parametrize("path", ["cost_map", pytest.param("flows", marks=pytest.mark.whole)])
def test_every_word_of_a_map_is_ten_points_high_on_a_phone(path: str, visit: Callable[..., Page], address: str) -> None:
    """The scale's words were drawn on the map, which a narrow window shows smaller."""
    page = visit(f"{address}/{path}", width=400)
    told = page.locator(".legend span", has_text="Scale: the line at the lower right is").first
    expect(told).to_be_visible()
    assert told.evaluate("span => parseFloat(getComputedStyle(span).fontSize)") >= 10 * 96 / 72
