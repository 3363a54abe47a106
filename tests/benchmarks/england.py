"""What England costs: invented, imported, opened, every view asked and three pages drawn.

    python -m tests.benchmarks.england [--region CODE] [--keep FOLDER]

Each step is a process of its own. For each: seconds by the clock, of the processor, and the most memory it held, in
MB. ``--region`` measures another region of data/reference/regions.csv; with ``--keep`` what is made stays in FOLDER,
and what is there already is not made again. Figures are printed to be read, never asserted. Linux only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import click

HERE = Path(__file__).parents[2]
RUN = ("-m", "sufficiency")
OPEN = """
import time
from sufficiency.database import memory
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
def resident():
    with open("/proc/self/status") as lines:
        return next(round(int(line.split()[1]) / 1024) for line in lines if line.startswith("VmRSS"))
began = time.perf_counter()
snapshot = store.read(store.current_name())
scope = Scope(snapshot)
print(snapshot.region["region_name"], len(snapshot.authorities), "authorities;",
      round(time.perf_counter() - began, 1), "s from stored tables")
# What was written is compressed behind everybody's back: at rest is after that.
before = 0
while (held := memory.used(scope)) != before:
    before = held
    time.sleep(5)
print("at rest", resident(), "MB, of which", round(held / 1e6), "in the engine")
"""
MARTS = """
import statistics, time
from sufficiency import query
from sufficiency.database import memory
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
scope = Scope(store.read(store.current_name()))
before = 0
while (held := memory.used(scope)) != before:
    before = held
    time.sleep(5)
known, taken = query.options(scope), {}
for view in scope.catalogue.layer("marts"):
    for asked in ("first", "again"):
        began, worked = time.perf_counter(), time.process_time()
        try:
            query.fetch(scope, [view.name], {}, profile="exact", known=known)
            taken[asked, view.name] = 1000 * (time.perf_counter() - began), 1000 * (time.process_time() - worked)
        except Exception as error:
            print(view.name, type(error).__name__, str(error)[:200])
for asked in ("first", "again"):
    of = {name: both for (when, name), both in taken.items() if when == asked}
    above = sorted((name for name in of if of[name][0] > 300), key=lambda name: -of[name][0])
    print(len(of), f"marts asked {asked}, median", round(statistics.median(both[0] for both in of.values())),
          f"ms; {len(above)} above 300 by the clock (of the processor):",
          ", ".join(f"{name} {of[name][0]:.0f} ({of[name][1]:.0f})" for name in above))
"""
PAGES = """
import sys, time, warnings
from pathlib import Path
from tests import servings
from tests.words import reading
paths = [path for path in reading.pages() if path.stem in ("overview", "placement_distance", "gaps")]
with servings.kept(Path(sys.argv[1])) as folder, servings.of(folder):
    reading.opened(paths[0], view_as="viewer")
    for path in paths:
        began = time.perf_counter()
        page = reading.opened(path, view_as="viewer")
        print(path.stem, f"{time.perf_counter() - began:.1f} s", [e.message[:200] for e in page.exception] or "")
"""


@click.command()
@click.option("--region", default="E92000001", show_default=True, help="Code of the region.")
@click.option("--keep", type=click.Path(file_okay=False, path_type=Path), help="Where what is made stays.")
def main(region: str, keep: Path | None) -> None:
    """Print what each step costs."""
    folder = keep or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    sent, data = folder / "returns", folder / "data"
    data.mkdir(exist_ok=True)
    print("step, seconds by the clock, of the processor, MB at most")
    try:
        if not sent.exists():
            _step("invented", (*RUN, "synthesise", str(sent), "--region", region), {})
            files = [path for path in sent.rglob("*.csv")]
            print(f"  {len(files):,} files, {sum(path.stat().st_size for path in files) / 1e6:,.0f} MB")
        of = {"SUFFICIENCY_DATA": str(data)}
        if not (data / "snapshots").exists():
            _step("imported", (*RUN, "ingest", str(sent), "--synthetic", "--name", "measured"), of, lines=0)
            print(f"  {sum(path.stat().st_size for path in data.rglob('*.parquet')) / 1e6:,.0f} MB of Parquet")
        _step("opened", ("-c", OPEN), of)
        _step("every view", ("-c", MARTS), of)
        _step("three pages", ("-W", "ignore", "-c", PAGES, str(data)), of)
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


def _step(name: str, arguments: tuple[str, ...], environment: Mapping[str, str], lines: int = 12) -> None:
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=HERE,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    said = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    clock, worked = time.monotonic() - began, used.ru_utime + used.ru_stime
    print(f"{name}, {clock:.0f}, {worked:.0f}, {used.ru_maxrss / 1024:,.0f}", flush=True)
    if status:
        print(f"  ended with {os.waitstatus_to_exitcode(status)}")
    for line in said.splitlines()[-lines:] if lines else []:
        print(f"  {line}", flush=True)


if __name__ == "__main__":
    main()
