"""From a click in the filter bar to the last pixel, page by page, beside a bare Streamlit rerun.

``python -m tests.benchmarks.paint [PAGE …] [--times N] [--people N] [--pause MS] [--beside FOLDER …]``
starts a server and a browser, chooses one authority after another on every page, and prints medians
in ms: *new* for an answer nobody asked for before, *again* for one that is kept, and ratios to a
bare rerun measured in the same run. *kB* is what a click sends to the browser, *load* what opening
the page sends. With ``--people`` so many look at once, all but one of them without a browser;
``--pause`` is how long a person looks before the next choice. ``--beside`` names other checkouts of
the project: each page is measured on every one of them before the next page, so that all have the
same machine. The last lines are over all pages. It asserts nothing: on a busy machine trust the
ratios.

What one sub-region or authority is asked is worked out ahead first, as a server does half a minute after
it has opened a snapshot; *new* is then an answer that the server has not yet read, protected and drawn.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import subprocess
import sys
import threading
from collections.abc import Awaitable
from dataclasses import dataclass, field
from pathlib import Path

import websockets
from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks import users
from tests.browser import acts, server
from tests.browser.screenshots import addresses

LABEL = "Responsible authority"
PAUSE = 300  # ms from the end of an answer to the next choice
CROWD_SECONDS = 3600.0  # longer than any run; the crowd goes when the run ends
ARRIVAL_SECONDS = 300.0  # what 20 first pages take at most on a busy machine
NAMES = (
    "Barnet",
    "Bexley",
    "Brent",
    "Bromley",
    "Camden",
    "Croydon",
    "Ealing",
    "Enfield",
    "Greenwich",
    "Hackney",
    "Haringey",
    "Harrow",
    "Havering",
    "Hillingdon",
)
# Notes when an option is clicked, and when the page last changed before it came to rest: nothing
# running, and no change for a fifth of a second (charts draw after the page has run).
WATCH = """() => {
    const app = document.querySelector('[data-testid=stApp]');
    window.clicked = 0; window.changed = 0;
    document.addEventListener('click', event => {
        if (event.target.closest('[role=option]')) window.clicked = performance.now();
    }, true);
    const painted = () => requestAnimationFrame(() => setTimeout(
        () => { window.changed = performance.now(); }, 0));
    new MutationObserver(painted).observe(
        document.querySelector('[data-testid=stMain]'),
        {subtree: true, childList: true, characterData: true, attributes: true});
    window.atRest = () => app.dataset.testScriptState === 'notRunning'
        && window.changed > window.clicked && performance.now() - window.changed > 200;
}"""


@dataclass
class Times:
    """What was measured on one page."""

    new: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    load: int = 0


def measure(browser: Browser, address: str, times: int, pause: int = PAUSE) -> Times:
    """Choose ``times`` authorities at ``address``, each twice, dropping it and looking on for
    ``pause`` milliseconds between."""
    found = Times()
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    frames: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: frames.append(len(data))))
    page.goto(address)
    acts.settle(page)
    page.wait_for_timeout(1500)
    found.load = sum(frames)
    page.evaluate(WATCH)
    # Members, Activity and Load data show no figures, and have nothing to choose.
    has_choices = page.get_by_role("combobox", name=LABEL, exact=True).count() > 0
    if has_choices:
        _choose(page, "Sutton", pause)
    for name in NAMES[:times] if has_choices else ():
        for kept in (found.new, found.again):
            frames.clear()
            kept.append(_choose(page, name, pause))
            found.sent.append(sum(frames))
    context.close()
    return found


def _choose(page: Page, name: str, pause: int) -> float:
    page.evaluate("window.changed = 0")
    acts.press(page, LABEL, name)
    # Asking at every frame, or closing the list while the answer is drawn, would be measured too.
    page.wait_for_function("window.atRest()", polling=100)
    taken = page.evaluate("window.changed - window.clicked")
    page.keyboard.press("Escape")
    # My borough keeps its chips out of sight, where no mouse reaches them.
    page.locator("button", has_text=name).first.evaluate("button => button.click()")
    page.locator("button", has_text=name).first.wait_for(state="detached")
    acts.settle(page)
    page.wait_for_timeout(pause)
    return taken


def beside_bare(pages: list[str], times: int, people: int) -> tuple[float, float]:
    """Median milliseconds of a new answer on ``pages``, and of a bare rerun, with so many ``people`` at once."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=server.CHROMIUM, args=server.ARGUMENTS)
        with server.running("tests/benchmarks/bare.py") as address:
            _crowd(address, [""], people - 1)
            bare = statistics.median(measure(browser, address, times).new)
        _work_ahead(server.ROOT)
        with server.running() as address:
            _crowd(address, addresses(), people - 1)
            new = [
                taken
                for page in pages
                for taken in measure(browser, f"{address}/{page.removeprefix('overview')}", times).new
            ]
        browser.close()
    return statistics.median(new), bare


