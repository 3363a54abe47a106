"""What becomes of data when things go wrong: ``python -m tests.benchmarks.faults [--only NAME …] [--times N]``.

Each fault is made many times over small invented returns, and what is served, kept and told is looked at after
each: imports killed at random points, a disk that takes no more, two imports at once, flipped bits, refreshes under
people who read, and returns cut at random bytes. Prints a row a fault; ends with 1 where anything was lost, mixed or
passed unnoticed. The tests hold a few of each. Linux only.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq

from sufficiency import invented
from sufficiency.database.scope import PAN_LONDON
from sufficiency.loading import lock
from sufficiency.loading.ingest import Wanted, ingest
from sufficiency.snapshot import ledger, store, units
from sufficiency.snapshot.store import SnapshotError
from tests.benchmarks import cut_files
from tests.database import marts
from tests.loading.conftest import CODES, NAMES, load, write_return

FORK = multiprocessing.get_context("fork")
# In this order: what opens a database in this process comes after what is done in others.
TIMES = {"kill": 50, "disk": 20, "two": 10, "flip": 300, "refresh": 100, "cut": 200}
READERS = 8
LAST_STEPS = 3  # file operations about the end of an import, where the pointer moves
DISK = 64_000_000  # bytes of the disk that is filled
WATCHED = ("open", "os.mkdir", "os.rename", "os.remove")
KILLED, FULL, BUSY, DONE = -signal.SIGKILL, 7, 8, 0
BEFORE = {f"{CODES[name]}/2024" for name in NAMES}
LATE = f"{CODES['Camden']}/2025"
Said = tuple[str, int, int]  # what happened, how often, how often it was not right


def main() -> int:
    """Make the faults that are asked for, and print a table of what became of them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", nargs="*", choices=sorted(TIMES), default=list(TIMES))
    parser.add_argument("--times", type=int, help="How often, instead of what stands in the table")
    wanted = parser.parse_args()
    faults = {"kill": kills, "disk": full_disks, "two": two_at_once, "refresh": refreshes, "flip": flips, "cut": cut}
    wrong = 0
    print(
        "| Fault | Times | What became of it | Lost, mixed or unnoticed | Seconds |\n|---|---|---|---|---|", flush=True
    )
    for name in [name for name in TIMES if name in wanted.only]:
        with tempfile.TemporaryDirectory() as folder:
            began = time.monotonic()
            os.environ["SUFFICIENCY_DATA"] = f"{folder}/data"
            os.environ["SUFFICIENCY_SQL"] = f"{folder}/sql"
            Path(folder, "sql").mkdir()
            times = wanted.times or TIMES[name]
            words, count, bad = faults[name](Path(folder), times)
            print(f"| {name} | {count} | {words} | {bad} | {time.monotonic() - began:.0f} |", flush=True)
            wrong += bad
    return 1 if wrong else 0


def apart(act: Callable[[], None]) -> int:
    """Do ``act`` in a process of its own, and give how that ended; the caller's own has opened no database."""
    process = FORK.Process(target=act)
    process.start()
    process.join()
    return process.exitcode or 0


def serve_five(folder: Path) -> str:
    """Serve five authorities' returns of 2024, and leave Camden's of 2025 in ``late`` and Barnet's in ``other``."""
    for number, name in enumerate(NAMES):
        write_return(folder / "IN", name, 2024, range(number * 100, number * 100 + 40))
    write_return(folder / "late", "Camden", 2025, range(100, 140), started=2024)
    write_return(folder / "other", "Barnet", 2025, range(0, 40), started=2024)
    for name in ("late", "other"):
        invented.seal(folder / name)
    if apart(lambda: _end(load(folder / "IN").snapshot is None)):
        raise RuntimeError("the first import failed")
    return store.current_name() or ""


def is_whole() -> bool:
    """Whether what is served is sound and the state before the late return or after it, and everything can be read."""
    try:
        current = store.read(store.current_name() or "")
        store.verify(current)
        ledger.read()
        is_one = set(current.units) in (BEFORE, BEFORE | {LATE})
        return is_one and all(units.is_whole(digest) for digest in current.units.values())
    except SnapshotError:
        return False


