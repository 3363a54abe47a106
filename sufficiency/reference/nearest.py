"""The name that somebody may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def hint(name: str, there: Iterable[str]) -> str:
    """``; did you mean X?`` with the nearest of the names ``there``; '' where none is near."""
    near = difflib.get_close_matches(name, list(there), n=1)
    return f"; did you mean {near[0]}?" if near else ""
