"""One file under two names: it is read once, and its copies are told as that, not row by row."""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sufficiency.returns import list_dates, versions
from sufficiency.returns.file_reader import MOST_BYTES
from sufficiency.returns.folders import SentFile
from sufficiency.returns.intake import Intake


def of(sent: Sequence[SentFile]) -> dict[str, str]:
    """The names of files that hold byte for byte what another of the same return or quarter does, each with the name
    of the one that is read: the one whose name says it is the latest, else the first. A list's names may be what
    says of which day it is, so that one is a copy only where they give the other's day, or neither's give any."""
    copies: dict[str, str] = {}
    for alike in _of_one_size(sent):
        by_content: dict[str, list[SentFile]] = defaultdict(list)
        for file in alike:
            with contextlib.suppress(OSError):  # Its reading says why.
                by_content[hashlib.sha256(file.path.read_bytes()).hexdigest()].append(file)
        for same in by_content.values():
            kept = max(same, key=lambda file: versions.rank(file.name))
            copies |= {file.name: kept.name for file in same if file is not kept}
    return copies


def pass_over(sent: SentFile, kept: str, intake: Intake) -> None:
    """Note a file that is the one called ``kept`` under another name, and read it no second time."""
    intake.problem_log.add(intake.open(), "file_sent_twice", detail=kept)
    intake.close(sent, sent.name, None)


def _of_one_size(sent: Iterable[SentFile]) -> list[list[SentFile]]:
    """Files of one return or quarter that are of one size, so that few have to be read to be compared."""
    groups: dict[object, list[SentFile]] = defaultdict(list)
    for file in sent:
        with contextlib.suppress(OSError):
            if file.path.is_symlink() or not file.path.is_file():
                continue
            size = file.path.stat().st_size
            if 0 < size <= MOST_BYTES:
                groups[_place(file), file.path.suffix.lower(), size].append(file)
    return [files for files in groups.values() if len(files) > 1]


def _place(file: SentFile) -> object:
    """What a file is of: the same for two that are of one return, one quarter, or one list of one day."""
    if file.authority_code:
        # In an authority's year it is of that year in whatever folder below it lies.
        return file.authority_code, file.return_year or (file.year_folder, file.period or file.period_folder)
    *folders, name = file.name.split("/")
    return file.folder.strip().lower(), list_dates.list_date(*reversed(folders), name) or _unclear(name)


def _unclear(name: str) -> str:
    """Of a name that gives no one day what may be one, so that two that differ in it are two lists."""
    return " ".join(re.findall(r"\d{2,}", name))
