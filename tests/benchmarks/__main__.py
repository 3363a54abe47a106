"""All figures of speed in one command: ``python -m tests.benchmarks [--only PART …]``.

Each part is measured beside what it is compared with, in the same run, so that their ratio holds on a busy machine too.
What was measured is kept in docs/benchmarks.csv, a line a figure; the table in docs/benchmarks.md and the picture
docs/benchmarks.png are made of it. A part that is not asked for keeps its lines and their day. The part *engines* needs
requirements-spark.txt and Java, and takes half an hour. Nothing is asserted.
"""

from __future__ import annotations

import asyncio
import csv
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import date
from pathlib import Path

import click

from sufficiency.database.scope import Scope
from sufficiency.snapshot import store
from tests.benchmarks import drawn, frames, importing, joining, paint, slowdown, start, users
from tests.browser import server
from tests.browser.screenshots import addresses

KEPT = server.ROOT / "docs" / "benchmarks.csv"
PICTURE = server.ROOT / "docs" / "benchmarks.png"
PAGE = server.ROOT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- Figures: python -m tests.benchmarks -->", "<!-- End of figures -->"
PAINTED = ("overview", "placement_distance", "need_cohorts")  # pages that are painted in a browser
OTHERS = ("joining", "marts", "engines")  # whose ratio is the time of another way to ours; elsewhere ours to the other
SECONDS = 30.0  # that a crowd chooses


@dataclass(frozen=True)
class Figure:
    """One line: what was measured, here and beside it, the ratio of the two, and what it should be."""

    part: str
    what: str
    here: str
    beside: str = ""
    ratio: str = ""
    aim: str = ""
    measured_on: str = ""


def joined(most: int = 300_000) -> Iterator[Figure]:
    """Years of returns, against the same rules row by row in pandas, of as many episodes as ``most``."""
    for episodes in (30_000, 300_000, 3_000_000):
        sent, taken, rows = joining.measured(episodes, 3, is_in_pandas=episodes <= most)
        seconds = taken[joining.RULES]
        beside, ratio = (f"{rows:.1f} s row by row in pandas", f"{rows / seconds:.0f}") if rows else ("not run", "")
        aim = "at least 100" if episodes == 300_000 else ""
        yield Figure("joining", f"Joining {sent:,} episodes of several returns", f"{seconds:.2f} s", beside, ratio, aim)


def imported() -> Iterator[Figure]:
    """An import of London, stage by stage."""
    taken = importing.of_london(1.0)
    whole = sum(taken.values())
    yield Figure("import", "An import of London, six years: all of it", f"{whole:.1f} s", "of the processor")
    for stage, seconds in taken.items():
        what = f"Of it: {stage[0].lower()}{stage[1:]}"
        yield Figure("import", what, f"{seconds:.1f} s", f"{100 * seconds / whole:.0f} % of the import")


def marts() -> Iterator[Figure]:
    """Marts, against the same aggregation in pandas and in Polars."""
    scope = _london()
    figures = frames.measured(scope, 7).values()
    scope.close()
    for at, (name, aim) in enumerate((("pandas", "at least 5"), ("Polars", "")), start=1):
        middle = [statistics.median(row[engine] for row in figures) for engine in (0, at)]
        ratio = statistics.median(row[at] / row[0] for row in figures)
        what = f"{len(figures)} marts, at the middle, beside {name}"
        yield Figure("marts", what, f"{middle[0]:.0f} ms", f"{middle[1]:.0f} ms in {name}", f"{ratio:.1f}", aim)


def started() -> Iterator[Figure]:
    """A start where nothing was made, and one where all is there."""
    with start.copied(server.ROOT / "data") as data:
        cold, _ = start.command(server.ROOT, data, times=1)
        warm, _ = start.command(server.ROOT, data)
        ready, _, held = start.served(server.ROOT, data)
    said = f"{cold:.1f} s the first time"
    yield Figure("start", "A view on the command line", f"{warm:.1f} s", said, f"{cold / warm:.1f}", "under 2 s")
    yield Figure("start", "A server until London is ready", f"{ready:.1f} s", f"{held:.0f} MB at rest", "", "under 3 s")


