"""Find by keyboard alone: from a key, over a word spelt wrongly, to the page of a place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import acts

pytestmark = pytest.mark.xdist_group("browser_1")


def test_by_keyboard_a_word_leads_to_its_page_and_place(visit: Callable[..., Page], address: str) -> None:
    page = visit(f"{address}/placement_mix?sex=Female")
    links = page.get_by_role("navigation", name="Found").get_by_role("link")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    frames = len(page.watch.frames)
    page.keyboard.press("/")
    page.keyboard.type("distence hackny")
    expect(links.first).to_contain_text("Placement distance: Hackney")
    sent = sum(map(len, page.watch.frames[frames:]))
    assert sent < 30_000, "the page itself is not drawn again"
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("Escape")
    expect(links.first).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/placement_distance\?sex=Female&authority=Hackney$"))
    expect(page).to_have_title(re.compile("^Placement distance"))
    acts.settle(page)
    acts.sees_chosen(page, "Responsible authority: Hackney", "Sex: Female")
    expect(links.first).to_be_hidden()
