"""Rows of a text cut a whole column at a time, where quotation marks change nothing: a million rows are no loop.

It gives what ``file_reader.take`` gives of the same lines, problem for problem; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from sufficiency.plurals import counted
from sufficiency.returns.problems import ProblemLog
from sufficiency.returns.recognition import Header

# The package's types tell no array of text from another, and refuse the plain values that its functions take.
pc: Any = pyarrow.compute
Lines = Any

BLOCK = 4_000_000  # characters


def without_marks(text: str, delimiter: str) -> str | None:
    """``text`` without its quotation marks where they change nothing else, or None where they do.

    They change nothing where a whole cell stands between them, and no separator, mark or line end within it.
    """
    cell = f'("[^"{delimiter}]*"|[^" {delimiter}][^"{delimiter}]*)?'
    for block in _blocks(text):
        lines = pc.split_pattern(pa.array([block], pa.large_string()), "\n").values
        marked = lines.filter(pc.match_substring(lines, '"'))
        if not pc.all(pc.match_substring_regex(marked, f"^{cell}([{delimiter}]{cell})*$"), min_count=0).as_py():
            return None
    return text.replace('"', "")


class Body:
    """The lines below a header that hold anything: ``at`` is the number of each, ``counts`` of how many cells.

    They lie in blocks of some megabytes, so that what is only needed on the way is small.
    """

    def __init__(self, text: str, header_line: int, delimiter: str) -> None:
        self.blocks: list[_Block] = []
        line = header_line + 1
        for part in _blocks(text, _start_of_line(text, header_line)):
            self.blocks.append(_Block(part, line, delimiter))
            line += self.blocks[-1].line_count

    @property
    def row_count(self) -> int:
        """Lines that hold anything."""
        return sum(len(block.at) for block in self.blocks)

    def lengths(self) -> set[int]:
        """The numbers of cells that rows have."""
        return {count for block in self.blocks for count in pc.unique(block.counts).to_pylist()}

    def columns(self, header: Header, lengths: set[int], file_id: int, problem_log: ProblemLog) -> pa.Table:
        """Each row of one of ``lengths`` as text, ``line`` first and then the columns that the header names.

        Rows of another length, and headers that stand again, are noted and left out.
        """
        return pa.concat_tables(
            [_empty(header), *(block.columns(header, lengths, file_id, problem_log) for block in self.blocks)]
        )


class _Block:
    """Whole lines of a text, the first of them its ``first_line``."""

    def __init__(self, text: str, first_line: int, delimiter: str) -> None:
        self.delimiter = delimiter
        lines = pc.split_pattern(pa.array([text], pa.large_string()), "\n").values
        self.line_count = len(lines)
        filled = pc.not_equal(pc.utf8_trim_whitespace(pc.replace_substring(lines, delimiter, "")), "")
        self.at: Lines = pc.add(pc.indices_nonzero(filled).cast(pa.int64()), first_line)
        self.lines: Lines = lines.filter(filled)
        self.counts: Lines = pc.add(pc.count_substring(self.lines, delimiter), 1)

    def columns(self, header: Header, lengths: set[int], file_id: int, problem_log: ProblemLog) -> pa.Table:
        """As ``Body.columns``, of these lines."""
        own = pc.is_in(self.counts, pa.array(sorted(lengths), self.counts.type))
        for line, count in _pairs(self.at, self.counts, pc.invert(own)):
            problem_log.add(
                file_id, "row_length", line=line, detail=f"{counted(count, 'cell')} where the header has {header.width}"
            )
        parts = [self._of_length(header, count, file_id, problem_log) for count in sorted(lengths)]
        whole = pa.concat_tables([part for part in parts if part is not None] or [_empty(header)])
        return whole.sort_by("line") if len(parts) > 1 else whole

    def _of_length(self, header: Header, count: int, file_id: int, problem_log: ProblemLog) -> pa.Table | None:
        own = pc.equal(self.counts, count)
        at, cells = self.at.filter(own), pc.split_pattern(self.lines.filter(own), self.delimiter).values
        if not len(at):
            return None

        def column(place: int) -> Lines:
            return cells.take(pa.array(np.arange(place, len(cells), count)))

        kept = pa.repeat(pa.scalar(True), len(at))
        for row in pc.indices_nonzero(_may_be_header(column(0), header)).to_pylist():
            if header.stands_again(cells[row * count : (row + 1) * count].to_pylist()):
                problem_log.add(file_id, "header_again", line=at[row].as_py())
                kept = pc.and_(kept, pc.not_equal(at, at[row]))
        for place in range(header.width, count):
            beyond = pc.and_(kept, pc.not_equal(pc.utf8_trim_whitespace(column(place)), ""))
            for line, _ in _pairs(at, at, beyond):
                detail = f"{counted(count, 'cell')} where the header has {header.width}"
                problem_log.add(file_id, "row_length", line=line, detail=detail)
            kept = pc.and_not(kept, beyond)
        named = {name: column(place).cast(pa.string()) for name, place in header.places.items() if place < count}
        return pa.table({"line": at, **named}).filter(kept)


def _empty(header: Header) -> pa.Table:
    return pa.table({"line": pa.array([], pa.int64()), **{n: pa.array([], pa.string()) for n in header.places}})


def _blocks(text: str, begins: int = 0) -> Iterator[str]:
    """Whole lines of ``text`` from a place on, together; the last may be without its end."""
    while begins < len(text):
        ends = text.find("\n", begins + BLOCK)
        ends = len(text) if ends < 0 else ends
        yield text[begins:ends]
        begins = ends + 1


def _start_of_line(text: str, lines_above: int) -> int:
    start = 0
    for _ in range(lines_above):
        start = text.find("\n", start) + 1 or len(text)
    return start


def _may_be_header(first: Lines, header: Header) -> Lines:
    plain = pc.replace_substring_regex(pc.utf8_upper(first), "[^A-Z0-9]", "")
    return pc.equal(plain, header.cells[0])


def _pairs(at: Lines, beside: Lines, where: Lines) -> list[tuple[int, int]]:
    return list(zip(at.filter(where).to_pylist(), beside.filter(where).to_pylist(), strict=True))