def painted() -> Iterator[Figure]:
    """From a click to the last pixel with 1, 5 and 20 people, beside a bare rerun of Streamlit."""
    for people, aim in ((1, "under 2"), (5, ""), (20, "under 4 at the 95th centile")):
        new, bare = paint.beside_bare(list(PAINTED), 5, people)
        what = f"Filter to paint of a new answer, {people} at once"
        beside = f"{bare:.0f} ms a bare rerun"
        yield Figure("paint", what, f"{new:.0f} ms", beside, f"{new / bare:.1f}", aim)


def crowded() -> Iterator[Figure]:
    """Clicks of many at once, without browsers."""
    for people in (1, 5, 20):
        taken = []
        for script, pages in (("tests/benchmarks/bare.py", [""]), ("app.py", addresses())):
            with server.running(script) as address:
                taken.append(asyncio.run(users.measure(address, pages, people, SECONDS)))
        bare, ours = map(statistics.median, taken)
        what = f"A click to its last message, {people} at once"
        yield Figure("people", what, f"{ours:.0f} ms", f"{bare:.0f} ms a bare page", f"{ours / bare:.1f}")


def slowed() -> Iterator[Figure]:
    """Everybody else's clicks beside a heavy question on the Workbench."""
    with server.started() as running:
        alone, beside = asyncio.run(slowdown.rounds(running.address, 4, 15, 4))
    light, heavy = (statistics.median(sum(times, [])) for times in (alone, beside))
    what = "A click while somebody asks a heavy question"
    yield Figure("question", what, f"{heavy:.0f} ms", f"{light:.0f} ms without", f"{heavy / light:.2f}", "under 1.2")


def engines() -> Iterator[Figure]:
    """Every mart on Spark."""
    from tests.benchmarks import engines as both

    figures = both.measured(runs=1)
    middle = [statistics.median(column) for column in zip(*figures.values(), strict=True)]
    what = f"{len(figures)} marts, at the middle, beside Spark 4"
    yield Figure("engines", what, f"{middle[0]:.0f} ms", f"{middle[1]:.0f} ms on Spark", f"{middle[2]:.1f}")


PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "import": imported,
    "joining": joined,
    "marts": marts,
    "start": started,
    "paint": painted,
    "people": crowded,
    "question": slowed,
    "engines": engines,
}


@click.command()
@click.option(
    "--only", multiple=True, type=click.Choice([*PARTS]), help="These parts only; the others stay as they are."
)
@click.option("--most", default=300_000, show_default=True, help="Most episodes that are also joined row by row.")
def main(only: tuple[str, ...], most: int) -> None:
    """Measure, keep what was measured, and write it into docs/benchmarks.md and docs/benchmarks.png."""
    there = _kept()
    for part in only or PARTS:
        try:
            figures = joined(most) if part == "joining" else PARTS[part]()
            now = [Figure(**{**asdict(f), "measured_on": date.today().isoformat()}) for f in figures]
        except (ImportError, OSError, RuntimeError) as error:
            click.echo(f"{part} was not measured: {error}", err=True)
            continue
        for figure in now:
            click.echo(f"{figure.what}: {figure.here}; {figure.beside}; {figure.ratio}")
        there = [figure for figure in there if figure.part != part] + now
        there.sort(key=lambda figure: [*PARTS].index(figure.part))
        _keep(there)
    write(there)


def write(figures: list[Figure], page: Path = PAGE, picture: Path = PICTURE) -> None:
    """Put the table of ``figures`` between its marks in ``page``, and draw in ``picture`` how long others take."""
    heads = ("What", "Here", "Beside it", "Ratio", "Aim", "Measured on")
    cells = [(f.what, f.here, f.beside, f.ratio, f.aim, f.measured_on) for f in figures]
    table = "\n".join(f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *cells))
    before, _, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    page.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")
    drawn.ratios([(f.what, float(f.ratio)) for f in figures if f.ratio and f.part in OTHERS], picture)


def _kept() -> list[Figure]:
    if not KEPT.exists():
        return []
    with KEPT.open(newline="", encoding="utf-8") as handle:
        return [Figure(**row) for row in csv.DictReader(handle)]


def _keep(figures: list[Figure]) -> None:
    with KEPT.open("w", newline="", encoding="utf-8") as handle:
        rows = csv.DictWriter(handle, [field.name for field in fields(Figure)], lineterminator="\n")
        rows.writeheader()
        rows.writerows(map(asdict, figures))


def _london() -> Scope:
    name = store.current_name()
    if name is None:
        raise RuntimeError("no snapshot: run python -m sufficiency ingest first")
    return Scope(store.read(name))


if __name__ == "__main__":
    main()
