"""The search of what reaches a viewer's browser finds a small number, so that none found means none sent.

Where it is searched: tests/browser/test_accessibility.py."""

from __future__ import annotations

import re
import struct

import pytest
from playwright.sync_api import Browser

from tests.browser import acts, received, server
from tests.browser.conftest import Watch
from tests.browser.received import PLANTED
from tests.browser.sent import holds_no_child


@pytest.mark.xdist_group("browser_0")
def test_counts_planted_behind_the_gate_are_found_in_chart_table_and_files(browser: Browser) -> None:
    """The same search, of a tool whose gate lets 3 and 12 through: it finds both, so it can fail."""
    with server.running("tests/browser/planted_app.py", PYTHONPATH=str(server.ROOT)) as address:
        context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
        page = context.new_page()
        page.set_default_timeout(acts.PATIENCE)
        page.watch = Watch(address)
        page.watch.follow(page)
        page.goto(f"{address}/need_cohorts")
        acts.settle(page)
        acts.view_as(page, "Viewer (protected)")
        acts.choose(page, "Responsible authority", "Camden")  # whatever was drawn before is drawn anew
        acts.look_behind(page)
        acts.take(page, "need_cohorts", "CSV")
        acts.take(page, "need_cohorts", "Excel")
        context.close()
    sent = [wrong for frame in page.watch.seen for wrong in received.of_frame(frame)]
    for planted in PLANTED:
        assert any(re.search(rf"_(text|short): {planted} of", wrong) for wrong in sent), "in a chart's figures"
        assert f"Children in the cohort: {planted}" in sent, "in a table"
        assert {f"child_count: {planted}", f"Children in the cohort: {planted}"} <= {*page.watch.wrong}, "in files"


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("Of 205 children 3 children live far away; 12 of 40 children do not.", ["3 children", "12 of 40 children"]),
        ("0 to 9 children are withheld; 215 children are shown.", []),
        ('{"layers": [{"data": [{"name": "Camden to Kent", "text": "3", "width": 1.5}]}]}', ["text: 3"]),
        ('[{"child_count": 12}, {"child_count": 15}, {"authority_count": 3}]', ["child_count: 12"]),
        ("<table><tr><th>Sex</th><th>Children</th></tr><tr><td>F</td><td>4</td></tr></table>", ["Children: 4"]),
        ("<table><tr><th>Sex</th><th>Children (%)</th></tr><tr><td>F</td><td>4</td></tr></table>", []),
    ],
)
def test_the_search_knows_a_count_by_where_it_stands(sent: str, found: list[str]) -> None:
    assert [wrong.partition(" of [")[0].partition(" of C")[0] for wrong in received.of_text(sent)] == found


@pytest.mark.parametrize(
    "sent",
    [
        b"x 1234567890123456789 y",
        b"x" + struct.pack("<q", 1234567890123456789) + b"yz",
        struct.pack("<d", 1.0) * 3 + struct.pack("<d", 1234567890123456789.0),
    ],
)
def test_the_search_for_a_child_knows_it_as_text_and_packed_wherever_it_stands(sent: bytes) -> None:
    holds_no_child(sent, {-8234567890123456788, 17})
    with pytest.raises(AssertionError):
        holds_no_child(sent, {1234567890123456789, 17})
