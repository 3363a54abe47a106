"""How answers leave the server: each message at once."""

from __future__ import annotations

import asyncio
import socket
from functools import wraps
from typing import Any


def at_once(loop: asyncio.AbstractEventLoop) -> None:
    """Have what ``loop`` serves from now on send each message when it is written.

    By default TCP keeps a small message back until the one before it is acknowledged, which the other side puts off
    by 40 ms: as long as all else that a click costs. asyncio turns that off for sockets that say they are TCP's, and
    the one that Streamlit opens does not say so. Connections have it from the socket they come by.
    """
    serve = loop.create_server

    @wraps(serve)
    async def create_server(*asked: Any, **named: Any) -> asyncio.Server:
        opened: socket.socket | None = named.get("sock")
        if opened is not None and opened.family in (socket.AF_INET, socket.AF_INET6):
            opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return await serve(*asked, **named)

    loop.create_server = create_server  # type: ignore[method-assign]  # as the docstring says
