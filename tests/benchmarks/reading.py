"""What it costs to read returns: seconds of the processor and the most memory, each in a process of its own.

    python -m tests.benchmarks.reading [FOLDER …] [--rows 1000000]

Without a folder: 650,000 rows of 33 authorities over six years, and one file of ``--rows`` rows. A folder, such as
``python -m sufficiency synthesise OUT`` makes, is read as it is. On a busy machine trust processor seconds, and those
only by half: neighbours take the caches. Printed to be read, never asserted. Linux only.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click

from sufficiency import returns
from sufficiency.reference.tables import records
from tests.returns.malformed.sound import Rows, sound, text

LONDON_ROWS = 650_000
YEARS = range(2020, 2026)


@click.command()
@click.argument("folders", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--rows", default=1_000_000, show_default=True, help="Rows of the one large file.")
@click.option("--only-read", is_flag=True, hidden=True)
def main(folders: tuple[Path, ...], rows: int, only_read: bool) -> None:
    """Print a line for each folder read."""
    if only_read:
        _read(folders[0])
    elif folders:
        for folder in folders:
            _in_own_process(folder)
    else:
        with tempfile.TemporaryDirectory() as held:
            london, large = Path(held) / "London", Path(held) / "One large file"
            codes = [r["authority_code"] for r in records("authorities") if r["authority_code"].startswith("E09")]
            places = [london / code / str(year) for code in codes for year in YEARS]
            for place in places:
                _write(place, LONDON_ROWS // len(places))
            _write(large / codes[0] / "2025", rows)
            _in_own_process(london)
            _in_own_process(large)


def _write(place: Path, rows: int) -> None:
    """Two episodes and a header a child, in foster care and then in a home."""
    place.mkdir(parents=True)
    header, episodes = sound("")["header"][:1], sound("")["episodes"]
    born, stays = _of_children(int(place.name), rows // 3, episodes)
    (place / "header.csv").write_text(text(header) + born)
    (place / "episodes.csv").write_text(text(episodes[:1]) + stays)


def _of_children(year: int, children: int, episodes: Rows) -> tuple[str, str]:
    sexes = "MF" if year >= 2025 else "12"
    home, near, far = episodes[1][10], episodes[1][11], episodes[3][11]
    born, stays = [], []
    for n in range(children):
        start, move = f"{1 + n % 28:02d}/05/{year - 1}", f"{1 + n % 28:02d}/{7 + n % 6:02d}/{year - 1}"
        born.append(f"C{n},{sexes[n % 2]},{13 + n % 15}/05/{2007 + n % 15},WBRI,UN3,0,\n")
        stays.append(f"C{n},{start},S,C2,N1,U6,PR4,{move},X1,CREQB,{home},{near},1234567\n")
        stays.append(f"C{n},{move},P,C2,N1,K2,PR4,,,,{home},{far},1234568\n")
    return "".join(born), "".join(stays)


def _in_own_process(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "tests.benchmarks.reading", "--only-read", str(folder)], check=True)


def _read(folder: Path) -> None:
    began, clock = time.process_time(), time.perf_counter()
    found = returns.read(folder, key=b"a key for a benchmark alone")
    took, waited = time.process_time() - began, time.perf_counter() - clock
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    click.echo(
        f"{folder.name}: {found.counts.rows_read:,} rows, {found.problems.num_rows:,} problems; "
        f"{took:.1f} s of the processor, {waited:.1f} s by the clock, {most:,.0f} MB at most"
    )


if __name__ == "__main__":
    main()
