"""What refreshes cost: ``python -m tests.benchmarks.refreshes [--times 20] [--beside FOLDER …]``.

Starts a server over a copy of the demonstration, and a person who clicks all the time; then makes
one new snapshot after another current. Printed after each: the server's memory when it has come to
rest, the slowest click since the one before, how long after the refresh the first click was answered
from the new snapshot and how long that click took, and how often the person's connection broke.
A browser connects again, and so does this person: when an answer is long in coming on a busy machine,
either side may think the other gone. The last line sets memory at the end beside that after the first
refresh. ``--beside`` names other checkouts of the project, measured one after another in the same
run. It asserts nothing; tests/web/test_serving.py holds the behaviour. Linux only.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import os
import shutil
import tempfile
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from sufficiency import settings
from sufficiency.snapshot import store
from tests.browser import server

PAGE = "placement_mix"
FIRST = "refresh_00"
MOST = 300.0  # seconds after which a refresh is given up
REST = 3.0  # seconds in which memory comes to rest


def publish(root: Path, name: str, checkout: Path) -> None:
    """Make a copy of the demonstration of ``checkout``, called ``name``, the current snapshot of the folder
    ``root``: but for the first with the views that are stored beside it, as ``ingest`` leaves a snapshot."""
    copied, first = root / "snapshots" / name, root / "snapshots" / FIRST
    shutil.copytree(first if first.exists() else checkout / "data" / "snapshots" / settings.DEMONSTRATION, copied)
    manifest = copied / store.MANIFEST
    fields = {**json.loads(manifest.read_text(encoding="utf-8")), "id": name}
    fields.pop("sha256")
    sha256 = hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
    manifest.write_text(json.dumps({**fields, "sha256": sha256}), encoding="utf-8")
    store.point(name)


class Clicker:
    """A person who asks for the same page again and again, and notes what it says and how soon."""

    def __init__(self, address: str) -> None:
        self.address = address.replace("http", "ws", 1) + "/_stcore/stream"
        self.answers: list[tuple[float, float, str]] = []  # when asked, seconds to the answer, snapshot
        self.broken = 0  # connections that were lost
        self.is_over = False

    async def click(self, first: asyncio.Event) -> None:
        """Click until it is over, a fifth of a second after each answer."""
        async for socket in websockets.connect(self.address, subprotocols=["streamlit"], max_size=None):
            try:
                while not self.is_over:
                    began = time.monotonic()
                    snapshot = await self._run(socket)
                    self.answers.append((began, time.monotonic() - began, snapshot))
                    first.set()
                    await asyncio.sleep(0.2)
                return
            except websockets.ConnectionClosed:
                self.broken += 1

    async def _run(self, socket: websockets.ClientConnection) -> str:
        asked = BackMsg()
        asked.rerun_script.query_string = ""
        asked.rerun_script.page_name = PAGE
        await socket.send(asked.SerializeToString())
        snapshot = ""
        while True:
            answer = ForwardMsg()
            answer.ParseFromString(await socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "delta":
                body = answer.delta.new_element.html.body
                if "Snapshot " in body:
                    snapshot = body.split("Snapshot ")[1].split(",")[0]
            if kind == "script_finished":
                return snapshot


async def measure(run: server.Server, root: Path, times: int, checkout: Path) -> None:
    """Refresh ``times`` over, and print a line for each."""
    person, first = Clicker(run.address), asyncio.Event()
    clicking = asyncio.create_task(person.click(first))
    await asyncio.wait_for(first.wait(), MOST)
    held: list[float] = []
    print(f"{'refresh':>8}{'MB':>8}{'slowest click, s':>18}{'served after, s':>17}{'first click, s':>16}{'broken':>8}")
    for number in range(times + 1):
        name, began = f"refresh_{number:02}", time.monotonic()
        if number:
            await asyncio.to_thread(publish, root, name, checkout)
            while not any(snapshot == name for _, _, snapshot in person.answers):
                if time.monotonic() - began > MOST:
                    at, _, last = person.answers[-1]
                    raise TimeoutError(
                        f"{name} was not served: the last click, {time.monotonic() - at:.0f} s ago, was answered "
                        f"from {last or 'nothing'}; the connection broke {person.broken} times"
                    )
                await asyncio.sleep(0.05)
        await asyncio.sleep(REST)
        held.append(run.memory() / 1e6)
        since = [answer for answer in person.answers if answer[0] >= began]
        slowest = max((seconds for _, seconds, _ in since), default=0.0)
        served, taken = min(
            ((at - began, taken) for at, taken, snapshot in since if snapshot == name), default=(0.0, 0.0)
        )
        print(f"{number:8}{held[-1]:8.0f}{slowest:18.2f}{served:17.1f}{taken:16.2f}{person.broken:8}", flush=True)
    person.is_over = True
    await clicking
    print(f"at the end {held[-1]:.0f} MB, {100 * held[-1] / held[1] - 100:+.0f} % of that after the first refresh")


def main() -> None:
    """Measure this checkout, and those named, one after another."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=20)
    options.add_argument("--beside", nargs="*", type=Path, default=[])
    wanted = options.parse_args()
    for checkout in [server.ROOT, *wanted.beside]:
        print(checkout.name)
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            os.environ["SUFFICIENCY_DATA"] = folder
            (root / "snapshots").mkdir()
            publish(root, FIRST, checkout)
            with server.started(root=checkout) as run:
                asyncio.run(measure(run, root, wanted.times, checkout))


if __name__ == "__main__":
    main()
