"""What *Load data* shows of the problems of files."""

from __future__ import annotations

import pyarrow as pa

from sufficiency.web.loading import findings


def test_a_line_stays_a_whole_number_beside_problems_that_have_none() -> None:
    """A problem of a whole file has no line; the others' lines read 276, not 276.0."""
    line = pa.array([None, 276, 1_200], pa.int64())
    other = pa.array([None, "DECOM", ""])
    problems = pa.table({name: line if name == "line" else other for name in findings.SHOWN})
    shown = findings.as_text(problems)
    assert list(shown["line"]) == ["", "276", "1200"]
    assert list(shown["column"]) == ["", "DECOM", ""]
