"""The names that this server answers to: where people sign in those of its sign-in address, on one person's machine the
machine's own.

Whoever makes another name lead here would have a visitor's browser take what it is told for that other site's own. The
demonstration answers to any name, as there is nobody to be known and nothing to be taken.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import Headers

from sufficiency import settings
from sufficiency.access.decision import LOOPBACK

REFUSED = (
    "This server does not answer to the name that it was asked by. Whoever runs it finds how names are set in "
    "docs/OPERATIONS.md, Names."
)
ANY = "*"


def own() -> frozenset[str] | None:
    """The host names that are answered to, ``*.`` before those of a domain; None where any is.

    Where sign-in is set up it is the host of its ``redirect_uri``, and those of Streamlit's ``server.allowedHosts``;
    where neither names one there is none, so that nothing is answered.
    """
    if settings.single_user():
        return frozenset(LOOPBACK)
    told = {_plain(name) for name in st.get_option("server.allowedHosts") or ()}
    sign_in = _sign_in_address()
    if ANY in told or (sign_in is None and not told):
        return None
    with contextlib.suppress(ValueError):
        told.add(_plain(urlsplit(sign_in or "").hostname or ""))
    return frozenset(told - {""})


def is_own(headers: Headers) -> bool:
    """True for a request that names one host, and that one is answered to; its port is the proxy's affair."""
    names = own()
    return names is None or (len(sent := headers.getlist("host")) == 1 and is_one_of(sent[0], names))


def is_one_of(host: str, names: Collection[str]) -> bool:
    """True where ``host``, as a request names it, is one of ``names``, or lies in a domain among them."""
    try:
        parts = urlsplit(f"//{host}")
        name, _ = _plain(parts.hostname or ""), parts.port
    except ValueError:
        return False
    if not name or "@" in host or parts.path or parts.query or parts.fragment:
        return False
    return name in names or any(known.startswith("*.") and name.endswith(known[1:]) for known in names)


def _sign_in_address() -> str | None:
    """Where the sign-in service sends people back to; None where sign-in is not set up."""
    try:
        if "auth" not in st.secrets:
            return None
        return str(st.secrets["auth"]["redirect_uri"])
    except FileNotFoundError:
        return None
    except (KeyError, TypeError):
        return ""


def _plain(name: str) -> str:
    return name.strip().lower().rstrip(".")
