"""Starts the tool on a free port of this machine, for the tests, measurements and screenshots."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Debian has two: the one without a window of its own takes a third less of the processor to open a page.
CHROMIUM = next(filter(os.path.exists, ["/usr/bin/chromium-headless-shell"]), "/usr/bin/chromium")
# Background services of the browser itself would otherwise be counted as requests of the page.
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Letters as wide in both, and so what has room beside them.
    "--font-render-hinting=none",
]


@dataclass(frozen=True)
class Server:
    """One running server: where it answers, and what it takes of the machine (Linux only)."""

    address: str
    pid: int

    def memory(self) -> int:
        """Bytes it holds in memory now."""
        return int(Path(f"/proc/{self.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def worked(self) -> float:
        """Processor seconds it has used, of all its threads together."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def started(
    script: str = "app.py",
    log: Path | None = None,
    *,
    root: Path = ROOT,
    port: int = 0,
    options: Sequence[str] = (),
    **environment: str,
) -> Iterator[Server]:
    """A fresh server of the checkout in ``root``, stopped at the end; raises TimeoutError after two minutes.

    What it prints goes to ``log``, if one is named; ``options`` are Streamlit's own. It begins no forecast
    and works out nothing ahead unless it is asked to (SUFFICIENCY_FORECAST="1", SUFFICIENCY_AHEAD="1").
    """
    port = port or free_port()
    with open(log or os.devnull, "ab") as printed:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", script, f"--server.port={port}", *options],
            cwd=root,
            env={**os.environ, "SUFFICIENCY_FORECAST": "0", "SUFFICIENCY_AHEAD": "0", **environment},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=printed,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait(f"{address}/_stcore/health")
        yield Server(address, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise


@contextmanager
def running(
    script: str = "app.py", log: Path | None = None, *, port: int = 0, options: Sequence[str] = (), **environment: str
) -> Iterator[str]:
    """The address of a fresh server, as of :func:`started`."""
    with started(script, log, port=port, options=options, **environment) as server:
        yield server.address


def free_port() -> int:
    """A port of this machine that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait(address: str, seconds: float = 120) -> None:
    """Return once something answers there, and well; raises TimeoutError after so many ``seconds``."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer within {seconds:.0f} seconds")
