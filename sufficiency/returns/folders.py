"""What lies in the folder that was sent: each file, and whose and which year's it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sufficiency import settings
from sufficiency.returns import periods, places
from sufficiency.returns.notes import Note

LEFT_BEHIND = {"thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class SentFile:
    """One file as it was sent; ``period`` is the last day of the quarter, or the day, that its folders name."""

    path: Path
    name: str
    authority_code: str | None
    return_year: int | None
    folder: str
    year_folder: str
    period: date | None = None
    period_folder: str = ""


def files(folder: Path) -> tuple[list[SentFile], list[Note]]:
    """Every file under ``folder`` in order of name, and a note of each that is not to be read.

    Hidden files, those that operating systems and spreadsheets leave behind, and the folders of
    answers that ``synthesise`` marked as its own are not.
    """
    passed_over: list[Note] = []
    files_sent = sorted(_walk(folder, passed_over), key=lambda sent: sent.name)
    return files_sent, sorted(passed_over, key=lambda note: note.file)


def _walk(folder: Path, passed_over: list[Note]) -> Iterator[SentFile]:
    shut: list[OSError] = []

    def pass_over(path: Path, why: str) -> None:
        name = "/".join(readable(p) for p in path.relative_to(folder).parts)
        passed_over.append(Note(name, f"Not read: {why}"))

    for here, inner, names in os.walk(folder, onerror=shut.append):
        for name in list(inner):
            why = _why_not_a_folder(Path(here) / name)
            if why:
                inner.remove(name)
                pass_over(Path(here) / name, why)
        for link in (d for d in inner if (Path(here) / d).is_symlink()):
            yield _sent(folder, Path(here) / link)
        for name in names:
            if name.startswith((".", "~$")) or name.lower() in LEFT_BEHIND:
                pass_over(Path(here) / name, "hidden, or left behind by a system or a spreadsheet")
            else:
                yield _sent(folder, Path(here) / name)
    # A folder that can't be opened, like a link to one, is handed on as a file would be, so that
    # the report names it.
    for error in shut:
        if Path(error.filename) != folder:
            yield _sent(folder, Path(error.filename))


def _why_not_a_folder(path: Path) -> str:
    if path.name.startswith("."):
        return "a hidden folder"
    return "what synthesise made to check against" if (path / settings.ANSWERS_MARKER).is_file() else ""


def _sent(folder: Path, path: Path) -> SentFile:
    parts = [readable(p) for p in path.relative_to(folder).parts]
    above = parts[0] if len(parts) > 1 else ""
    year = parts[1] if len(parts) > 2 else ""
    # A year written 2024/25 makes two folders, one in the other.
    if len(parts) > 3 and re.fullmatch(r"\d\d", parts[2]):
        year = f"{parts[1]}-{parts[2]}"
    return SentFile(
        path,
        "/".join(parts),
        places.authority(above) if above else None,
        places.return_year(year) if year else None,
        above,
        year,
        periods.end(year, parts[2]) if len(parts) > 3 else None,
        parts[2] if len(parts) > 3 else "",
    )


def readable(name: str) -> str:
    """A file's name as text that can be written anywhere, whatever bytes it was made of."""
    return "".join(c if c.isprintable() else "?" for c in name.encode("utf-8", "replace").decode("utf-8"))
