"""What it costs to start, to hold London in memory and to ask: beside older checkouts, in one run.

    python -m tests.benchmarks.start [--beside FOLDER …] [--ten FOLDER] [--runs 7]

For this checkout and for each one named: seconds and, in brackets, processor seconds of a cold
``python -m sufficiency view headline``; the same until a server's London is in memory; that
server's memory once it has come to rest; the same to open London's database, as the server does; and
the median and slowest of all marts, with nothing chosen. On a busy machine trust processor seconds.
This checkout is measured twice: where stored tables are still to be made, and where they are there.
``--ten`` names a folder of snapshots of a larger London (``python -m tests.benchmarks.marts --make
FOLDER``), for which the figures of the database are printed too. Older checkouts are asked for these
of the larger London with ``--ten-beside``, because they may need 15 GB. Figures are printed to be
read on an otherwise idle machine, never asserted. Linux only.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from tests.browser import server

HERE = Path(__file__).parents[2]
REST = 15.0  # seconds after which a server that nobody asks has given back what it no longer needs
# Runs in any checkout: before this version the modules had other names.
ASK = """
import json, statistics, sys, time
began = time.perf_counter()
from sufficiency import query
try:
    from sufficiency.database.scope import Scope
    from sufficiency.snapshot import store
except ImportError:
    from sufficiency import snapshot as store
    from sufficiency.engine import Scope
imported, before = time.perf_counter(), time.process_time()
scope = Scope(store.read(store.current_name()))
opened, worked = time.perf_counter(), time.process_time() - before
marts = sorted(view.name for view in scope.catalogue.layer("marts"))
taken, used = {}, {}
for mart in marts:
    times, work = [], []
    for _ in range(int(sys.argv[1])):
        at, busy = time.perf_counter(), time.process_time()
        query.fetch(scope, [mart], {}, profile="exact")
        times.append(1000 * (time.perf_counter() - at))
        work.append(1000 * (time.process_time() - busy))
    taken[mart], used[mart] = statistics.median(times), statistics.median(work)
time.sleep(float(sys.argv[2]))
pages = int(open("/proc/self/statm").read().split()[1])
said = {"opened": opened - imported, "worked": worked, "marts": taken, "used": used, "pages": pages}
print(json.dumps(said))
"""


def command(checkout: Path, data: Path, times: int = 3) -> tuple[float, float]:
    """Seconds, and processor seconds, that a cold view takes: the middle of so many ``times``."""
    taken = []
    for _ in range(times):
        before, began = _worked(), time.perf_counter()
        asked = [sys.executable, "-m", "sufficiency", "view", "headline"]
        subprocess.run(asked, cwd=checkout, env=_environment(checkout, data), stdout=subprocess.DEVNULL, check=True)
        taken.append((time.perf_counter() - began, _worked() - before))
    return sorted(taken)[times // 2]


def served(checkout: Path, data: Path) -> tuple[float, float, float]:
    """Seconds, and processor seconds, until a server's London is in memory, and megabytes it holds at rest."""
    began = time.perf_counter()
    with server.started(root=checkout, SUFFICIENCY_DATA=str(data)) as running:
        ready, worked = _ready(running, began), running.worked()
        time.sleep(REST)
        return ready, worked, running.memory() / 1e6


def _ready(running: server.Server, began: float) -> float:
    """When /readyz says so; of a checkout without it, when its processor came to rest."""
    worked, at_rest = running.worked(), time.perf_counter()
    while True:
        time.sleep(0.05)
        try:
            with urllib.request.urlopen(f"{running.address}/readyz", timeout=10) as answer:
                if answer.read() == b"ready":
                    return time.perf_counter() - began
        except urllib.error.HTTPError as error:
            if error.code == 503:
                continue
        if running.worked() - worked > 0.02:
            worked, at_rest = running.worked(), time.perf_counter()
        elif time.perf_counter() - at_rest > 2:
            return at_rest - began


def database(checkout: Path, data: Path, runs: int) -> str:
    """What opening London's database and asking every mart takes, as a line to print."""
    asked = [sys.executable, "-c", ASK, str(runs), str(REST)]
    done = subprocess.run(asked, cwd=checkout, env=_environment(checkout, data), stdout=subprocess.PIPE, check=True)
    said = json.loads(done.stdout.splitlines()[-1])
    marts, used = said["marts"], said["used"]
    slowest = sorted(marts, key=lambda mart: -used[mart])[:5]
    held = said["pages"] * resource.getpagesize() / 1e6
    return (
        f"opened in {said['opened']:.2f} s ({said['worked']:.2f}), {held:,.0f} MB; {len(marts)} marts, middle "
        f"{statistics.median(marts.values()):.0f} ms ({statistics.median(used.values()):.0f}); slowest "
        + ", ".join(f"{mart} {marts[mart]:.0f} ({used[mart]:.0f})" for mart in slowest)
    )


@contextmanager
def copied(data: Path) -> Iterator[Path]:
    """The current snapshot of ``data`` in a folder of its own, without what was stored beside it."""
    with tempfile.TemporaryDirectory() as folder:
        for found in (data / "snapshots").iterdir():
            if found.is_dir():
                shutil.copytree(found, Path(folder, "snapshots", found.name), ignore=shutil.ignore_patterns("stored"))
            else:
                shutil.copy(found, Path(folder, "snapshots"))
        yield Path(folder)


def _environment(checkout: Path, data: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(checkout), "SUFFICIENCY_DATA": str(data)}


def _worked() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@click.command()
@click.option("--beside", multiple=True, type=click.Path(exists=True, path_type=Path), help="An older checkout.")
@click.option("--ten", type=click.Path(exists=True, path_type=Path), help="Snapshots of a larger London.")
@click.option("--ten-beside", is_flag=True, help="The larger London in older checkouts too.")
@click.option("--runs", default=7, show_default=True, help="Queries of each mart.")
def main(beside: tuple[Path, ...], ten: Path | None, ten_beside: bool, runs: int) -> None:
    """Print what starting, holding and asking costs."""
    checkouts = [HERE, *(path.resolve() for path in beside)]
    for checkout in checkouts:
        click.echo(checkout.name if checkout != HERE else "This checkout")
        # Each its own: an older one cannot open a snapshot of a newer format.
        with copied(checkout / "data") as data:
            click.echo(f"  first start   London {database(checkout, data, runs)}")
            seconds, worked = command(checkout, data)
            click.echo(f"  cold view     {seconds:.2f} s ({worked:.2f})")
            ready, worked, held = served(checkout, data)
            click.echo(f"  server        ready in {ready:.2f} s ({worked:.2f}); {held:,.0f} MB at rest")
            click.echo(f"  started again London {database(checkout, data, runs)}")
        if ten and (checkout == HERE or ten_beside):
            with copied(ten) as data:
                click.echo(f"  first start   ten times {database(checkout, data, runs)}")
                click.echo(f"  started again ten times {database(checkout, data, runs)}")


if __name__ == "__main__":
    main()
