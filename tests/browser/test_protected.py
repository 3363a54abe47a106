"""What reaches a viewer's browser, whatever the page then does with it, holds no small number."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from sufficiency.database.scope import Scope
from tests.browser import acts
from tests.browser.screenshots import addresses
from tests.browser.sent import children, holds_no_child

# The two processes of a test run take a half of the pages each.
HALVES = [pytest.param(half, marks=pytest.mark.xdist_group(f"browser_{half}")) for half in (0, 1)]
# The fields of charts and maps that count children; names in the views end so, by their headers.
COUNTS = re.compile(rb'\\?"(\w+_count)\\?":\s*(-?\d+(?:\.\d+)?)')


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
        sent = b"".join(page.watch.frames)
        wrong = {name.decode() for name, value in COUNTS.findall(sent) if float(value) % 5}
        assert not wrong - {"authority_count", "problem_count"}, path
        holds_no_child(sent, ids)
        if path != "protection":  # explains the rule on invented counts
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
                    const ours = !/[(%]|published|aged 0 to 17/.test(heads[i]);
                    if (!ours || !/^Children|children( |$)/i.test(heads[i])) return;
                    if (/^-?\d+$/.test(text) && Number(text) % 5) found.push(heads[i]);
                });
            }
            return [...new Set(found)];
        }"""
    )
    assert wrong == []
