"""What a person does on a page, and what they then see."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from typing import TypeVar

from playwright.sync_api import Download, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

import app
from sufficiency.reference import tables
from tests.browser import received

# Each page's title by its path, as the region that is served says it, by section of the menu.
PAGES = {section: {path: tables.filled(title) for path, title in pages.items()} for section, pages in app.PAGES.items()}
# Milliseconds that something awaited may take on a machine with much else to do.
PATIENCE = 60_000
# Milliseconds after which somebody tries again what may have been lost on the way.
TRY = 5_000
Seen = TypeVar("Seen")


def settle(page: Page) -> None:
    """Wait until a page is drawn to its foot and nothing runs; nothing may have gone wrong."""
    page.locator("footer.foot").first.wait_for(timeout=PATIENCE)
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for(timeout=PATIENCE)
    # A place is kept for what a fresh browser has still to fetch the code of, a button as well.
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stDialog").count() == 0


def follow(page: Page, link: Locator) -> None:
    """Click a link of the page and wait until what it leads to is whole."""
    have_run(page, link.click)


def have_run(page: Page, gesture: Callable[[], None]) -> None:
    """Make a gesture that has the page run, and wait until what comes of it is whole, and not until what was there is
    so still: a file given to a list that is about to be another is lost."""
    page.evaluate(
        """() => {
            const app = document.querySelector('[data-testid=stApp]');
            window.hasRun = false;
            new MutationObserver(() => { window.hasRun ||= app.dataset.testScriptState === 'running'; })
                .observe(app, {attributes: true, attributeFilter: ['data-test-script-state']});
        }"""
    )
    gesture()
    with contextlib.suppress(PlaywrightTimeout):  # a run may be too short to be seen
        page.wait_for_function("() => window.hasRun !== false", timeout=TRY)
    settle(page)


def is_page(page: Page, path: str) -> None:
    """Wait until the page at ``path`` has all that each page has, and is that one."""
    titles = {key.split("/")[1]: name for pages in PAGES.values() for key, name in pages.items()}
    expect(page).to_have_title(f"{titles[path or 'overview']} · Dynamic Sufficiency Tool")
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_text("Page not found")).to_have_count(0)
    expect(page.get_by_role("navigation").first).to_be_visible()
    # A page that shows no figures has nothing to filter.
    asked = "View as" if path in ("members", "activity", "load_data") else "Need cohort"
    expect(page.get_by_test_id("stSidebar").get_by_text(asked, exact=True)).to_be_visible()


def choose(page: Page, label: str, option: str) -> None:
    """Choose ``option`` in the filter bar and wait until the page says so."""
    pick(page, label, option)
    chip(page, f"{label}: {option}").wait_for()
    settle(page)


def pick(page: Page, label: str, option: str) -> None:
    """Pick ``option`` in the list called ``label``, without waiting for the answer."""
    press(page, label, option)
    box = page.get_by_role("combobox", name=label, exact=True)
    # A list of which several may be chosen stays open; in any other, Escape would clear it.
    if box.evaluate("box => box.closest('[data-testid=stMultiSelect]') !== null"):
        page.keyboard.press("Escape")


def press(page: Page, label: str, option: str) -> None:
    """Press ``option`` in the list called ``label``, and leave the list as it then is."""
    box = page.get_by_role("combobox", name=label, exact=True)
    # A date says beside it how many authorities count then.
    found = page.get_by_role("option", name=re.compile(rf"^{re.escape(option)}( · \d+ of \d+)?$"))
    box.evaluate("box => box.scrollIntoView({block: 'center'})")

    def type_and_press(patience: int) -> None:
        box.fill("")
        box.fill(option)
        found.click(timeout=patience)

    again(type_and_press, f"{label} does not offer {option}")


def offers(page: Page, label: str, option: str) -> bool:
    """Whether ``option`` stands in the list called ``label``."""
    box = page.get_by_role("combobox", name=label, exact=True)
    listed = page.get_by_role("option")
    box.evaluate("box => box.scrollIntoView({block: 'center'})")

    def type_and_look(patience: int) -> bool:
        box.fill("")
        box.fill(option)
        listed.first.wait_for(timeout=patience)  # a list that holds nothing says so in its one line
        return option in listed.all_inner_texts()

    found = again(type_and_look, f"{label} does not open")
    page.keyboard.press("Escape")
    return found


def again(gesture: Callable[[int], Seen], lost: str, first: int = TRY) -> Seen:
    """What a gesture brings, made again as a person would where it brought nothing.

    A list closes when the page scrolls, as it does to what is out of sight, and when an earlier answer arrives while
    somebody types; what slides open is made anew when it has come to rest, and a press on the old is lost. The gesture
    is handed the milliseconds that it may wait, from ``first`` on longer each time.
    """
    for tries in range(1, PATIENCE // TRY + 1):
        try:
            return gesture(first * tries)
        except PlaywrightTimeout:
            continue
    raise AssertionError(lost)


def at_rest(page: Page) -> None:
    """Wait until nothing slides: what has slid open is made anew then, and a press on the old is lost."""
    page.evaluate("() => new Promise(begun => requestAnimationFrame(() => requestAnimationFrame(begun)))")
    page.wait_for_function("() => document.getAnimations().every(one => one.playState !== 'running')")


def open_fold(page: Page, words: str) -> None:
    """Open what is folded under ``words``, until it can be pressed."""
    page.get_by_text(words).click()
    at_rest(page)


def handed_out(page: Page, button: Locator, first: int = PATIENCE) -> Download:
    """The file that a button makes, by the keyboard: a button that moves while the page slides is missed by a mouse."""

    def press_and_wait(patience: int) -> Download:
        at_rest(page)
        with page.expect_download(timeout=patience) as waiting:
            button.press("Enter", timeout=patience)
        return waiting.value

    return again(press_and_wait, "a file is not handed out", first)


def pick_one(page: Page, label: str, option: str) -> None:
    """Press the button ``option`` of the few under ``label``, without waiting for the answer."""
    group = page.get_by_test_id("stButtonGroup").filter(has_text=label)
    group.get_by_text(option, exact=True).click()


def more(page: Page) -> None:
    """Open the choices that are not asked at first."""
    page.get_by_test_id("stSidebar").get_by_text("More choices").click()


def chip(page: Page, words: str) -> Locator:
    """The button that says what is chosen and drops it."""
    return page.locator(".st-key-chips button").filter(has_text=words).first


def sees_chosen(page: Page, *words: str) -> None:
    """Wait until the page says that just this is chosen, in words such as "Sex: Female"."""
    found = page.locator(".st-key-chips [data-testid=stButton]")
    expect(found).to_have_text([f"{one} ✕" for one in words], use_inner_text=True)


def reads(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until the page says so, in what is folded away as well."""
    expect(page.get_by_test_id("stMain")).to_contain_text(words)


