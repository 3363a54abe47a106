"""Which of the tests that take long a run takes: each is taken by one turn in so many, which follows from the commit.

Most of what all tests take is taken by one in twenty of them. ``pytest`` runs all others, and of these a turn's; the
same commit has the same turn again, the next most likely another. ``--turn all`` runs every one, ``--turn 2`` that
turn's. Whoever names files, words (``-k``) or marks (``-m``) gets all that they name. What keeps children's figures
from those who may not see them is in every run.

Tests that share what takes long to make have one turn together: a run that has one of them has made it for all.
"""

from __future__ import annotations

import csv
import heapq
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

TURNS = 10
LONG = 0.6  # seconds of a test with all that it sets up
MAKING = 3.0, 0.3  # seconds that a group takes to make what it shares, and their share of all that it takes
TABLE = Path(__file__).with_name("long_tests.csv")  # the tests and groups that take longer, written by --write-long
ALWAYS = ("tests/access/", "tests/disclosure/", "tests/intruder/", "tests/database/test_isolation.py")
ALL = "all"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options of a run."""
    group = parser.getgroup("turns")
    group.addoption("--turn", help=f"of the tests that take long, those of this turn (0 to {TURNS - 1}), or {ALL}")
    group.addoption("--write-long", action="store_true", help=f"write which tests took long to {TABLE.name}")


def pytest_configure(config: pytest.Config) -> None:
    """Settle the turn before the processes that run the tests are told of it.

    Raises pytest.UsageError where a list of what takes long would be written of some tests alone.
    """
    is_plain = _is_plain(config)
    config.option.turn = settled(config.option.turn, is_plain=is_plain)
    if config.option.write_long and not hasattr(config, "workerinput"):
        if not is_plain or config.option.turn != ALL:
            raise pytest.UsageError(f"--write-long needs every test: pytest --turn {ALL} --write-long")
        config.pluginmanager.register(Durations(), "durations")


def settled(asked: str | None, *, is_plain: bool) -> str:
    """The turn to take, as text: the one asked for; else the commit's where all tests are asked for, and all where some
    are. Raises pytest.UsageError where there is no such turn."""
    if asked is None:
        return str(of_commit(_commit())) if is_plain else ALL
    if asked != ALL and asked not in map(str, range(TURNS)):
        raise pytest.UsageError(f"--turn {asked}: there are 0 to {TURNS - 1}, and {ALL}")
    return asked


def of_commit(commit: str) -> int:
    """The turn of a commit, named by its hexadecimal digits; 0 where there is none."""
    return int(commit or "0", 16) % TURNS


def dealt(seconds: dict[str, float]) -> dict[str, int]:
    """Each test's turn by its name, so that all turns take about as long: the longest first, each to the turn that has
    least so far."""
    turns = [(0.0, turn) for turn in range(TURNS)]
    of = {}
    for test in sorted(seconds, key=lambda name: (-seconds[name], name)):
        held, of[test] = turns[0]
        heapq.heapreplace(turns, (held + seconds[test], of[test]))
    return of


def long_tests() -> dict[str, float]:
    """Seconds by the name of each test that takes long."""
    with TABLE.open(encoding="utf-8", newline="") as handle:
        return {row["test"]: float(row["seconds"]) for row in csv.DictReader(handle)}


def left_out(items: list[pytest.Item], turn: str, group: Callable[[pytest.Item], str]) -> list[pytest.Item]:
    """Those of ``items``, each of the group that ``group`` says, that another turn takes."""
    if turn == ALL:
        return []
    mine, of = int(turn), dealt(long_tests())
    return [item for item in items if of.get(group(item), of.get(item.nodeid, mine)) != mine]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which turn it was, so that it can be had again."""
    if config.option.turn != ALL:
        terminalreporter.write_line(
            f"of the tests that take long, turn {config.option.turn} of 0 to {TURNS - 1}: the same again by"
            f" pytest --turn {config.option.turn}, every one by --turn {ALL}"
        )


class Durations:
    """How long each test took, with what it sets up and takes down, written at the end."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = defaultdict(float)
        self._groups: dict[str, str] = {}
        self._making: dict[str, float] = defaultdict(float)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add up the parts of a test; the process that ran it wrote its group after its name."""
        if "whole" in report.keywords:  # No plain run has it.
            return
        name, _, group = report.nodeid.rpartition("@")
        if not name or "]" in group:
            name, group = report.nodeid, ""
        self._seconds[name] += report.duration
        self._groups[name] = group
        if report.when == "setup":
            self._making[group] += report.duration

    def pytest_sessionfinish(self, exitstatus: int) -> None:
        """Write those that took long; a run that failed or was stopped does not know them."""
        if exitstatus != pytest.ExitCode.OK:
            return
        least, share = MAKING
        whole: dict[str, float] = defaultdict(float)
        for name, taken in self._seconds.items():
            whole[self._groups[name]] += taken
        together = {
            group for group, making in self._making.items() if group and making > max(least, share * whole[group])
        }
        listed = {name: taken for name, taken in self._seconds.items() if taken >= LONG}
        listed = {name: taken for name, taken in listed.items() if self._groups[name] not in together}
        listed |= {group: whole[group] for group in together}
        lines = [(name, f"{taken:.1f}") for name, taken in sorted(listed.items()) if not name.startswith(ALWAYS)]
        with TABLE.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([("test", "seconds"), *lines])


def _is_plain(config: pytest.Config) -> bool:
    named = config.args_source is not pytest.Config.ArgsSource.TESTPATHS
    return not named and not config.option.keyword and config.option.markexpr == "not whole"


def _commit() -> str:
    """The digits of the commit that is checked out; '' where that is not known."""
    asked = ["git", "rev-parse", "HEAD"]
    try:
        answer = subprocess.run(asked, cwd=TABLE.parent, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""
