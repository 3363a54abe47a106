"""My borough: on one screen before anybody scrolls, and on one side of A4."""

import re

from tests.browser import acts

BOTTOM = "Math.max(...[...document.querySelectorAll('.panel')].map(panel => panel.getBoundingClientRect().bottom))"


def test_a_borough_is_on_one_screen_and_one_printed_side(visit, address: str) -> None:
    page = visit(f"{address}/my_borough?authority=Camden")
    page.set_viewport_size({"width": 1400, "height": 900})
    acts.settle(page)
    assert page.locator(".panel").count() == 6
    assert page.evaluate(BOTTOM) <= 900
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == 1
