"""Which files ``synthesise`` made: a list of their checksums, left beside them, tells them from real ones.

``ingest --synthetic`` opens what it reads to anyone, so it must not take a real child's record for an
invented one.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from sufficiency import settings

ANSWERS = "answers"
SEAL = settings.ANSWERS_MARKER  # by which an import knows the folder of answers, and passes it over


def seal(folder: Path) -> None:
    """List the checksum of every file under ``folder``, in its folder of answers."""
    (folder / ANSWERS).mkdir(parents=True, exist_ok=True)
    lines = [f"{_digest(path)}  {path.relative_to(folder).as_posix()}" for path in _files(folder)]
    (folder / ANSWERS / SEAL).write_text("\n".join([*lines, ""]), encoding="utf-8")


def strangers(folder: Path) -> list[str]:
    """Paths within ``folder`` of the files that are not as ``synthesise`` made them, all where it left no list.

    Files may be left out or moved: a list tells contents, not places.
    """
    try:
        text = (folder / ANSWERS / SEAL).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        text = ""
    known = {line.partition("  ")[0] for line in text.splitlines()}
    return [path.relative_to(folder).as_posix() for path in _files(folder) if _digest(path) not in known]


def _files(folder: Path) -> list[Path]:
    inside = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return [path for path in inside if path.relative_to(folder).parts[0] != ANSWERS]


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
