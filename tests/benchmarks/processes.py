"""Twenty, fifty and a hundred people, with one server process and with two behind the shipped nginx.

    python -m tests.benchmarks.processes [--people 20 --people 50 --people 100] [--seconds 30]

People are those of tests/benchmarks/users.py, over every page; with two processes each comes to one by lot and stays
with it, as docs/operations/nginx.conf has it. Printed are clicks answered, the median and the 95th centile in
milliseconds from a click to the last message of its answer, and the memory of all processes. Needs nginx.
Asserts nothing.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from tests.benchmarks import users
from tests.browser import server
from tests.browser.screenshots import addresses
from tests.browser.test_two_processes import NAMES, proxy


@click.command()
@click.option("--people", multiple=True, type=int, default=[20, 50, 100], show_default=True)
@click.option("--seconds", default=30.0, show_default=True)
def main(people: tuple[int, ...], seconds: float) -> None:
    """Print a line for each number of people and of processes."""
    click.echo(f"{'':26}{'clicks':>8}{'median':>8}{'p95':>8}{'MB':>8}")
    for processes in (1, 2):
        with ExitStack() as running, tempfile.TemporaryDirectory() as folder:
            servers = [running.enter_context(server.started()) for _ in range(processes)]
            address = servers[0].address
            if processes > 1:
                port = server.free_port()
                ports = {name: int(one.address.rpartition(":")[2]) for name, one in zip(NAMES, servers, strict=True)}
                running.enter_context(proxy(Path(folder) / "proxy", port, ports))
                address = f"http://127.0.0.1:{port}"
            for one in servers:
                server.wait(f"{one.address}/readyz", 300)
            for number in people:
                taken = asyncio.run(users.measure(address, addresses(), number, seconds))
                held = sum(one.memory() for one in servers) / 1e6
                late = statistics.quantiles(taken, n=20)[-1]
                name = f"{number} people, {processes} process{'es' if processes > 1 else ''}"
                click.echo(f"{name:26}{len(taken):8}{statistics.median(taken):8.0f}{late:8.0f}{held:8.0f}")


if __name__ == "__main__":
    main()
