"""Two server processes behind docs/operations/nginx.conf over one data folder: who is signed in and who no longer, what
was done and who is on the list hold across them, and where one is gone the other answers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from sufficiency.access import members
from sufficiency.audit import reading
from tests.browser import acts, server
from tests.browser.test_sign_in import SECRETS, folder, provider, real

__all__ = ["folder", "provider", "real"]  # Fixtures.
pytestmark = [pytest.mark.whole, pytest.mark.xdist_group("sign_in")]
NAMES = ("app_one", "app_two")
AROUND = """daemon off; pid {away}/pid; error_log {away}/error.log; events {{}}
http {{ access_log off; {temporary} {conf} }}"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def proxy(away: Path, port: int, ports: dict[str, int]) -> Iterator[None]:
    """nginx with the shipped configuration, but for addresses."""
    conf = (server.ROOT / "docs/operations/nginx.conf").read_text(encoding="utf-8")
    for name, behind in ports.items():
        conf = conf.replace(f"{name.replace('_', '-')}:8501", f"127.0.0.1:{behind}")
    conf = conf.replace("listen 8080;", f"listen 127.0.0.1:{port};")
    away.mkdir()
    temporary = " ".join(f"{kind}_temp_path {away}/{kind};" for kind in TEMPORARY)
    path = away / "nginx.conf"
    path.write_text(AROUND.format(away=away, temporary=temporary, conf=conf), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", str(path), "-e", str(away / "error.log")])
    try:
        server.wait(f"http://127.0.0.1:{port}/healthz")
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def _at(context: BrowserContext, name: str, address: str) -> None:
    """From now on the proxy asks the process called ``name``."""
    context.add_cookies([{"name": "sufficiency_process", "value": name, "url": address}])


def _page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(acts.PATIENCE)
    return page


def test_what_is_done_at_one_process_holds_at_the_other(
    provider: str, real: Path, tmp_path: Path, browser: Browser
) -> None:
    port = server.free_port()
    address = f"http://127.0.0.1:{port}"
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(SECRETS.format(address=address, provider=provider), encoding="utf-8")
    ports = {name: server.free_port() for name in NAMES}
    with ExitStack() as running:
        ends: dict[str, Any] = {name: running.enter_context(ExitStack()) for name in NAMES}
        for name, behind in ports.items():
            ends[name].enter_context(server.running(port=behind, options=[f"--secrets.files={secrets}"]))
        running.enter_context(proxy(tmp_path / "proxy", port, ports))
        context = browser.new_context()
        _at(context, "app_one", address)
        page = _page(context)
        page.goto(address)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="analyst@city.gov.uk").click()
        page.wait_for_url(re.compile(f"^{re.escape(address)}/"))
        page.goto(f"{address}/placement_mix")
        acts.settle(page)
        # A copy of the browser, at the other process: it knows who signed in at the first.
        copied = browser.new_context(storage_state=context.storage_state())
        _at(copied, "app_two", address)
        there = _page(copied)
        there.goto(f"{address}/placement_mix")
        acts.settle(there)
        expect(there.locator(".mast-facts")).to_contain_text("do not share")
        # Both wrote into one record, one after the other.
        assert reading.verify().faults == ()
        assert sum(line["action"] == "page" for line in reading.lines(who="analyst@city.gov.uk")) >= 2

        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(re.compile(f"^{re.escape(provider)}/"))
        there.reload()
        expect(there.get_by_text("You have signed out")).to_be_visible()

        page.goto(address)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_role("button", name="analyst@city.gov.uk").click()
        page.wait_for_url(re.compile(f"^{re.escape(address)}/"))
        # Where the process that somebody is with has gone, the other answers, with their choices.
        ends["app_one"].close()
        page.goto(f"{address}/placement_mix?sex=Male")
        acts.settle(page)
        acts.chip(page, "Sex: Male").wait_for()
        members.end("analyst@city.gov.uk")
        page.reload()
        expect(page.get_by_text("not on the members list").first).to_be_visible()
        for one in (context, copied):
            one.close()
