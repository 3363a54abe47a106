"""Writes the audit log: one line of JSON an act, each holding the hash of the line before it.

A line names who acted, as what, on which snapshot, and how much came out. It holds no figure about
children, no identifier of a child and no name of a file's contents.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Literal, get_args

import filelock

from sufficiency import __version__, settings

LOG, HEAD, LOCK = "log.jsonl", "head.json", ".lock"
BEGINNING = "0" * 64  # stands before the first line
LOCK_SECONDS = 5.0
# Every act there is; the types see to it that nothing else is called one, which would be written nowhere.
Action = Literal[
    "page",
    "view",
    "export",
    "sign-in",
    "sign-out",
    "refusal",
    "import",
    "members",
    "snapshot",
    "question",
    "view saved",
    "need cohort saved",
]
ACTIONS: tuple[str, ...] = get_args(Action)

_here = threading.Lock()


class LogUnavailable(RuntimeError):
    """The audit log cannot be written; the message says where it should be."""


@dataclass(frozen=True)
class Act:
    """One act. ``subject`` is the page, view, file or member it concerned; ``rows`` counts the rows
    that came out and ``withheld`` the figures withheld among them; ``sha256`` is that of a file."""

    action: Action
    who: str
    role: str = ""
    scope: str = ""
    snapshot: str = ""
    subject: str = ""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    profile: str = ""
    rows: int = 0
    withheld: int = 0
    sha256: str = ""
    reason: str = ""


def folder() -> Path:
    """Where the log lies: ``SUFFICIENCY_AUDIT``, or ``audit/`` in the data folder."""
    return Path(os.environ.get("SUFFICIENCY_AUDIT") or settings.data_folder() / "audit")


def record(*acts: Act, durable: bool = False, is_demanded: bool = True) -> None:
    """Append a line an act, in one go; with ``durable`` the disk holds them before this returns.

    Raises LogUnavailable when they cannot be written, unless the acts may be without it and it is not
    demanded, and ValueError for an unknown action.
    """
    if unknown := {act.action for act in acts} - set(ACTIONS):
        raise ValueError(f"no act is called {', '.join(unknown)}")
    root = folder()
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _here, filelock.FileLock(root / LOCK, timeout=LOCK_SECONDS, mode=0o600):
            _append(root, acts, durable)
    except (OSError, filelock.Timeout) as error:
        if not is_demanded:
            return
        reason = getattr(error, "strerror", None) or "another process holds it"
        raise LogUnavailable(f"the audit log in {root} cannot be written: {reason}") from error


def digest(line: Mapping[str, object]) -> str:
    """The hash of a line, without its own ``hash``: sha256 of its JSON with sorted keys."""
    text = json.dumps({key: value for key, value in line.items() if key != "hash"}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def head(root: Path) -> tuple[int, str, int]:
    """Lines written, the hash of the last of them and the file's size then; nothing was written: 0."""
    try:
        told = json.loads((root / HEAD).read_text(encoding="utf-8"))
        return int(told["lines"]), str(told["hash"]), int(told["size"])
    except FileNotFoundError:
        return 0, BEGINNING, 0
    except (ValueError, KeyError, TypeError) as error:
        raise LogUnavailable(f"{root / HEAD} is damaged; run python -m sufficiency audit verify") from error


def _append(root: Path, acts: Sequence[Act], durable: bool) -> None:
    path = root / LOG
    if not (root / HEAD).exists():
        if path.exists() and path.stat().st_size:
            raise LogUnavailable(
                f"{root / HEAD}, which counts its lines, is gone; run python -m sufficiency audit verify"
            )
        # Counted before the first line is written, so that lines without a count were tampered with.
        _count(root, {"lines": 0, "hash": BEGINNING, "size": 0})
    lines, before, size = head(root)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "r+b") as file:
        if os.fstat(handle).st_size > size:
            # A process died between writing a line and counting it: a whole line counts, a torn one goes.
            lines, before = _recount(file, lines, before, size)
        elif os.fstat(handle).st_size < size:
            raise LogUnavailable(f"lines are missing from {path}; run python -m sufficiency audit verify")
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        for act in acts:
            line: dict[str, object] = {"number": (lines := lines + 1), "at": now, **asdict(act), "before": before}
            line["version"] = __version__  # whose rule for small numbers it was
            line["choices"] = {key: list(values) for key, values in act.choices.items()}
            line["hash"] = before = digest(line)
            file.write(json.dumps(line, sort_keys=True).encode() + b"\n")
        file.flush()
        if durable:
            os.fsync(handle)
        end = os.fstat(handle).st_size
    _count(root, {"lines": lines, "hash": before, "size": end})


def _recount(file: BinaryIO, lines: int, before: str, size: int) -> tuple[int, str]:
    file.seek(size)
    rest: bytes = file.read()
    whole = rest[: rest.rfind(b"\n") + 1]
    for text in whole.splitlines():
        before, lines = str(json.loads(text)["hash"]), lines + 1
    os.ftruncate(file.fileno(), size + len(whole))
    return lines, before


def _count(root: Path, told: Mapping[str, object]) -> None:
    draft = root / f".{HEAD}.{secrets.token_hex(4)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(told, file)
    os.replace(draft, root / HEAD)
