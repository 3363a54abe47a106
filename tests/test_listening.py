"""An address that a command says is the one that a running server answers at, or else says how to come to one."""

from __future__ import annotations

import os
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from sufficiency import listening
from tests.browser import server

PATH = "views?view=stability"
NOWHERE = f"/{PATH}, after the address that streamlit run app.py prints"


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who has no server yet, and whose data are their own."""
    for name in ("HOME", "APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tmp_path / "data"))


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    """Something that listens at a port of this machine."""
    opened = socket.create_server(("127.0.0.1", 0))
    yield opened
    opened.close()


def test_the_address_is_of_the_server_that_runs_whatever_its_port(tmp_path: Path) -> None:
    assert listening.address(PATH) == NOWHERE
    with server.running(SUFFICIENCY_DATA=os.environ["SUFFICIENCY_DATA"], HOME=str(tmp_path / "home")) as address:
        assert listening.address(PATH) == f"{address}/{PATH}"
        with urllib.request.urlopen(listening.address(PATH), timeout=10) as page:
            assert page.status == 200
    assert listening.address(PATH) == NOWHERE


def test_a_server_of_other_views_or_data_is_not_named(
    listener: socket.socket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = listener.getsockname()[1]
    with listening.told(port):
        assert listening.address(PATH) == f"http://127.0.0.1:{port}/{PATH}"
        for name in ("SUFFICIENCY_DATA", "SUFFICIENCY_SQL"):
            with monkeypatch.context() as patch:
                patch.setenv(name, str(tmp_path / "other"))
                assert listening.address(PATH) == NOWHERE
        assert listening.address(PATH).startswith("http")


def test_a_server_that_was_killed_is_forgotten(tmp_path: Path) -> None:
    with listening.told(server.free_port()):
        [note] = (tmp_path / "home").rglob("*.json")
        assert listening.address(PATH) == NOWHERE and not note.exists()


def test_a_damaged_note_and_a_folder_that_cannot_be_made_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("in the way", encoding="utf-8")
    with listening.told(1):
        assert listening.address(PATH) == NOWHERE
    (tmp_path / "home").unlink()
    with listening.told(1):
        [note] = (tmp_path / "home").rglob("*.json")
        note.write_text("{", encoding="utf-8")
        assert listening.address(PATH) == NOWHERE
