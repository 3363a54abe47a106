"""A return that was cut is never served unnoticed, wherever it was cut."""

from __future__ import annotations

from pathlib import Path

from sufficiency import returns
from tests.benchmarks import cut_files
from tests.loading.conftest import write_return


def test_returns_cut_at_random_bytes_are_held_or_told(data_folder: Path, tmp_path: Path) -> None:
    """26 of the 200 that ``python -m tests.benchmarks.faults`` makes, in one import of thirteen at a time."""
    found = list(cut_files.cuts(tmp_path, 26))
    outcomes = [cut.outcome for cut in found]
    assert len(found) == 26 and outcomes.count(cut_files.HELD) > 5 and outcomes.count(cut_files.TOLD) > 5
    assert [cut for cut in found if cut.outcome == cut_files.UNNOTICED] == []


def test_a_file_that_breaks_off_is_told_where_those_beside_it_do_not(tmp_path: Path) -> None:
    place = write_return(tmp_path, "Camden", 2025, range(3))
    path = place / "episodes.csv"
    path.write_bytes(path.read_bytes()[:-3])  # the last number of a provider loses two digits, and the line its end
    (problem,) = returns.read(tmp_path, key=cut_files.KEY).problems.to_pylist()
    assert (problem["file"], problem["rule"]) == ("Camden/2025/episodes.csv", "breaks_off")
    assert problem["line"] == 4, "its header and three rows"
    (place / "header.csv").write_bytes((place / "header.csv").read_bytes()[:-1])
    assert returns.read(tmp_path, key=cut_files.KEY).problems.num_rows == 0, "so that system writes its files"