def reads_not(page: Page, words: str | re.Pattern[str]) -> None:
    """Wait until the page says so nowhere, nor in what is folded away."""
    expect(page.get_by_test_id("stMain")).not_to_contain_text(words)


def card(page: Page, name: str) -> Locator:
    """The figure of the card called ``name``."""
    named = page.locator(".name").get_by_text(name, exact=True)
    return page.locator(".figure").filter(has=named).locator(".value")


def said(page: Page) -> Locator:
    """What the charts of the page say to people who cannot see them, chart by chart."""
    return page.locator("[class*='st-key-figure_'] p.unseen")


def cards(page: Page) -> dict[str, str]:
    """The figures a page opens with, by name."""
    found = page.locator(".figure")
    return dict(zip(found.locator(".name").all_inner_texts(), found.locator(".value").all_inner_texts(), strict=True))


def go(page: Page, section: str, title: str) -> None:
    """Open another page from the menu."""
    menu = page.get_by_test_id("stTopNavSection").filter(has_text=re.compile(f"^{re.escape(section)}"))
    listed = page.get_by_role("menuitem", name=title, exact=True)

    def open_and_press(patience: int) -> None:
        if not listed.count():
            menu.click(timeout=patience)
        listed.click(timeout=patience)

    again(open_and_press, f"the menu does not lead to {title}")
    expect(page).to_have_title(re.compile(f"^{re.escape(title)} · "))
    settle(page)


