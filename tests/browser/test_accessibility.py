"""axe, the rule engine most auditors use, finds nothing on any page, light, dark, full, protected or empty; no
page sends anybody a child's id, nor a viewer a small number, whatever the page then does with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from sufficiency.database.scope import Scope
from tests import tiny
from tests.browser import acts, received, sample
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

# Links in the blue that a browser gives those that no rule speaks of.
UNDRESSED = """() => [...document.querySelectorAll('.stHtml a[href], [data-testid=stMain] a[href]')].filter(
    link => ['rgb(0, 0, 238)', 'rgb(158, 158, 255)', 'rgb(85, 26, 139)'].includes(getComputedStyle(link).color)
).map(link => link.textContent)"""


@sample.walked("exact")
def test_axe_finds_nothing_and_nobody_is_sent_a_childs_id(
    paths: list[str], is_whole: bool, visit: Callable[..., Page], address: str, london: Scope
) -> None:
    page = visit(address, color_scheme="light", bypass_csp=True)
    page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = {}
    assert list(_walked(page, paths, is_whole, london, found)) == paths and found == {}


@sample.walked("protected")
def test_a_viewer_is_sent_protected_figures_alone_and_axe_finds_nothing(
    paths: list[str], is_whole: bool, visit: Callable[..., Page], address: str, london: Scope
) -> None:
    page = visit(address, color_scheme="light", bypass_csp=True)
    page.evaluate(AXE_SCRIPT)
    found: dict[str, list[str]] = {}
    acts.view_as(page, "Viewer (protected)")
    for path in _walked(page, paths, is_whole, london, found):
        if path == "protection":  # explains the rule on invented counts
            page.watch.seen.clear()
            continue
        assert not [wrong for frame in page.watch.frames for wrong in received.of_frame(frame)], path
        page.watch.seen.clear()  # the same, and searched
        _shows_rounded_counts(page)
    assert found == {}


@sample.walked("nobody")
def test_every_page_comes_whole_by_its_address_and_axe_finds_nothing_when_nobody_answers(
    paths: list[str], is_whole: bool, visit: Callable[..., Page], tiny_address: str
) -> None:
    first = paths[0]
    page = visit(f"{tiny_address}/{first}?{tiny.NOBODY_ADDRESS}", color_scheme="dark", bypass_csp=True)
    found: dict[str, list[str]] = {}
    for path in paths:
        _in(page, sample.scheme(path))
        if path != first:
            page.goto(f"{tiny_address}/{path}?{tiny.NOBODY_ADDRESS}")
            acts.settle(page)
        acts.is_page(page, path)
        page.evaluate(AXE_SCRIPT)
        found |= _looked_at(page, path, is_whole)
    assert found == {}


def _walked(page: Page, paths: list[str], is_whole: bool, london: Scope, found: dict[str, list[str]]) -> Iterator[str]:
    """Each path while its page is open: what axe finds there is in ``found``, and no child's id was sent."""
    ids = children(london)
    for path in paths:
        page.watch.frames.clear()
        _in(page, sample.scheme(path))
        acts.open_here(page, path)
        found |= _looked_at(page, path, is_whole)
        holds_no_child(b"".join(page.watch.frames), ids)
        yield path


def _looked_at(page: Page, path: str, is_whole: bool) -> dict[str, list[str]]:
    """What every rule finds on a page as it opens, unfolded; in the whole, contrast once more in the other colours."""
    acts.look_behind(page)
    scheme = sample.scheme(path)
    assert page.evaluate(UNDRESSED) == [], path
    found = {f"{path or 'overview'}, {scheme}": page.evaluate(RUN, [RULES, HABITS])}
    if is_whole:
        (other,) = {*sample.SCHEMES} - {scheme}
        _in(page, other)  # colours alone change
        found[f"{path or 'overview'}, {other}"] = page.evaluate(RUN, [CONTRAST, []])
    return {where: wrong for where, wrong in found.items() if wrong}


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


def _in(page: Page, scheme: str) -> None:
    """See the page as somebody whose machine is set to this scheme."""
    page.emulate_media(color_scheme=scheme)
    page.wait_for_function(
        """dark => { const [r, g, b] = getComputedStyle(document.querySelector('[data-testid=stApp]'))
            .backgroundColor.match(/\\d+/g).map(Number); return (r + g + b < 384) === dark; }""",
        arg=scheme == "dark",
    )
    acts.at_rest(page)
