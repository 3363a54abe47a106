"""What the server writes leaves at once, also by a socket that was opened as Streamlit opens its own."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from sufficiency.web import tcp_nodelay


@pytest.mark.parametrize("is_told", [True, False])
def test_a_message_does_not_wait_until_the_one_before_it_is_acknowledged(is_told: bool) -> None:
    async def waits() -> bool:
        loop = asyncio.get_running_loop()
        if is_told:
            tcp_nodelay.at_once(loop)
        kept: asyncio.Queue[asyncio.BaseTransport] = asyncio.Queue()

        class Kept(asyncio.Protocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                kept.put_nowait(transport)

        opened = socket.socket(family=socket.AF_INET)  # as Streamlit does: it does not say by which protocol
        opened.bind(("127.0.0.1", 0))
        opened.listen()
        opened.setblocking(False)
        async with await loop.create_server(Kept, sock=opened):
            _, writer = await asyncio.open_connection(*opened.getsockname())
            accepted = await kept.get()
            waits = not accepted.get_extra_info("socket").getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            accepted.close()
        return waits

    with ThreadPoolExecutor(1) as apart:  # tests in the browser leave a loop of their own in the main thread
        assert apart.submit(asyncio.run, waits()).result() is not is_told
