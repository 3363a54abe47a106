"""The audit log: whole however many write, and every line changed, added or taken out is found."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sufficiency import __version__
from sufficiency.audit import log, reading
from sufficiency.audit.log import Act

ANN, BEN = (Act("page", who, "viewer", "london", subject="Overview") for who in ("ann@x.uk", "ben@x.uk"))
WRITER = """
from sufficiency.audit import log
for n in range(25):
    log.record(log.Act("view", "c@x.uk", subject=str(n)))
"""


@pytest.fixture(autouse=True)
def twelve_lines(data_folder: Path) -> None:
    """A log of twelve lines, of two people."""
    for number in range(6):
        log.record(Act(**{**vars(ANN), "rows": number}))
        log.record(BEN)


def text() -> list[str]:
    """The lines as they lie on the disk."""
    return (log.folder() / log.LOG).read_text(encoding="utf-8").splitlines()


def rewrite(lines: list[str]) -> None:
    """Put these lines in the log's place, as whoever can write the folder might."""
    (log.folder() / log.LOG).write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_log_that_nobody_touched_is_whole_and_only_its_owner_can_read_it() -> None:
    verdict = reading.verify()
    assert (verdict.lines, verdict.faults) == (12, ())
    assert {stat.S_IMODE(path.stat().st_mode) for path in log.folder().glob("*.json*")} == {0o600}
    assert stat.S_IMODE(log.folder().stat().st_mode) == 0o700
    assert {line["version"] for line in reading.lines()} == {__version__}


@pytest.mark.parametrize("number", range(12))
def test_a_line_changed_or_taken_out_is_found(number: int) -> None:
    lines = text()
    changed = json.loads(lines[number]) | {"who": "someone.else@x.uk"}
    rewrite([*lines[:number], json.dumps(changed), *lines[number + 1 :]])
    assert reading.verify().faults
    forged = changed | {"hash": log.digest(changed)}
    rewrite([*lines[:number], json.dumps(forged), *lines[number + 1 :]])
    assert reading.verify().faults, "a line with a hash of its own does not fit the next, or the head"
    rewrite([*lines[:number], *lines[number + 1 :]])
    assert reading.verify().faults
    rewrite([*lines[:number], lines[number], *lines[number:]])
    assert reading.verify().faults
    rewrite(lines)
    assert not reading.verify().faults


def test_a_chain_made_anew_is_told_by_a_head_kept_elsewhere() -> None:
    kept = reading.verify().head
    for path in log.folder().glob("*"):
        path.unlink()
    log.record(ANN)
    assert not reading.verify().faults
    assert reading.verify(kept).faults


def test_lines_missing_from_the_end_stop_the_next_from_being_written() -> None:
    rewrite(text()[:-2])
    with pytest.raises(log.LogUnavailable, match="missing"):
        log.record(ANN)


def test_a_process_that_died_over_a_line_leaves_a_log_that_goes_on() -> None:
    whole = text()[-1]
    path = log.folder() / log.LOG
    with path.open("a", encoding="utf-8") as file:
        file.write('{"number": 13, "who": "ann')
    log.record(BEN)
    assert reading.verify().faults == ()
    assert len(text()) == 13 and whole in text()


def test_many_threads_and_processes_write_one_chain() -> None:
    others = [subprocess.Popen([sys.executable, "-c", WRITER]) for _ in range(2)]
    threads = [threading.Thread(target=lambda: [log.record(ANN) for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [process.wait(60) for process in others] == [0, 0]
    verdict = reading.verify()
    assert (verdict.lines, verdict.faults) == (12 + 150, ())


def test_a_person_reads_their_own_lines_and_an_owner_their_authoritys() -> None:
    log.record(Act("view", "dan@camden.gov.uk", "authority_analyst", "E09000007", subject="children"))
    assert {line["who"] for line in reading.lines(who="Ann@x.uk")} == {"ann@x.uk"}
    assert [line["who"] for line in reading.lines(scope="E09000007")] == ["dan@camden.gov.uk"]
    assert len(reading.lines()) == 13 and reading.lines()[0]["subject"] == "children"


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "file" / "audit"))
    with pytest.raises(log.LogUnavailable, match="cannot be written"):
        log.record(ANN)


def test_a_count_taken_away_with_the_last_lines_is_found_and_nothing_more_is_written() -> None:
    rewrite(text()[:-2])
    (log.folder() / log.HEAD).unlink()
    assert "head.json" in reading.verify().faults[0][1]
    with pytest.raises(log.LogUnavailable, match="gone"):
        log.record(ANN)
