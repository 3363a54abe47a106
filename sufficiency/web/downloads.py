"""Which file was made for whom, so that its address answers that browser alone, while it may."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from streamlit.runtime import exists, get_instance

from sufficiency.access import NotAllowed

MOST = 2000  # handouts remembered; one more and the oldest is forgotten, its address then answers nobody


@dataclass(frozen=True)
class Handout:
    """One file made for one session of one browser; ``ask`` raises NotAllowed once access has ended."""

    browser: str
    session: str
    ask: Callable[[], object]


_handouts: OrderedDict[str, list[Handout]] = OrderedDict()
_lock = threading.Lock()


def remember(sha256: str, handout: Handout) -> None:
    """Let the address of the file with these contents answer this session's browser."""
    with _lock:
        _handouts.setdefault(sha256, []).append(handout)
        _handouts.move_to_end(sha256)
        while len(_handouts) > MOST:
            _handouts.popitem(last=False)


def may_have(sha256: str, browser: str) -> bool:
    """True where a file was made for a session of this browser that lives, and whose access has not ended."""
    with _lock:
        mine = [handout for handout in _handouts.get(sha256, ()) if browser and handout.browser == browser]
    return any(_lives(handout.session) and _is_allowed(handout) for handout in mine)


def contents(file_id: str) -> bytes | None:
    """What lies at a media address of this server; None where there is nothing."""
    if not exists():
        return None
    kept = get_instance().media_file_mgr.read_file(file_id)
    return kept.content if kept else None


def _lives(session: str) -> bool:
    return exists() and get_instance().is_active_session(session)


def _is_allowed(handout: Handout) -> bool:
    try:
        handout.ask()
    except NotAllowed:
        return False
    return True
