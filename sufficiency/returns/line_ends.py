"""Files that break off: the last line has no end, though those of the same return's other files have one."""

from __future__ import annotations

from dataclasses import dataclass

from sufficiency.returns.problems import ProblemLog

# As a text ends whose last line has an end, in any encoding that is read.
ENDS = (b"\n", b"\r", b"\n\x00", b"\r\x00")


@dataclass(frozen=True)
class End:
    """How one text file of an authority's year ends."""

    file_id: int
    authority_code: str | None
    return_year: int | None
    is_ended: bool
    line: int  # the last


def of(data: bytes, file_id: int, authority_code: str | None, return_year: int | None) -> End:
    """How ``data`` ends."""
    line = max(data.count(b"\n"), data.count(b"\r")) + 1
    return End(file_id, authority_code, return_year, data.endswith(ENDS), line)


def tell(ends: list[End], problem_log: ProblemLog) -> None:
    """Note each file that breaks off. One system writes all its files alike, so a file is compared with those
    that came beside it: where none has an end to its last line, that is how they are written."""
    ended = {(end.authority_code, end.return_year) for end in ends if end.is_ended and end.authority_code}
    for end in ends:
        if not end.is_ended and (end.authority_code, end.return_year) in ended:
            problem_log.add(end.file_id, "breaks_off", line=end.line)
