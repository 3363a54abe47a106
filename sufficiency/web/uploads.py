"""Who may send files: the session of a person who may load, as long as they may, and so much at once.

Streamlit takes a file from whoever knows a session's name; the gateway asks here first.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable

from starlette.formparsers import MultiPartParser
from streamlit.runtime import exists, get_instance
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from sufficiency import settings
from sufficiency.access import NotAllowed

MOST = 500  # sessions remembered
MEGABYTE = 1_000_000
_allowed: OrderedDict[str, tuple[str, Callable[[], object]]] = OrderedDict()
_lock = threading.Lock()


def keep_in_memory() -> None:
    """Have files that arrive kept in memory alone: none of their bytes are put on a disk on the way."""
    MultiPartParser.spool_max_size = 2 * settings.FILE_MB * MEGABYTE


def allow(session: str, browser: str, ask: Callable[[], object]) -> None:
    """Let this session's browser send files; ``ask`` raises NotAllowed once the person may load no more."""
    with _lock:
        _allowed[session] = (browser, ask)
        _allowed.move_to_end(session)
        while len(_allowed) > MOST:
            _allowed.popitem(last=False)


def may_send(session: str, browser: str) -> bool:
    """True where a file may be sent for this session by this browser."""
    with _lock:
        known = _allowed.get(session)
    if known is None or not browser or known[0] != browser:
        return False
    try:
        known[1]()
    except NotAllowed:
        return False
    return True


def has_room(session: str, size: int) -> bool:
    """True where a file of ``size`` bytes more is within what one session may send at once."""
    return _held(session) + size <= settings.SENT_MB * MEGABYTE


def _held(session: str) -> int:
    manager = get_instance().uploaded_file_mgr if exists() else None
    if not isinstance(manager, MemoryUploadedFileManager):
        return 0
    return sum(len(file.data) for file in dict(manager.file_storage.get(session, {})).values())
