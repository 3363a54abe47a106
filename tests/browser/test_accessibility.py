"""axe, the rule engine most auditors use, finds nothing on any page, light, dark, full or empty; and no
page sends anybody a child's id."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from sufficiency.database.scope import Scope
from tests import tiny
from tests.browser import acts
from tests.browser.screenshots import addresses
from tests.browser.sent import children, holds_no_child

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
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
SCHEMES = ("light", "dark")
# The two processes of a test run take a half of the pages each. In every run each page is looked at full in one
# scheme and empty in the other, every second page the other way round; in the whole, each in both.
HALVES = [
    pytest.param(half, is_whole, id=f"{half}{'-whole' * is_whole}", marks=marks)
    for half in (0, 1)
    for is_whole, marks in (
        (False, [pytest.mark.xdist_group(f"browser_{half}")]),
        (True, [pytest.mark.xdist_group(f"browser_{half}"), pytest.mark.whole]),
    )
]


@pytest.mark.parametrize(("half", "is_whole"), HALVES)
def test_axe_finds_nothing_and_nobody_is_sent_a_childs_id(
    half: int, is_whole: bool, visit: Callable[..., Page], address: str, london: Scope
) -> None:
    page = visit(address, color_scheme="light", bypass_csp=True)
    page.evaluate(AXE_SCRIPT)
    ids = children(london)
    found: dict[str, list[str]] = {}
    for number, path in enumerate(addresses()[half::2]):
        page.watch.frames.clear()
        _in(page, SCHEMES[number % 2])
        acts.open_here(page, path)
        found |= _looked_at(page, path, SCHEMES[number % 2], is_whole)
        holds_no_child(b"".join(page.watch.frames), ids)
    assert found == {}


@pytest.mark.parametrize(("half", "is_whole"), HALVES)
def test_every_page_comes_whole_by_its_address_and_axe_finds_nothing_when_nobody_answers(
    half: int, is_whole: bool, visit: Callable[..., Page], tiny_address: str
) -> None:
    first, *others = addresses()[half::2]
    page = visit(f"{tiny_address}/{first}?{tiny.NOBODY_ADDRESS}", color_scheme="dark", bypass_csp=True)
    found: dict[str, list[str]] = {}
    for number, path in enumerate((first, *others), start=1):
        _in(page, SCHEMES[number % 2])
        if path != first:
            page.goto(f"{tiny_address}/{path}?{tiny.NOBODY_ADDRESS}")
            acts.settle(page)
        acts.is_page(page, path)
        page.evaluate(AXE_SCRIPT)
        found |= _looked_at(page, path, SCHEMES[number % 2], is_whole)
    assert found == {}


def _looked_at(page: Page, path: str, scheme: str, is_whole: bool) -> dict[str, list[str]]:
    """What every rule finds on a page as it opens in a scheme, unfolded; in the whole, contrast once more in the
    other."""
    acts.look_behind(page)
    found = {f"{path or 'overview'}, {scheme}": page.evaluate(RUN, [RULES, HABITS])}
    if is_whole:
        (other,) = {*SCHEMES} - {scheme}
        _in(page, other)  # colours alone change
        found[f"{path or 'overview'}, {other}"] = page.evaluate(RUN, [CONTRAST, []])
    return {where: wrong for where, wrong in found.items() if wrong}


def _in(page: Page, scheme: str) -> None:
    """See the page as somebody whose machine is set to this scheme."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """dark => { const [r, g, b] = getComputedStyle(document.querySelector('[data-testid=stApp]'))
            .backgroundColor.match(/\\d+/g).map(Number); return (r + g + b < 384) === dark; }""",
        arg=scheme == "dark",
    )
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")
