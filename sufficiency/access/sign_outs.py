"""Sign-ins that somebody has ended: in every tab of the browser, and for whoever holds a copy of its cookie.

Streamlit takes the cookie from the browser and leaves every other tab signed in. A sign-in is known here by
a hash of its cookie. It is remembered until it would have lapsed anyway, in this process's memory: a restart
ends every open tab, and the browser that signed out no longer has the cookie.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping

# A sign-in older than this must be made again, whatever the cookie says (TRUST 2.2).
SIGN_IN_SECONDS = 8 * 3600
# Streamlit's cookie; one that is too long goes on in others, under the same name and a number.
COOKIE = "_streamlit_user"

_ended: dict[str, float] = {}
_lock = threading.Lock()


def mark(cookies: Mapping[str, str]) -> str:
    """What a sign-in goes by, from the cookies that came with a request; '' where there is none."""
    parts = sorted((name, value) for name, value in cookies.items() if name.startswith(COOKIE) and value)
    return hashlib.sha256(repr(parts).encode()).hexdigest() if parts else ""


def end(sign_in: str) -> None:
    """Let the sign-in of this mark count no longer, wherever it is still open."""
    now = time.time()
    with _lock:
        for lapsed in [one for one, at in _ended.items() if now - at > SIGN_IN_SECONDS]:
            del _ended[lapsed]
        if sign_in:
            _ended[sign_in] = now


def has_ended(sign_in: str) -> bool:
    """Whether somebody has signed out of the sign-in of this mark."""
    with _lock:
        return sign_in in _ended
