"""Files as LibreOffice shows them: a picture a page, and one sheet of many."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
COLUMNS, WIDE, GAP = 5, 420, 6  # pictures side by side, pixels of each, and between two
PATIENCE = 300


def as_pdf(path: Path) -> Path:
    """The file as a PDF, beside it; a PDF as it is. Raises FileNotFoundError without LibreOffice."""
    if path.suffix == ".pdf":
        return path
    if OFFICE is None:
        raise FileNotFoundError("LibreOffice (soffice) is not installed")
    out = path.parent / "seen"
    with tempfile.TemporaryDirectory() as profile:
        where = [f"-env:UserInstallation={Path(profile).as_uri()}", "--headless"]
        asked = [OFFICE, *where, "--convert-to", "pdf", "--outdir", str(out), str(path)]
        subprocess.run(asked, check=True, capture_output=True, timeout=PATIENCE)
    return out / f"{path.stem}.pdf"


def pictures(path: Path, wide: int = WIDE) -> list[Image.Image]:
    """Each page of a file as a picture so many pixels wide."""
    document = pypdfium2.PdfDocument(as_pdf(path))
    return [page.render(scale=wide / page.get_width()).to_pil().convert("RGB") for page in document]


def sheet(seen: Sequence[Image.Image]) -> Image.Image:
    """Pictures in rows, on grey."""
    tall = max(picture.height for picture in seen)
    rows = -(-len(seen) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * (WIDE + GAP), rows * (tall + GAP)), "#888888")
    for number, picture in enumerate(seen):
        place = (number % COLUMNS * (WIDE + GAP), number // COLUMNS * (tall + GAP))
        whole.paste(picture, place)
    return whole