def kills(folder: Path, times: int) -> Said:
    """kill -9 before a file operation of an import, chosen at random among all of them, one in ten of the last,
    and one in ten after all of them."""
    first = serve_five(folder)
    steps = folder / "steps"
    apart(lambda: _late(folder, -1, steps))
    last = int(steps.read_text())
    ended: Counter[bool] = Counter()
    bad = 0
    chance = random.Random(903)
    late = [*chance.choices(range(last - LAST_STEPS, last), k=times // 10), *[last] * (times // 10)]
    for at in sorted([*chance.choices(range(last), k=times - len(late)), *late]):
        store.point(first)
        code = apart(lambda at=at: _late(folder, at, steps))  # type: ignore[misc]
        ended[store.current_name() != first] += 1
        bad += code != KILLED or not is_whole()
    store.point(first)
    bad += apart(lambda: _late(folder, -1, steps)) != DONE or not is_whole()
    return f"the state before is served {ended[False]} times, the new one {ended[True]}", times, bad


def full_disks(folder: Path, times: int) -> Said:
    """A full disk: from no byte left to more than an import takes. It is a small one of its own where this process
    may mount it; elsewhere a limit on the length of any file stands for it."""
    data = folder / "data"
    data.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(data)]
    is_real = subprocess.run(mount, capture_output=True).returncode == 0
    try:
        return _full_disks(folder, times, data if is_real else None)
    finally:
        if is_real:
            subprocess.run(["umount", str(data)], check=True)


def _full_disks(folder: Path, times: int, disk: Path | None) -> Said:
    first = serve_five(folder)
    ended: Counter[int] = Counter()
    bad = 0
    before = shutil.disk_usage(folder / "data").free
    bad += apart(lambda: _late(folder, -1, folder / "steps")) != DONE
    needed = before - shutil.disk_usage(folder / "data").free
    for number in range(times):
        store.point(first)
        most = 500 + 20_000 * number // times
        if disk:
            most, left = 0, needed * 5 * number // (4 * times)
            ballast = os.open(disk / "ballast", os.O_CREAT | os.O_WRONLY)
            os.posix_fallocate(ballast, 0, max(shutil.disk_usage(disk).free - left, 1))
            os.close(ballast)
        code = apart(lambda most=most: _late(folder, -1, folder / "steps", most))  # type: ignore[misc]
        ended[code] += 1
        bad += code not in (FULL, DONE) or not is_whole() or (code == FULL and store.current_name() != first)
        if disk:
            (disk / "ballast").unlink()
    store.point(first)
    bad += apart(lambda: _late(folder, -1, folder / "steps")) != DONE or not is_whole()
    how = "on a full disk" if disk else "at a limit on files"
    return f"{how} {ended[FULL]} imports stopped with the reason, {ended[DONE]} had room enough", times, bad


def two_at_once(folder: Path, times: int) -> Said:
    """Two imports of different units begun together."""
    first = serve_five(folder)
    ended: Counter[int] = Counter()
    bad = 0
    for _ in range(times):
        store.point(first)
        both = [FORK.Process(target=_take, args=(folder / name,)) for name in ("late", "other")]
        for process in both:
            process.start()
        for process in both:
            process.join()
        codes = [process.exitcode for process in both]
        ended.update(code or 0 for code in codes)
        new = set(store.read(store.current_name() or "").units) - BEFORE
        bad += len(new) != codes.count(DONE) or not set(codes) <= {DONE, BUSY} or DONE not in codes
    return f"{ended[DONE]} of {2 * times} imports counted, {ended[BUSY]} were told whose was running", times, bad


def refreshes(folder: Path, times: int) -> Said:
    """One snapshot after another made current, under people who read the same number twice in a page run."""
    from sufficiency.web.serving import Serving  # the only fault that needs a server

    serve_five(folder)
    for layer in ("staging", "marts"):
        (folder / "sql" / layer).mkdir()
    marts.write(folder / "sql", "stg_read", "select child_id from raw.episodes", layer="staging")
    marts.write(folder / "sql", "how_many", "select count(*) as child_count from stg_read", marts.COUNT)
    whole = {table: pq.read_table(store.read(store.current_name() or "").file(table)) for table in _tables()}
    sizes = {f"refresh-{number}": 20 + number for number in range(times)}
    serving, over = Serving(), threading.Event()
    seen: Counter[str] = Counter()
    wrong: list[str] = []

    def read() -> None:
        while not over.is_set():
            try:
                with serving.run(lambda doing: None) as run:
                    assert run is not None
                    counts = []
                    for _ in range(2):
                        scope = run.scope(PAN_LONDON)
                        with scope.cursor_for({}, run.snapshot.as_at, ["how_many"]) as (cursor, _):
                            counts += cursor.execute("select child_count from how_many").fetchall()[0]
                        time.sleep(0.01)
                    if counts != [sizes[run.snapshot.id]] * 2:
                        wrong.append(run.snapshot.id)
                    seen[run.snapshot.id] += 1
            except Exception as error:
                wrong.append(type(error).__name__)

    people = [threading.Thread(target=read) for _ in range(READERS)]
    for number, (name, size) in enumerate(sizes.items()):
        store.write({**whole, "episodes": whole["episodes"].slice(0, size)}, is_synthetic=True, name=name)
        for person in people if number == 0 else []:
            person.start()
        until = time.monotonic() + 60
        while not seen[name] and time.monotonic() < until:
            time.sleep(0.01)
    over.set()
    for person in people:
        person.join()
    serving.stop()
    missed = len(sizes.keys() - seen.keys())
    return f"{sum(seen.values()):,} page runs by {READERS} people, each of one snapshot", times, len(wrong) + missed


def flips(folder: Path, times: int) -> Said:
    """One bit of one file of what is served, chosen by chance: of a snapshot or of a unit."""
    current = store.read(serve_five(folder))
    kept = [path for digest in current.units.values() for path in (units.folder() / digest).iterdir()]
    paths = sorted(path for path in [*current.folder.iterdir(), *kept] if path.is_file())
    chance = random.Random(903)
    unnoticed = 0
    for _ in range(times):
        path = chance.choice(paths)
        data = path.read_bytes()
        spoilt = bytearray(data)
        spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(spoilt)
        unnoticed += is_whole()
        path.write_bytes(data)
    return f"{times - unnoticed} noticed before anything is served of them", times, unnoticed + (not is_whole())


def cut(folder: Path, times: int) -> Said:
    """A file of a return that ends at a random byte."""
    outcomes = Counter(one.outcome for one in cut_files.cuts(folder, times))
    words = ", ".join(f"{outcomes[name]} {name}" for name in (cut_files.HELD, cut_files.TOLD, cut_files.HARMLESS))
    return words, times, outcomes[cut_files.UNNOTICED]


def _tables() -> list[str]:
    return list(store.read(store.current_name() or "").tables)


def _late(folder: Path, fatal: int, steps: Path, most: int = 0) -> None:
    """Load the late return; kill this process before its file operation ``fatal`` (after all of them where there are
    as many), or let no file grow beyond ``most`` bytes."""
    root, count = os.environ["SUFFICIENCY_DATA"], 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event in WATCHED and str(arguments[0]).startswith(root):
            if count == fatal:
                os.kill(os.getpid(), signal.SIGKILL)
            count += 1

    sys.addaudithook(watch)
    if most:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    def ended() -> None:
        if count == fatal:
            os.kill(os.getpid(), signal.SIGKILL)
        steps.write_text(str(count))

    _take(folder / "late", ended)


def _take(folder: Path, after: Callable[[], object] = lambda: None) -> None:
    """Load ``folder``, and end with what came of it."""
    try:
        ingest(folder, Wanted("faults", is_synthetic=True))
        after()
    except lock.Busy:
        os._exit(BUSY)
    except (OSError, SnapshotError):
        os._exit(FULL)
    os._exit(DONE)


def _end(is_wrong: bool) -> None:
    os._exit(int(is_wrong))


if __name__ == "__main__":
    sys.exit(main())