def main() -> None:
    """Measure every page, or those named, and print one line for each checkout."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("pages", nargs="*", help="last parts of addresses; all by default")
    options.add_argument("--times", type=int, default=7, help="authorities chosen on each page")
    options.add_argument("--people", type=int, default=1, help="how many look at once")
    options.add_argument("--pause", type=int, default=PAUSE, help="milliseconds between choices")
    options.add_argument("--beside", nargs="*", type=Path, default=[], help="other checkouts of the project")
    wanted = options.parse_args()
    roots = [server.ROOT, *wanted.beside]
    with sync_playwright() as play, contextlib.ExitStack() as servers:
        browser = play.chromium.launch(executable_path=server.CHROMIUM, args=server.ARGUMENTS)
        with server.running("tests/benchmarks/bare.py") as address:
            _crowd(address, [""], wanted.people - 1)
            plain = measure(browser, address, wanted.times, wanted.pause).new
        bare = statistics.median(plain)
        print(f"{'page':42}{'new':>6}{'again':>7}{'new/bare':>10}{'kB':>7}{'load kB':>9}")
        print(f"{'(bare Streamlit)':42}{bare:6.0f}")
        for root in roots:
            _work_ahead(root)
        started = {root: servers.enter_context(server.started(root=root)) for root in roots}
        for run in started.values():
            _crowd(run.address, addresses(), wanted.people - 1)
        clicks: dict[Path, list[float]] = {root: [] for root in roots}
        for path in wanted.pages or addresses():
            for root, run in started.items():
                there = f"{run.address}/{path.removeprefix('overview')}"
                found = measure(browser, there, wanted.times, wanted.pause)
                clicks[root] += found.new + found.again
                if found.new:
                    _say(f"{path or 'overview'}{_named(root, roots)}", found, bare)
        browser.close()
        for root, run in started.items():
            print(
                f"all clicks{_named(root, roots)}: median {statistics.median(clicks[root]):.0f}, "
                f"95th centile {statistics.quantiles(clicks[root], n=20)[-1]:.0f}; the server worked "
                f"{run.worked():.1f} s and holds {run.memory() / 1e6:.0f} MB"
            )
    print(f"bare: median {bare:.0f}, 95th centile {statistics.quantiles(plain, n=20)[-1]:.0f}")


def _work_ahead(root: Path) -> None:
    """As the server of ``root`` would; a checkout that knows no such command works nothing out."""
    command = [sys.executable, "-m", "sufficiency", "ahead"]
    subprocess.run(command, cwd=root, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _named(root: Path, roots: list[Path]) -> str:
    return f" in {root.name}" if len(roots) > 1 else ""


def _say(name: str, found: Times, bare: float) -> None:
    new, again = statistics.median(found.new), statistics.median(found.again)
    print(
        f"{name:42}{new:6.0f}{again:7.0f}{new / bare:10.1f}"
        f"{statistics.median(found.sent) / 1e3:7.0f}{found.load / 1e3:9.0f}",
        flush=True,
    )


def _crowd(address: str, pages: list[str], people: int) -> None:
    """So many others choose at ``address`` for as long as its server runs; returns when each has its first page.

    Raises TimeoutError where they have none after some minutes.
    """
    if people > 0:
        arrived = threading.Event()
        visit = users.measure(address, pages, people, CROWD_SECONDS, arrived=arrived)
        threading.Thread(target=lambda: asyncio.run(_until_it_ends(visit)), daemon=True).start()
        if not arrived.wait(ARRIVAL_SECONDS):
            raise TimeoutError(f"{address} did not open its pages to {people} people")


async def _until_it_ends(visit: Awaitable[object]) -> None:
    with contextlib.suppress(OSError, websockets.WebSocketException):
        await visit


if __name__ == "__main__":
    main()
