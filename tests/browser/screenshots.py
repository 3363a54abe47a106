"""Pictures of every page in both themes and widths: ``python -m tests.browser.screenshots OUT``."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import acts, server

WIDTHS = (1400, 400)


def addresses() -> list[str]:
    """The path of every page in the menu, '' for the first."""
    files = sorted((server.ROOT / "pages").glob("*/*.py"))
    return ["" if path.stem == "overview" else path.stem for path in files]


def take(out: Path, only: list[str] | None = None) -> None:
    """Write OUT/<page>_<scheme>_<width>.png for every page."""
    out.mkdir(parents=True, exist_ok=True)
    with server.running() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=server.CHROMIUM, args=server.ARGUMENTS)
        for scheme in ("light", "dark"):
            for width in WIDTHS:
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                page = context.new_page()
                for path in only if only is not None else addresses():
                    page.goto(f"{address}/{path}")
                    acts.settle(page)
                    page.wait_for_timeout(900)  # charts and maps draw after the page has run
                    height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                    page.set_viewport_size({"width": width, "height": min(int(height) + 60, 6000)})
                    page.wait_for_timeout(300)
                    page.screenshot(path=out / f"{path or 'overview'}_{scheme}_{width}.png")
                    page.set_viewport_size({"width": width, "height": 900})
                context.close()
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:] or None)
