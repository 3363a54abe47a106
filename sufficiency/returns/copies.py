"""One file under two names: it is read once, and its copies are told as that, not row by row."""

from __future__ import annotations

import contextlib
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from sufficiency.returns import versions
from sufficiency.returns.file_reader import MOST_BYTES
from sufficiency.returns.folders import SentFile
from sufficiency.returns.intake import Intake


def of(sent: Sequence[SentFile]) -> dict[str, str]:
    """The names of files that hold byte for byte what another of the same return or quarter does, each with the name
    of the one that is read: the one whose name says it is the latest, else the first. A list's name may be what says of
    which day it is, so that of lists none is a copy."""
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
            if file.authority_code and 0 < size <= MOST_BYTES:
                # In an authority's year it is of that year in whatever folder below it lies.
                place = file.return_year or (file.year_folder, file.period or file.period_folder)
                groups[file.authority_code, place, file.path.suffix.lower(), size].append(file)
    return [files for files in groups.values() if len(files) > 1]