def body(page: Page) -> str:
    """All a reader can read of the page, tables that are folded away included.

    A chart's texts come sorted: where they stand is said by their places, not by their order.
    """
    return page.get_by_test_id("stMain").evaluate(
        """main => {
            const read = main.cloneNode(true);
            read.querySelectorAll('script, style').forEach(part => part.remove());
            read.querySelectorAll('svg').forEach(drawn => drawn.replaceWith(
                [...drawn.querySelectorAll('text')].map(text => text.textContent).sort().join()));
            return read.textContent;
        }"""
    )


def unfold(page: Page) -> None:
    """Open every figure of which the title alone is drawn."""
    closed = page.locator("[class*=st-key-folded_] > div > details:not([open])")
    for _ in range(closed.count()):
        found = closed.first.locator("..").element_handle()
        closed.first.locator("summary").evaluate("summary => summary.click()")
        found.wait_for_selector("[data-testid=stExpanderDetails] .caption", state="attached")
    settle(page)


def look_behind(page: Page, key: str = "") -> None:
    """Open what is behind the figure called ``key``, or behind every one on the page."""
    if not key:
        unfold(page)
    name = f".st-key-behind_{key}" if key else "[class*=st-key-behind_]"
    closed = page.locator(f"{name} [data-testid=stExpander] > details:not([open])")
    for _ in range(closed.count()):
        found = closed.first.locator("..").element_handle()
        closed.first.locator("summary").evaluate("summary => summary.click()")
        # Its table and its files come from the server; nobody waits until it has slid open.
        found.wait_for_selector("[class*=st-key-take_]", state="attached")
    settle(page)


def table(page: Page, title: str) -> list[list[str]]:
    """The cells of the table of the figure called ``title``, its heading row first; of a grid, which is drawn on a
    canvas, those that are in sight."""
    look_behind(page)
    named = re.compile(f"^{re.escape(title)}")
    page.locator(".rows caption", has_text=named).or_(page.locator("p.grid", has_text=named)).first.wait_for(
        state="attached"
    )
    if not page.locator(".rows caption", has_text=named).count():
        _grid(page, title).wait_for(state="attached")
    return page.evaluate(
        """title => {
            const tables = [...document.querySelectorAll('.rows table')].filter(
                table => table.caption && table.caption.textContent.startsWith(title));
            const grids = [...document.querySelectorAll('table[role=grid]')].filter(grid =>
                grid.closest('[data-testid=stDataFrame]').querySelector(`[aria-label^="Search: ${title}"]`));
            return [...[...tables, ...grids][0].rows].map(row => [...row.cells].map(cell => cell.textContent));
        }""",
        title,
    )


def count_rows(page: Page, title: str) -> int:
    """How many rows the grid of the figure called ``title`` has, in sight or not."""
    look_behind(page)
    return int(_grid(page, title).get_attribute("aria-rowcount") or 0) - 1


def _grid(page: Page, title: str) -> Locator:
    """The grid's own table, for those who hear the page; it is drawn once it is in sight."""
    frame = page.get_by_test_id("stDataFrame").filter(has=page.locator(f'[aria-label^="Search: {title}"]')).first
    frame.scroll_into_view_if_needed()
    return frame.locator("table[role=grid]").first


def take(page: Page, key: str, kind: str) -> bytes:
    """Take the figure called ``key`` away as a file of a kind."""
    if not page.locator(f".st-key-take_{key}").count():
        look_behind(page, key)
    settle(page)
    given = handed_out(page, page.locator(f".st-key-take_{key}").get_by_role("button", name=kind), TRY)
    contents = given.path().read_bytes()
    if page.watch.is_protected:
        page.watch.wrong += received.of_file(contents, given.suggested_filename)
    return contents


def view_as(page: Page, role: str) -> None:
    """See the demonstration as someone else does; what a viewer is sent from then on is searched."""
    page.watch.is_protected = False
    pick(page, "View as", role)
    expect(page.locator(".mast-facts .protected")).to_have_count(int(role.startswith("Viewer")))
    page.watch.is_protected = role.startswith("Viewer")
    settle(page)


def open_here(page: Page, path: str) -> None:
    """Open the page at ``path`` from the menu, keeping the visit and what was chosen in it."""
    wanted = path or "overview"
    for section, pages in PAGES.items():
        for key, title in pages.items():
            if key.split("/")[1] == wanted:
                go(page, section, title)
                return
    raise LookupError(path)
