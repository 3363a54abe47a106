"""What reaches a viewer's browser, whatever the page then does with it, holds no small number."""

from __future__ import annotations

import re
import struct
from collections.abc import Callable

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Page

from sufficiency.database.scope import Scope
from tests.browser import acts
from tests.browser.screenshots import addresses

pytestmark = pytest.mark.xdist_group("browser_0")

# The fields of charts and maps that count children; names in the views end so, by their headers.
COUNTS = re.compile(rb'\\?"(\w+_count)\\?":\s*(-?\d+(?:\.\d+)?)')


@pytest.fixture(scope="module")
def child_ids(london: Scope) -> set[int]:
    """Every child's pseudonym in the snapshot."""
    return set(pq.read_table(london.snapshot.file("header"))["child_id"].to_pylist())


def test_a_viewer_is_sent_protected_figures_alone(
    visit: Callable[..., Page], address: str, child_ids: set[int]
) -> None:
    page = visit(address)
    acts.view_as(page, "Viewer (protected)")
    for path in addresses():
        page.watch.frames.clear()
        acts.open_here(page, path)
        acts.look_behind(page)
        sent = b"".join(page.watch.frames)
        wrong = {name.decode() for name, value in COUNTS.findall(sent) if float(value) % 5}
        assert not wrong - {"authority_count", "problem_count"}, path
        _holds_no_child(sent, child_ids)
        if path != "protection":  # explains the rule on invented counts
            _shows_rounded_counts(page)


def test_nobody_is_sent_a_childs_id(visit: Callable[..., Page], address: str, child_ids: set[int]) -> None:
    page = visit(address)
    for path in addresses():
        page.watch.frames.clear()
        acts.open_here(page, path)
        acts.look_behind(page)
        _holds_no_child(b"".join(page.watch.frames), child_ids)


def _holds_no_child(sent: bytes, child_ids: set[int]) -> None:
    written = {int(found) for found in re.findall(rb"-?\d{15,19}", sent)}
    assert not written & child_ids
    rounded = {float(child) for child in child_ids}
    assert not {float(number) for number in written} & rounded
    packed = {struct.pack("<q", child) for child in child_ids}
    packed |= {struct.pack("<d", child) for child in child_ids}  # as charts' figures are sent
    assert not any(sent[place : place + 8] in packed for place in range(len(sent) - 7))


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
