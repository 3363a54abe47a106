"""What parsing SQL told, kept by the text that was parsed: what has not changed is not parsed again.

Parsing every view takes longer than all else that a command does. What it told is kept in this process
and, as JSON, beside a snapshot for the next one.
"""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import cachetools
import duckdb

# Bytes kept: several times what all views take together. The least recently used go first.
MOST = 2_000_000


class Parsed:
    """Values that JSON can hold, each by what was parsed; threads may share one."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: cachetools.LRUCache[str, str] = cachetools.LRUCache(most, getsizeof=len)
        self._lock = threading.Lock()
        self._is_new = False

    @property
    def size(self) -> int:
        """Bytes kept now."""
        return int(self._kept.currsize)

    @property
    def is_new(self) -> bool:
        """True when something was parsed since :meth:`recall` or :meth:`text`."""
        return self._is_new

    def of(self, kind: str, text: str, parse: Callable[[], Any]) -> Any:
        """What ``parse`` gives for ``text``, kept under its ``kind``; raises what ``parse`` raises."""
        key = _key(kind, text)
        with self._lock:
            said = self._kept.get(key)
        if said is None:
            said = json.dumps(parse(), separators=(",", ":"))
            with self._lock, contextlib.suppress(ValueError):  # Larger than all that may be kept.
                self._kept[key] = said
                self._is_new = True
        return json.loads(said)

    def get(self, kind: str, text: str) -> Any | None:
        """The value that :meth:`put` kept for ``text`` under its ``kind``; None where there is none."""
        with self._lock:
            said = self._kept.get(_key(kind, text))
        return None if said is None else json.loads(said)

    def put(self, kind: str, text: str, value: Any) -> None:
        """Keep ``value``, worked out elsewhere, for ``text`` under its ``kind``."""
        with self._lock, contextlib.suppress(ValueError):
            self._kept[_key(kind, text)] = json.dumps(value, separators=(",", ":"))
            self._is_new = True

    def text(self) -> str:
        """All that is kept, the least recently used first."""
        with self._lock:
            self._is_new = False
            return json.dumps(dict(self._kept.items()))

    def recall(self, text: str) -> None:
        """Take what :meth:`text` said in another process."""
        said: dict[str, str] = json.loads(text)
        with self._lock, contextlib.suppress(ValueError):
            for key, value in said.items():
                self._kept.setdefault(key, value)


def _key(kind: str, text: str) -> str:
    return sha256(f"{kind}\0{text}".encode()).hexdigest()[:32]


KNOWN = Parsed()


@lru_cache(maxsize=1)
def mark() -> str:
    """By what it is parsed: the code of this room and the engine's version."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return sha256(b"\0".join([duckdb.__version__.encode(), *code])).hexdigest()[:32]
