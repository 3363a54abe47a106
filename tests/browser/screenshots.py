"""Pictures of every page for London and for Camden, in both themes and widths, and one sheet of them all.

``python -m tests.browser.screenshots OUT [PAGE …]`` writes OUT/<place>_<page>_<scheme>_<width>.png, and
OUT/sheet.png, the wide light ones of Camden side by side.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.browser import acts, server

WIDTHS = (1400, 400)
PLACES = {"london": "", "camden": "?authority=Camden"}
# Of the sheet: pages beside one another, and the size of each picture on it, in pixels.
ACROSS, SIZE = 4, (380, 520)


def addresses() -> list[str]:
    """The path of every page in the menu, '' for the first."""
    files = sorted((server.ROOT / "pages").glob("*/*.py"))
    return ["" if path.stem == "overview" else path.stem for path in files]


def take(out: Path, only: list[str] | None = None, schemes: tuple[str, ...] = ("light", "dark")) -> None:
    """Write the pictures of every page, or of those named, and the sheet."""
    out.mkdir(parents=True, exist_ok=True)
    with server.running() as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=server.CHROMIUM, args=server.ARGUMENTS)
        for scheme in schemes:
            for width in WIDTHS:
                context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
                page = context.new_page()
                page.set_default_timeout(acts.PATIENCE)
                for place, chosen in PLACES.items():
                    for path in only if only is not None else addresses():
                        page.goto(f"{address}/{path}{chosen}")
                        acts.settle(page)
                        page.wait_for_timeout(900)  # charts and maps draw after the page has run
                        height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                        page.set_viewport_size({"width": width, "height": min(int(height) + 60, 6000)})
                        page.wait_for_timeout(300)
                        page.screenshot(path=out / f"{place}_{path or 'overview'}_{scheme}_{width}.png")
                        page.set_viewport_size({"width": width, "height": 900})
                context.close()
        browser.close()
    sheet(out)


def sheet(out: Path) -> None:
    """OUT/sheet.png: the tops of Camden's pages, light and wide, small enough to be looked at together."""
    pictures = sorted(out.glob(f"camden_*_light_{WIDTHS[0]}.png"))
    wide, high = SIZE
    whole = Image.new("RGB", (ACROSS * (wide + 10), -(-len(pictures) // ACROSS) * (high + 10)), "#8A97A3")
    for number, path in enumerate(pictures):
        with Image.open(path) as picture:
            top = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, picture.width * high // wide)))
        small = top.resize((wide, round(top.height * wide / top.width)), Image.Resampling.LANCZOS)
        whole.paste(small, (number % ACROSS * (wide + 10) + 5, number // ACROSS * (high + 10) + 5))
    whole.quantize(128, Image.Quantize.MAXCOVERAGE).save(out / "sheet.png", optimize=True)


if __name__ == "__main__":
    take(Path(sys.argv[1] if len(sys.argv) > 1 else "screenshots"), sys.argv[2:] or None)
