"""Whether two checkouts give the same figures: every mart's rows under ten sets of choices.

    python -m tests.benchmarks.same_figures OTHER            this checkout beside the one in folder OTHER
    python -m tests.benchmarks.same_figures OTHER --data D   over the snapshots in folder D instead of the demonstration
    python -m tests.benchmarks.same_figures OTHER --only M   the mart M alone; may be said again

For London and for one authority, exact figures. Each checkout reads the same snapshot in a process
of its own. Rows are compared as sets, numbers to nine significant digits, because the order in
which processors add is not fixed. Every mart that differs, or that only one of the two has, is
named; the command ends with 1 where there is any. A column that only one of the two has is named
too, and its mart compared by the others.
"""

from __future__ import annotations

import math
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

import click
import pandas as pd

HERE = Path(__file__).parents[2]
CHOICES: tuple[dict[str, tuple[str, ...]], ...] = (
    {},
    {"as_at": ("2023-09-30",)},
    {"grouping": ("icb_2022",)},
    {"sex": ("F",), "age_band": ("10 to 15", "16 and over")},
    {"placement_type": ("Foster placements",), "distance": ("Over 20 miles",)},
    {"authority": ("E09000007",), "as_at": ("2024-03-31",)},
    {"unaccompanied": ("yes",), "provider_sector": ("Private",)},
    {"need": ("N1", "N2"), "legal_status": ("Care orders",)},
    {"ethnic_group": ("White",), "as_at": ("2021-03-31",)},
    {"cohort": ("complex_adolescents",)},
)
AUTHORITY = "E09000012"
# Runs in either checkout: before this version the modules had other names.
READ = """
import pickle, sys
from sufficiency import query
try:
    from sufficiency.database import comparators
    from sufficiency.database.scope import Scope
    from sufficiency.snapshot import store
except ImportError:
    from sufficiency import comparison as comparators, snapshot as store
    from sufficiency.engine import Scope
choices, authority, only, target = pickle.load(open(sys.argv[1], "rb"))
london = Scope(store.read(store.current_name()))
rows = {}
for name, scope in (("London", london), (authority, comparators.of_authority(authority, london))):
    for mart in sorted(view.name for view in scope.catalogue.layer("marts") if not only or view.name in only):
        for number, chosen in enumerate(choices):
            try:
                rows[name, mart, number] = query.fetch(scope, [mart], chosen, profile="exact")[mart].rows
            except (LookupError, ValueError, RuntimeError) as error:
                rows[name, mart, number] = f"{type(error).__name__}: {error}"
pickle.dump(rows, open(target, "wb"))
"""
Answers = Mapping[tuple[str, str, int], "pd.DataFrame | str"]


def answers(checkout: Path, folder: Path, data: Path | None, only: tuple[str, ...] = ()) -> Answers:
    """The rows of every mart, or of ``only``, by scope, mart and number of the set of choices, as ``checkout`` has."""
    asked, target = folder / "asked", folder / f"answers-{checkout.resolve().as_posix().replace('/', '-')}"
    asked.write_bytes(pickle.dumps((CHOICES, AUTHORITY, only, str(target))))
    environment = {**os.environ, "PYTHONPATH": str(checkout.resolve())}
    if data:
        environment["SUFFICIENCY_DATA"] = str(data.resolve())
    subprocess.run([sys.executable, "-c", READ, str(asked)], cwd=checkout, env=environment, check=True)
    # Written a moment ago by the process above, into a folder of our own.
    found: Answers = pickle.loads(target.read_bytes())  # noqa: S301
    return found


def difference(ours: pd.DataFrame | str, theirs: pd.DataFrame | str) -> str:
    """How two answers differ, in words; '' when they do not."""
    if isinstance(ours, str) or isinstance(theirs, str):
        return "" if isinstance(ours, type(theirs)) and ours == theirs else f"{_brief(ours)}; there {_brief(theirs)}"
    shared = [column for column in ours.columns if column in theirs.columns]
    mine, other = _rows(ours[shared]), _rows(theirs[shared])
    unlike = abs(len(mine) - len(other)) + sum(not _same(*pair) for pair in zip(mine, other, strict=False))
    return f"{len(mine)} rows, there {len(other)}; {unlike} differ" if unlike else ""


def _rows(frame: pd.DataFrame) -> list[list[object]]:
    """The rows in an order that hangs on the figures only where the labels are the same."""
    labels = [column for column in frame.columns if frame[column].dtype.kind != "f"]
    measures = [column for column in frame.columns if column not in labels]
    rows: list[list[object]] = frame[[*labels, *measures]].to_numpy(dtype=object).tolist()
    return sorted(rows, key=lambda row: [f"{cell:.6g}" if isinstance(cell, float) else str(cell) for cell in row])


def _same(ours: list[object], theirs: list[object]) -> bool:
    return all(
        (math.isclose(one, two, rel_tol=1e-9) or one != one and two != two)
        if isinstance(one, float) and isinstance(two, float)
        else str(one) == str(two)
        for one, two in zip(ours, theirs, strict=True)
    )


def _brief(answer: pd.DataFrame | str) -> str:
    return answer if isinstance(answer, str) else f"{len(answer)} rows"


@click.command()
@click.argument("other", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder of snapshots.")
@click.option("--only", multiple=True, help="These marts only.")
def main(other: Path, data: Path | None, only: tuple[str, ...]) -> None:
    """Compare this checkout's figures with those of the checkout in folder OTHER."""
    with tempfile.TemporaryDirectory() as folder:
        ours = answers(HERE, Path(folder), data, only)
        theirs = answers(other, Path(folder), data, only)
    different = 0
    for key in sorted(ours.keys() | theirs.keys()):
        scope, mart, number = key
        words = difference(ours.get(key, "no such mart"), theirs.get(key, "no such mart"))
        if words:
            different += 1
            click.echo(f"{scope} {mart} {CHOICES[number]}: {words}")
    for mart, here, there in _columns(ours, theirs):
        click.echo(f"{mart}: columns only here {here or 'none'}, only there {there or 'none'}")
    click.echo(f"{len(ours)} answers compared, {different} different")
    sys.exit(1 if different else 0)


def _columns(ours: Answers, theirs: Answers) -> list[tuple[str, list[str], list[str]]]:
    found = []
    for key in sorted(ours.keys() & theirs.keys()):
        mine, other = ours[key], theirs[key]
        if key[0] == "London" and key[2] == 0 and isinstance(mine, pd.DataFrame) and isinstance(other, pd.DataFrame):
            here = [column for column in mine.columns if column not in other.columns]
            there = [column for column in other.columns if column not in mine.columns]
            if here or there:
                found.append((key[1], here, there))
    return found


if __name__ == "__main__":
    main()
