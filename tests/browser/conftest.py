"""A server, a browser, and a watch on both: nothing may go wrong or leave this machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from sufficiency import settings
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from tests import tiny
from tests.browser import acts, received, server

GUARD = Path(__file__).parent / "guard"
# A busy machine takes long; what never comes is as wrong after a minute as after five seconds.
expect.set_options(timeout=acts.PATIENCE)
# Streamlit asks for these beside the page's own address to find where it is served from.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip without a browser, saying so; but never in CI, where that would hide everything."""
    if Path(server.CHROMIUM).exists() or os.environ.get("CI"):
        return
    reason = f"these tests need Chromium at {server.CHROMIUM}: apt-get install chromium, or chromium-headless-shell"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@dataclass
class Watch:
    """What the pages of one test did that they must not, and what was sent to them."""

    home: str
    wrong: list[str] = field(default_factory=list)
    frames: list[bytes] = field(default_factory=list)
    is_protected: bool = False  # whether a viewer looks, who must not be sent a small count
    seen: list[bytes] = field(default_factory=list)  # by such a viewer

    def follow(self, page: Page) -> None:
        """Watch one page from now on."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._asked)
        page.on("websocket", self._opened)

    def _said(self, message: Any) -> None:
        address = message.location.get("url", "")
        if message.type == "error" and not address.endswith(PROBES):
            self.wrong.append(f"console: {message.text} {address}")

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.wrong.append(f"asked elsewhere: {request.url}")

    def _opened(self, socket: Any) -> None:
        if not socket.url.startswith(self.home.replace("http", "ws", 1)):
            self.wrong.append(f"asked elsewhere: {socket.url}")
        socket.on("framereceived", self._received)

    def _received(self, frame: str | bytes) -> None:
        self.frames.append(frame.encode() if isinstance(frame, str) else frame)
        if self.is_protected:
            self.seen.append(self.frames[-1])


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the machine's own Chromium."""
    return {"executable_path": server.CHROMIUM, "args": server.ARGUMENTS}


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one small authority in it, as no server has opened it yet."""
    return tiny.write(tmp_path_factory.mktemp("tiny") / "data", is_opened=False)


@pytest.fixture(scope="session")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment in which a server writes down whom it asks; see guard/sitecustomize.py."""
    noted = tmp_path_factory.mktemp("guard") / "requests.txt"
    path = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH", "")]))
    return {"PYTHONPATH": path, "REQUESTS_NOTED": str(noted)}


@pytest.fixture(scope="session")
def tiny_address(tiny_folder: Path, guarded: dict[str, str]) -> Iterator[str]:
    """The address of a server of that authority, shared by the tests of one process."""
    with server.running(SUFFICIENCY_DATA=str(tiny_folder), **guarded) as found:
        server.wait(f"{found}/readyz", 600)  # Its stored views are made first, which takes a busy machine long.
        yield found
    assert not Path(guarded["REQUESTS_NOTED"]).exists(), "the server asked someone else"


@pytest.fixture(scope="session")
def address(guarded: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the demonstration, shared by the tests of one process."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with server.running(log=log, **guarded) as found:
        server.wait(f"{found}/readyz", 600)
        yield found
    assert not Path(guarded["REQUESTS_NOTED"]).exists(), "the server asked someone else"
    assert "Traceback" not in log.read_text(encoding="utf-8")


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address in a browser of its own and waits until the page is whole.

    At the end, nothing may have failed in any of them, none may have asked another machine, and nothing
    that a viewer was sent may hold a count of 1 to 7, or one that is not rounded.
    """
    watches, contexts = [], []

    def open_page(address: str, *, width: int = 1400, **options: Any) -> Page:
        viewport = {"width": width, "height": 900}
        context = browser.new_context(viewport=viewport, accept_downloads=True, **options)
        contexts.append(context)
        watch = Watch("/".join(address.split("/")[:3]))
        watches.append(watch)
        page = context.new_page()
        page.set_default_timeout(acts.PATIENCE)
        page.watch = watch
        watch.follow(page)
        page.goto(address)
        acts.settle(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not [wrong for watch in watches for wrong in watch.wrong]
    assert not [wrong for watch in watches for frame in watch.seen for wrong in received.of_frame(frame)]


@pytest.fixture(scope="session")
def london() -> Scope:
    """The demonstration's database, to work out what a page must show."""
    return Scope(store.read(settings.DEMONSTRATION))
