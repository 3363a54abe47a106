"""A part of a file that is found placements, its values in the lists' own spelling."""

from __future__ import annotations

from dataclasses import replace

from sufficiency.returns import file_reader, found_values
from sufficiency.returns.problems import ProblemLog


def spelt(part: file_reader.Part | None, file_id: int, problem_log: ProblemLog) -> file_reader.Part | None:
    """The part with its values spelt as the lists have them, where it is of found placements; else as it is."""
    if part is None or part.table != found_values.TABLE:
        return part
    rows = found_values.read(part.rows, part.columns, file_id, problem_log)
    return replace(part, rows=rows, rows_read=rows.num_rows)
