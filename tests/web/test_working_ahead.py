"""When a server has answers worked out ahead, what it leaves alone, and the command that does it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from sufficiency.__main__ import main
from sufficiency.database import place_answers
from sufficiency.snapshot import store, stored
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import working_ahead
from tests import tiny

Commands = list[Sequence[str]]


@pytest.fixture
def snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """A small authority's snapshot, which the data folder points to."""
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tiny.write(tmp_path / "data")))
    monkeypatch.delenv("SUFFICIENCY_AHEAD", raising=False)
    return store.read(store.current_name() or "")


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """The commands that a server begins, at once and none of them run."""
    commands: Commands = []

    class AtOnce:
        def __init__(self, seconds: float, function: object, arguments: Sequence[Snapshot]) -> None:
            assert seconds == working_ahead.REST
            self.start = lambda: function(*arguments)  # type: ignore[operator]

    monkeypatch.setattr(working_ahead.threading, "Timer", AtOnce)
    monkeypatch.setattr(working_ahead.subprocess, "run", lambda command, **how: commands.append(command))
    return commands


def test_a_server_works_ahead_behind_what_it_serves(snapshot: Snapshot, begun: Commands) -> None:
    working_ahead.begin(snapshot)
    [command] = begun
    assert list(command[1:]) == ["-m", "sufficiency", "ahead", "--behind", snapshot.id]


def test_it_does_not_where_that_is_switched_off_or_cannot_be_kept_or_another_is_served(
    snapshot: Snapshot, begun: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUFFICIENCY_AHEAD", "0")
    working_ahead.begin(snapshot)
    monkeypatch.delenv("SUFFICIENCY_AHEAD")
    with monkeypatch.context() as read_only:
        read_only.setattr(working_ahead.os, "access", lambda path, mode: False)
        working_ahead.begin(snapshot)
    monkeypatch.setattr(store, "current_name", lambda: "another")
    working_ahead.begin(snapshot)
    assert not begun


def test_the_command_keeps_each_answer_once(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place_answers, "places", lambda options: {place_answers.ALL: {}})
    first = CliRunner().invoke(main, ["ahead"])
    assert first.exit_code == 0 and first.output.endswith(" views answered ahead\n"), first.output
    kept = list((snapshot.folder / stored.FOLDER).glob(f"{place_answers.NAMED}*.{place_answers.KIND}"))
    assert f"{len(kept)} views" in first.output
    assert CliRunner().invoke(main, ["ahead"]).output == "Nothing to work out ahead\n"


def test_one_for_a_server_that_has_ended_keeps_nothing(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sufficiency.database.priority.give_way", lambda steps: None)
    parents = iter([1])
    monkeypatch.setattr("os.getppid", lambda: next(parents, 2))
    assert CliRunner().invoke(main, ["ahead", "--behind", snapshot.id]).exit_code == 0
    assert not list((snapshot.folder / stored.FOLDER).glob(f"*.{place_answers.KIND}"))


@pytest.mark.parametrize("command", ["ahead", "forecast"])
def test_without_a_snapshot_a_command_says_what_makes_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tmp_path))
    said = CliRunner().invoke(main, [command])
    assert said.exit_code == 2 and "run python -m sufficiency ingest IN" in said.output
