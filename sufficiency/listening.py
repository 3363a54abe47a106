"""Where this user's servers of the tool listen: each tells it while it runs, for commands that say an address."""

from __future__ import annotations

import contextlib
import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from sufficiency import settings

HOST = "127.0.0.1"
PATIENCE = 0.2  # seconds in which a server of this machine takes a connection


@contextmanager
def told(port: int) -> Iterator[None]:
    """Tell the user's commands, until the end, that what the settings name is served on ``port``.

    Nothing is told where the user's own folder cannot be written to, as in a container.
    """
    note = _folder() / f"{port}.json"
    with contextlib.suppress(OSError):
        note.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        note.write_text(json.dumps(_served()), encoding="utf-8")
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)


def address(path: str) -> str:
    """The address of a page on a running server of these views and this data.

    Where none is known it is said how to come to one.
    """
    for note in sorted(_folder().glob("*.json"), key=_age):
        port = _port(note)
        if port is None:
            continue
        if _answers(port):
            return f"http://{HOST}:{port}/{path}"
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
    return f"/{path}, after the address that streamlit run app.py prints"


def _folder() -> Path:
    return Path(click.get_app_dir("sufficiency")) / "servers"


def _served() -> dict[str, str]:
    return {"views": str(settings.sql_folder().resolve()), "data": str(settings.data_folder().resolve())}


def _age(note: Path) -> float:
    """Smaller the later it was told."""
    try:
        return -note.stat().st_mtime
    except OSError:
        return 0.0


def _port(note: Path) -> int | None:
    """The port that a note is of; None where it is of other views or data, or is none."""
    try:
        is_of_these = json.loads(note.read_text(encoding="utf-8")) == _served()
        return int(note.stem) if is_of_these else None
    except (OSError, ValueError):
        return None


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=PATIENCE):
            return True
    except (OSError, OverflowError):
        return False
