"""Of the tests that take long every one has its turn, all turns take about as long, and a commit has one turn."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from types import SimpleNamespace

import pytest

from tests import turns


def test_every_one_has_a_turn_and_turns_take_about_as_long() -> None:
    seconds = turns.long_tests()
    of = turns.dealt(seconds)
    assert of.keys() == seconds.keys() and set(of.values()) == set(range(turns.TURNS))
    taken: Counter[int] = Counter()
    for test, turn in of.items():
        taken[turn] += round(seconds[test])
    assert max(taken.values()) < 1.2 * min(taken.values())


def test_what_is_listed_is_there() -> None:
    """A test or a group that is gone, or renamed, is not waited for; and what protects children has no turn."""
    texts = {path: path.read_text(encoding="utf-8") for path in turns.TABLE.parent.rglob("test_*.py")}
    for name in turns.long_tests():
        path, _, test = name.partition("::")
        if test:
            assert f"def {test.partition('[')[0]}(" in texts[turns.TABLE.parent.parent / path], name
        else:
            marked = any(f'xdist_group("{name}")' in text for text in texts.values())
            assert marked or (turns.TABLE.parent.parent / path).exists(), name
        assert not name.startswith(turns.ALWAYS), name


def test_a_commit_has_one_turn_and_commits_have_all() -> None:
    commits = [f"{number:040x}" for number in range(1000, 1100)]
    assert {turns.of_commit(commit) for commit in commits} == set(range(turns.TURNS))
    assert turns.of_commit("d7e736b") == turns.of_commit("d7e736b") and turns.of_commit("") == 0


def test_all_turns_together_take_every_test_once() -> None:
    items = [SimpleNamespace(nodeid=name) for name in [*turns.long_tests(), "tests/test_new.py::test_new"]]
    left = [turns.left_out(items, str(turn), lambda item: item.nodeid) for turn in range(turns.TURNS)]
    taken = Counter(item.nodeid for out in left for item in items if item not in out)
    assert taken.pop("tests/test_new.py::test_new") == turns.TURNS
    assert set(taken.values()) == {1} and set(taken) == set(turns.long_tests())
    assert turns.left_out(items, turns.ALL, lambda item: item.nodeid) == []


@pytest.mark.parametrize(
    ("asked", "is_plain", "turn"), [("all", True, "all"), ("3", True, "3"), ("3", False, "3"), (None, False, "all")]
)
def test_whoever_names_tests_gets_those_and_others_the_commits_turn(asked, is_plain, turn) -> None:
    assert turns.settled(asked, is_plain=is_plain) == turn


def test_a_turn_that_is_not_there_is_refused() -> None:
    with pytest.raises(pytest.UsageError, match="there are 0 to"):
        turns.settled(str(turns.TURNS), is_plain=True)


def test_a_group_has_one_turn() -> None:
    """Tests that share what takes long to make are taken or left out together."""
    group = next(name for name in turns.long_tests() if "::" not in name)
    items = [SimpleNamespace(nodeid=f"{group}::test_{at}") for at in range(20)]
    left = [len(turns.left_out(items, str(turn), lambda _: group)) for turn in range(turns.TURNS)]
    assert sorted(left) == [0, *[20] * (turns.TURNS - 1)]


def test_those_named_are_taken_whatever_the_turn() -> None:
    """As a person would: one file, and no test of another turn left out."""
    named = [name for name in turns.long_tests() if name.startswith("tests/database/") and "::" in name]
    path = named[0].partition("::")[0]
    asked = [sys.executable, "-m", "pytest", "-n0", "--collect-only", path]
    answer = subprocess.run(asked, cwd=turns.TABLE.parent.parent, capture_output=True, text=True, check=True)
    assert all(name in answer.stdout for name in named if name.startswith(f"{path}::"))


@pytest.mark.parametrize("asked", [["--turn", "1"], ["--turn", "all", "-k", "golden"], ["tests/test_golden.py"]])
def test_the_list_is_written_of_a_run_of_all_alone(asked: list[str]) -> None:
    """Of some tests alone it would lose all others, which would then stand in every run."""
    before = turns.TABLE.read_bytes()
    command = [sys.executable, "-m", "pytest", "-n0", "--collect-only", "--write-long", *asked]
    answer = subprocess.run(command, cwd=turns.TABLE.parent.parent, capture_output=True, text=True, check=False)
    assert answer.returncode == pytest.ExitCode.USAGE_ERROR and "needs every test" in answer.stderr
    assert turns.TABLE.read_bytes() == before


@pytest.fixture(scope="module")
def costly() -> object:
    """What would be made once in each process that needs it."""
    return object()


def test_tests_that_share_what_is_costly_go_to_one_process(costly: object, request: pytest.FixtureRequest) -> None:
    """pytest-xdist tells by the end of a test's name; with a pytest that hides it, each process makes everything."""
    if hasattr(request.config, "workerinput"):
        assert request.node.nodeid.endswith("@tests/test_turns.py")
