"""axe, the rule engine most auditors use, finds nothing on any page, light, dark, full or empty."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests import tiny
from tests.browser import acts, server
from tests.browser.screenshots import addresses

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# Beyond WCAG, but what people who read by headings and landmarks rely on.
HABITS = [
    "heading-order",
    "page-has-heading-one",
    "landmark-one-main",
    "empty-table-header",
    "landmark-unique",
    "skip-link",
    "scope-attr-valid",
    "table-duplicate-name",
]
RUN = """([rules, habits]) => axe.run(document, {
    runOnly: rules, resultTypes: ['violations'],
    rules: Object.fromEntries(habits.map(habit => [habit, {enabled: true}])),
}).then(found => found.violations.map(rule =>
    `${rule.id}: ` + rule.nodes.map(node => node.target.join(' ')).slice(0, 3).join(' | ')))"""


@pytest.mark.xdist_group("browser_0")
def test_axe_finds_nothing_in_light(visit: Callable[..., Page], address: str) -> None:
    _every_page(visit(address, color_scheme="light", bypass_csp=True))


@pytest.mark.xdist_group("browser_1")
def test_axe_finds_nothing_in_dark(visit: Callable[..., Page], address: str) -> None:
    _every_page(visit(address, color_scheme="dark", bypass_csp=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_nobody_answers(scheme: str, visit: Callable[..., Page], tiny_folder: object) -> None:
    with server.running(SUFFICIENCY_DATA=str(tiny_folder)) as small:
        address = f"{small}/?{tiny.NOBODY_ADDRESS}"
        page = visit(address, color_scheme=scheme, bypass_csp=True)
        _every_page(page)
        page.context.close()  # before the server stops: the browser may still be fetching ahead


def _every_page(page: Page) -> None:
    page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = {}
    for path in addresses():
        acts.open_here(page, path)
        acts.look_behind(page)
        if wrong := page.evaluate(RUN, [RULES, HABITS]):
            found[path or "overview"] = wrong
    assert found == {}
