"""How much a heavy question on the Workbench slows everybody else's pages.

    python -m tests.benchmarks.slowdown [--people 4] [--seconds 20] [--rounds 5]

Some people choose pairs of authorities on every page, so that nearly every answer is a new one. By turns nobody else is
there, and one more asks a question that runs until its time is over, again and again. Printed are the median and the
95th centile in milliseconds, from a click to the last message of its answer, and their ratio; round by round as well,
because a machine that others use as well is not the same for long. Asserts nothing: the aim is a ratio under 1.2.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
from collections.abc import AsyncIterator

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from sufficiency import settings
from tests.benchmarks import users
from tests.browser import server
from tests.browser.screenshots import addresses

# Every child at every month end beside every other.
HEAVY = """select count(*) as pair_count from everyone as a
cross join everyone as b where a.distance_miles > b.distance_miles"""
LIGHT = "select 1 as nothing"
PAIR = 2


class Asker(users.Person):
    """One analyst on the Workbench."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "workbench", 0)
        self.text, self.button = "", ""

    def _note(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "text_area" and element.text_area.id.endswith("workbench_sql_text"):
            self.text = element.text_area.id
        if element.WhichOneof("type") == "button" and element.button.id.endswith("workbench_ask"):
            self.button = element.button.id

    async def ask(self, socket: websockets.ClientConnection, sql: str) -> None:
        """Ask ``sql`` in place of what is being asked, and wait until the page has said that it is asked."""
        asked = BackMsg()
        asked.rerun_script.page_script_hash = self.page_hash
        written = asked.rerun_script.widget_states.widgets.add()
        written.id, written.string_value = self.text, sql
        pressed = asked.rerun_script.widget_states.widgets.add()
        pressed.id, pressed.trigger_value = self.button, True
        await self._send(socket, asked)

    @contextlib.asynccontextmanager
    async def asking(self) -> AsyncIterator[None]:
        """The heavy question runs within."""
        async with websockets.connect(self.address, subprotocols=["streamlit"], max_size=None) as socket:
            await self._run(socket, first=True)
            again = asyncio.create_task(self._again(socket))
            try:
                yield
            finally:
                again.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await again

    async def _again(self, socket: websockets.ClientConnection) -> None:
        try:
            while True:
                await self.ask(socket, HEAVY)
                await asyncio.sleep(settings.QUERY_SECONDS - 1)
        finally:
            await self.ask(socket, LIGHT)


async def rounds(address: str, people: int, seconds: float, times: int) -> tuple[list[list[float]], list[list[float]]]:
    """Milliseconds of every click, round by round: without and with the heavy question."""
    pages = [page for page in addresses() if page != "workbench"]
    await users.measure(address, pages, people, seconds, at_once=PAIR)  # What is read once was read.
    alone, beside = [], []
    for number in range(times):
        seed = 1000 * (number + 1)
        alone.append(await users.measure(address, pages, people, seconds, seed=seed, at_once=PAIR))
        async with Asker(address).asking():
            beside.append(await users.measure(address, pages, people, seconds, seed=seed + 500, at_once=PAIR))
    return alone, beside


def main() -> None:
    """Print a line a round, and one over all."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, default=4)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--rounds", type=int, default=5)
    wanted = options.parse_args()
    with server.started() as running:
        alone, beside = asyncio.run(rounds(running.address, wanted.people, wanted.seconds, wanted.rounds))
    print(f"{'':12}{'clicks':>8}{'median':>8}{'p95':>8}{'beside':>10}{'median':>8}{'p95':>8}{'ratio':>8}")
    for number, pair in enumerate(zip(alone, beside, strict=True), start=1):
        _line(f"round {number}", *pair)
    _line("all", sum(alone, []), sum(beside, []))
    ratios = [statistics.median(heavy) / statistics.median(light) for light, heavy in zip(alone, beside, strict=True)]
    print(f"median of the rounds' ratios: {statistics.median(ratios):.2f}")


def _line(name: str, light: list[float], heavy: list[float]) -> None:
    cells = [
        f"{len(times):{width}}{statistics.median(times):8.0f}{statistics.quantiles(times, n=20)[-1]:8.0f}"
        for times, width in ((light, 8), (heavy, 10))
    ]
    print(f"{name:12}{''.join(cells)}{statistics.median(heavy) / statistics.median(light):8.2f}", flush=True)


if __name__ == "__main__":
    main()
