"""What lies in the folder that was sent: each file, and whose and which year's it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sufficiency.returns import places

IGNORED_FOLDERS = {"answers"}


@dataclass(frozen=True)
class Sent:
    """One file as it was sent."""

    path: Path
    name: str
    authority_code: str | None
    return_year: int | None
    folder: str
    year_folder: str


def files(folder: Path) -> list[Sent]:
    """Every file under ``folder`` in order of name, except hidden ones and folders ``answers``."""
    return sorted(_walk(folder), key=lambda sent: sent.name)


def _walk(folder: Path) -> Iterator[Sent]:
    shut: list[OSError] = []
    for here, inner, names in os.walk(folder, onerror=shut.append):
        inner[:] = [d for d in inner if not d.startswith(".") and d.lower() not in IGNORED_FOLDERS]
        for link in (d for d in inner if (Path(here) / d).is_symlink()):
            yield _sent(folder, Path(here) / link)
        for name in names:
            # Files that operating systems and spreadsheets leave behind.
            if not name.startswith((".", "~$")) and name.lower() not in {"thumbs.db", "desktop.ini"}:
                yield _sent(folder, Path(here) / name)
    # A folder that can't be opened, like a link to one, is handed on as a file would be, so that
    # the report names it.
    for error in shut:
        if Path(error.filename) != folder:
            yield _sent(folder, Path(error.filename))


def _sent(folder: Path, path: Path) -> Sent:
    parts = [readable(p) for p in path.relative_to(folder).parts]
    above = parts[0] if len(parts) > 1 else ""
    year = parts[1] if len(parts) > 2 else ""
    # A year written 2024/25 makes two folders, one in the other.
    if len(parts) > 3 and re.fullmatch(r"\d\d", parts[2]):
        year = f"{parts[1]}-{parts[2]}"
    return Sent(
        path,
        "/".join(parts),
        places.authority(above) if above else None,
        places.return_year(year) if year else None,
        above,
        year,
    )


def readable(name: str) -> str:
    """A file's name as text that can be written anywhere, whatever bytes it was made of."""
    return "".join(c if c.isprintable() else "?" for c in name.encode("utf-8", "replace").decode("utf-8"))
