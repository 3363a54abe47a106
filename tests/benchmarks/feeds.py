"""How long the case systems' feeds of 33 authorities take to load, beside returns that are served already.

``python -m tests.benchmarks.feeds IN`` loads the returns in ``IN`` into a data folder of its own, and then, ``--runs``
times, the feeds: read, held against the returns, joined, tried, and served. Without ``IN``, or where it holds nothing,
an invented London of 33 authorities, six years and a feed each is made there first, which takes some minutes. Prints
the seconds by the clock and of the processor of each run and their median; ends with 1 above the aim.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path

from sufficiency import invented
from sufficiency.loading.ingest import Wanted, ingest
from sufficiency.reference import tables
from sufficiency.snapshot import store
from sufficiency.synthetic import synthesise

AIM_SECONDS, RUNS = 60.0, 3
FOLDER = "feed"
WHO = "a benchmark"


def main() -> int:
    """Make, load and time; 1 where the median by the clock is above the aim."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--runs", type=int, default=RUNS)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        made = given.folder or Path(scratch, "made")
        if not made.is_dir() or not any(made.iterdir()):
            synthesise(made, feeds=_london())
        feeds, returns = _apart(made, Path(scratch))
        os.environ["SUFFICIENCY_DATA"] = str(Path(scratch, "data"))
        _load(returns)
        clock, processor = zip(*(_timed(feeds) for _ in range(given.runs)), strict=True)
        served = store.read(store.current_name() or "")
        count = sum(f"/{FOLDER}/" in key for key in served.units)
    seconds = statistics.median(clock)
    print(f"{count} feeds: {seconds:.1f} s by the clock ({', '.join(f'{one:.1f}' for one in clock)})")
    print(f"{statistics.median(processor):.1f} s of the processor; aim {AIM_SECONDS:.0f} s by the clock")
    return int(seconds > AIM_SECONDS)


def _london() -> list[str]:
    return [row["authority_code"] for row in tables.records("authorities") if row["authority_code"].startswith("E09")]


def _apart(made: Path, scratch: Path) -> tuple[Path, Path]:
    """The feeds and the rest, each as a folder that can be loaded."""
    feeds, rest = scratch / "feeds", scratch / "returns"
    for path in made.rglob("*.csv"):
        name = path.relative_to(made)
        if name.parts[0] == "answers":
            continue
        to = (feeds if FOLDER in name.parts else rest) / name
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)
    for folder in (feeds, rest):
        invented.seal(folder)
    return feeds, rest


def _load(folder: Path) -> None:
    outcome = ingest(folder, Wanted(WHO, is_synthetic=True))
    if outcome.held or outcome.snapshot is None:
        raise SystemExit(f"a check of the import holds {', '.join(sorted(outcome.held))}")


def _timed(folder: Path) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    _load(folder)
    return time.perf_counter() - began, time.process_time() - worked


if __name__ == "__main__":
    raise SystemExit(main())
