"""Many people at once: ``python -m tests.benchmarks.users [--people 20] [--seconds 40]``.

Each person is a connection as a browser makes one, opens a page, and then chooses one authority
after another with pauses of 0 to 4 seconds. Printed are the median and the 95th centile, in
milliseconds, from a click to the last message of its answer, for the tool and, in the same run,
for a bare Streamlit page. A browser then needs some tens of milliseconds more to paint, on its own
machine; tests/benchmarks/paint.py measures that. Asserts nothing: on a busy machine trust ratios.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import threading
import time

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser import server
from tests.browser.screenshots import addresses

KEY = "authority"


class Person:
    """One connection: what it may choose, ``at_once`` authorities of it a click, and how long each answer took."""

    def __init__(self, address: str, page: str, seed: int, at_once: int = 1) -> None:
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.page, self.page_hash = page, ""
        self.chance, self.at_once = random.Random(seed), at_once
        self.times: list[float] = []
        self.widget = ""
        self.options: list[str] = []

    async def visit(self, seconds: float, gate: asyncio.Barrier) -> None:
        """Open the page, wait for the others, then choose until ``seconds`` have passed."""
        async with websockets.connect(self.address, subprotocols=["streamlit"], max_size=None) as socket:
            await self._run(socket, first=True)
            await gate.wait()
            until = time.perf_counter() + seconds
            while time.perf_counter() < until:
                await asyncio.sleep(self.chance.uniform(0, 4))
                begun = time.perf_counter()
                await self._run(socket)
                self.times.append((time.perf_counter() - begun) * 1e3)

    async def _run(self, socket: websockets.ClientConnection, first: bool = False) -> None:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        if first:
            asked.rerun_script.page_name = self.page
        else:
            # Without it the click would be answered by the page that opens first.
            asked.rerun_script.page_script_hash = self.page_hash
            if self.options:  # Some pages show no figures and have nothing to choose.
                state = asked.rerun_script.widget_states.widgets.add()
                state.id = self.widget
                state.string_array_value.data.extend(self.chance.sample(self.options, self.at_once))
        await self._send(socket, asked)

    async def _send(self, socket: websockets.ClientConnection, asked: BackMsg) -> None:
        await socket.send(asked.SerializeToString())
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._note(answer)
            if kind == "navigation":
                self.page_hash = answer.navigation.page_script_hash
            if kind == "script_finished":
                return

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "multiselect" and element.multiselect.id.endswith(KEY):
            self.widget = element.multiselect.id
            self.options = list(element.multiselect.options)


async def measure(
    address: str,
    pages: list[str],
    people: int,
    seconds: float,
    *,
    seed: int = 0,
    at_once: int = 1,
    arrived: threading.Event | None = None,
) -> list[float]:
    """Milliseconds of every click of ``people`` at once, spread over ``pages``; ``arrived`` is set as soon as each has
    its page."""
    gate = asyncio.Barrier(people + 1)
    crowd = [Person(address, pages[n % len(pages)], seed + n, at_once) for n in range(people)]

    async def tell() -> None:
        await gate.wait()
        if arrived:
            arrived.set()

    await asyncio.gather(tell(), *(person.visit(seconds, gate) for person in crowd))
    return [taken for person in crowd for taken in person.times]


def main() -> None:
    """Measure the tool and a bare page, one after the other, and print one line for each."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=20)
    options.add_argument("--seconds", type=float, default=40)
    wanted = options.parse_args()
    print(f"{'':18}{'clicks':>8}{'median':>8}{'p95':>8}")
    for name, script, pages in (
        ("bare Streamlit", "tests/benchmarks/bare.py", [""]),
        ("every page", "app.py", addresses()),
    ):
        with server.running(script) as address:
            found = asyncio.run(measure(address, pages, wanted.people, wanted.seconds))
        late = statistics.quantiles(found, n=20)[-1]
        print(f"{name:18}{len(found):8}{statistics.median(found):8.0f}{late:8.0f}", flush=True)


if __name__ == "__main__":
    main()
