"""What reaches a viewer's browser, whatever the page then does with it, holds no small number."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from sufficiency.database.scope import Scope
from tests.browser import acts, received, server
from tests.browser.conftest import Watch
from tests.browser.received import PLANTED
from tests.browser.screenshots import addresses
from tests.browser.sent import children, holds_no_child

# The two processes of a test run take a half of the pages each.
HALVES = [pytest.param(half, marks=pytest.mark.xdist_group(f"browser_{half}")) for half in (0, 1)]


@pytest.mark.parametrize("half", HALVES)
def test_a_viewer_is_sent_protected_figures_alone(
    half: int, visit: Callable[..., Page], address: str, london: Scope
) -> None:
    ids = children(london)
    page = visit(address)
    acts.view_as(page, "Viewer (protected)")
    for path in addresses()[half::2]:
        page.watch.frames.clear()
        acts.open_here(page, path)
        acts.look_behind(page)
        holds_no_child(b"".join(page.watch.frames), ids)
        if path == "protection":  # explains the rule on invented counts
            page.watch.seen.clear()
            continue
        assert not [wrong for frame in page.watch.frames for wrong in received.of_frame(frame)], path
        page.watch.seen.clear()  # the same, and searched
        _shows_rounded_counts(page)


def _shows_rounded_counts(page: Page) -> None:
    """Counts in tables are multiples of 5 or a symbol; columns of counts have no unit or "(…)"."""
    wrong = page.evaluate(
        r"""() => {
            const found = [];
            for (const table of document.querySelectorAll('.rows table')) {
                const heads = [...(table.tHead?.rows[0]?.cells ?? [])].map(c => c.textContent);
                for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, i) => {
                    const text = cell.textContent.replace(/,/g, '').replace('−', '-');
                    const ours = !/[(%]|published|aged 0 to 17|^Mean error/.test(heads[i]);
                    if (!ours || !/^Children|children( |$)/i.test(heads[i])) return;
                    if (/^-?\d+$/.test(text) && Number(text) % 5) found.push(heads[i]);
                });
            }
            return [...new Set(found)];
        }"""
    )
    assert wrong == []


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
