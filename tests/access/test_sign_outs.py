"""A sign-in that was ended counts nowhere: not in another process, not after a restart."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sufficiency.access import sign_outs
from sufficiency.access.sign_outs import FILE, SIGN_IN_SECONDS

ONE, OTHER = "a" * 64, "b" * 64


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The audit folder, of a process that has ended no sign-in yet."""
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "audit"))
    monkeypatch.setattr(sign_outs, "_ended", {})
    return tmp_path / "audit"


def test_another_process_and_a_restart_know_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not sign_outs.has_ended(ONE)
    sign_outs.end(ONE)
    sign_outs.end("")
    monkeypatch.setattr(sign_outs, "_ended", {})
    assert sign_outs.has_ended(ONE) and not sign_outs.has_ended(OTHER) and not sign_outs.has_ended("")
    assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
    assert len((folder / FILE).read_text().splitlines()) == 1


def test_those_that_lapsed_go_when_there_are_many_and_a_torn_line_is_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sign_outs, "MOST", 2)
    sign_outs.end(ONE)
    with (folder / FILE).open("a") as file:
        file.write(f"{OTHER} {sign_outs.time.time() - SIGN_IN_SECONDS - 60:.0f}\n")
    third = "c" * 64
    sign_outs.end(third)
    kept = (folder / FILE).read_text()
    assert OTHER not in kept and ONE in kept and third in kept
    with (folder / FILE).open("a") as file:
        file.write(OTHER)
    monkeypatch.setattr(sign_outs, "_ended", {})
    assert sign_outs.has_ended(ONE) and not sign_outs.has_ended(OTHER)
    with (folder / FILE).open("ab") as file:
        file.write(f"\n{OTHER} soon\n".encode() + b"\xff\xfe \n")
    fourth = "d" * 64
    sign_outs.end(fourth)
    monkeypatch.setattr(sign_outs, "_ended", {})
    assert sign_outs.has_ended(fourth) and not sign_outs.has_ended(OTHER)


def test_where_it_cannot_be_written_this_process_knows_it_all_the_same(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SUFFICIENCY_AUDIT", str(tmp_path / "file" / "audit"))
    sign_outs.end(ONE)
    assert sign_outs.has_ended(ONE)
