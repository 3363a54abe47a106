"""Sign-ins that somebody has ended: in every tab of the browser, and for whoever holds a copy of its cookie.

Streamlit takes the cookie from the browser and leaves every other tab signed in. A sign-in is known here by
a hash of its cookie. It is remembered until it would have lapsed anyway: in ``ended.txt`` beside the audit log,
a line of hash and seconds each, which every server process over the same data reads, and which a restart finds again.
"""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import filelock

from sufficiency import events
from sufficiency.audit import log

# A sign-in older than this must be made again, whatever the cookie says (TRUST 2.2).
SIGN_IN_SECONDS = 8 * 3600
# Streamlit's cookie; one that is too long goes on in others, under the same name and a number.
COOKIE = "_streamlit_user"
FILE, LOCK = "ended.txt", ".ended.lock"
MOST = 10_000  # lines before those that have lapsed are left out

# What could not be written for the others is known here at least.
_ended: dict[str, float] = {}
_lock = threading.Lock()


def mark(cookies: Mapping[str, str]) -> str:
    """What a sign-in goes by, from the cookies that came with a request; '' where there is none."""
    parts = sorted((name, value) for name, value in cookies.items() if name.startswith(COOKIE) and value)
    return hashlib.sha256(repr(parts).encode()).hexdigest() if parts else ""


def end(sign_in: str) -> None:
    """Let the sign-in of this mark count no longer, wherever it is still open."""
    if not sign_in:
        return
    with _lock:
        now = time.time()
        for lapsed in [token for token, at in _ended.items() if now - at > SIGN_IN_SECONDS]:
            del _ended[lapsed]
        _ended[sign_in] = now
        root = log.folder()
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            with filelock.FileLock(root / LOCK, timeout=log.LOCK_SECONDS, mode=0o600):
                _write(root / FILE, sign_in, now)
        except (OSError, filelock.Timeout) as error:
            events.error(error)


def has_ended(sign_in: str) -> bool:
    """Whether somebody has signed out of the sign-in of this mark."""
    if not sign_in:
        return False
    with _lock:
        if sign_in in _ended:
            return True
    return sign_in in _known(*_stamp(log.folder() / FILE))


def _write(path: Path, sign_in: str, now: float) -> None:
    """Add a line; of many, those that have lapsed are left out first."""
    known = _known(*_stamp(path))
    if len(known) >= MOST:
        kept = "".join(f"{mark} {at:.0f}\n" for mark, at in known.items() if now - at <= SIGN_IN_SECONDS)
        draft = path.with_suffix(".draft")
        draft.write_text(kept, encoding="ascii")
        draft.chmod(0o600)
        os.replace(draft, path)
    is_torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        # After a line that a process did not live to end.
        file.write(("\n" if is_torn else "") + f"{sign_in} {now:.0f}\n")


def _stamp(path: Path) -> tuple[Path, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return path, 0, 0
    return path, stat.st_mtime_ns, stat.st_size


@lru_cache(maxsize=1)
def _known(path: Path, changed: int, size: int) -> dict[str, float]:
    """When each sign-in of the file was ended, by its mark; a line that is not of this form is none."""
    if not size:
        return {}
    lines = path.read_text(encoding="ascii", errors="replace").splitlines(keepends=True)
    parts = [line.split() for line in lines if line.endswith("\n")]
    return {part[0]: float(part[1]) for part in parts if len(part) == 2 and part[1].isdigit()}
