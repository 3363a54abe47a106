"""The commands for members and the audit log."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from sufficiency.__main__ import main
from sufficiency.access import members
from sufficiency.audit import log


def run(*arguments: str) -> Result:
    """What a command prints and how it ends."""
    return CliRunner().invoke(main, list(arguments))


def add(email: str = "a@b.gov.uk", until: str = "2099-12-31") -> Result:
    """Add a viewer."""
    line = ("--role", "viewer", "--scope", "london", "--until", until, "--nominated-by", "DCS")
    return run("members", "add", email, *line)


def test_a_person_is_added_listed_and_ended_and_each_is_on_record(data_folder: Path) -> None:
    assert add().exit_code == 0
    assert "1 of 1 may come in" in run("members", "list").output
    assert run("members", "end", "a@b.gov.uk").exit_code == 0
    assert "0 of 1 may come in" in run("members", "list").output
    output = run("audit", "list").output
    assert "add a@b.gov.uk" in output and "end a@b.gov.uk" in output
    assert run("audit", "verify").exit_code == 0


def test_what_is_refused_changes_nothing_and_is_on_record(data_folder: Path) -> None:
    refused = add(until="2020-01-01")
    assert refused.exit_code == 1 and "has passed" in refused.output
    assert run("members", "end", "nobody@b.gov.uk").exit_code == 1
    assert not members.path().exists()
    assert run("audit", "list").output.count("refused, nothing was changed") == 2


def test_a_changed_line_is_found_by_the_command(data_folder: Path) -> None:
    add()
    path = log.folder() / log.LOG
    path.write_text(path.read_text(encoding="utf-8").replace("add a@", "add z@"), encoding="utf-8")
    found = run("audit", "verify")
    assert found.exit_code == 1 and "line 1: has changed since it was written" in found.output


def test_no_change_is_made_that_cannot_be_recorded(data_folder: Path) -> None:
    data_folder.mkdir()
    (data_folder / "audit").write_text("in the way", encoding="utf-8")
    assert add().exit_code == 1
    assert not members.path().exists()
