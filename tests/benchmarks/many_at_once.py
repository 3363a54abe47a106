"""Ten thousand queries of forty people at once over the demonstration: how many gave a wrong row.

    python -m tests.benchmarks.many_at_once
    python -m tests.benchmarks.many_at_once --queries 10     fewer of each person

Each person asks at random for one of some hundreds of answers: marts, in the exact and the protected profile, of
London and of two authorities' own databases, about each authority, each sex and each age. Every second query goes
through the answers that the server keeps, with so little room that they come and go. Each answer was worked out
alone before, and is known by a hash of its rows and symbols; it must be the same to the last figure.
"""

from __future__ import annotations

import hashlib
import random
import threading
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

import click
import pandas as pd

from sufficiency import query, settings
from sufficiency.choices import Option
from sufficiency.database import comparators
from sufficiency.database.scope import PAN_LONDON, Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT, Choices, Result
from sufficiency.snapshot import store
from sufficiency.web.answers import Answers

PEOPLE, QUERIES, WISHES = 40, 250, 300
OWN = ("E09000007", "E09000012")  # Camden and Hackney, in databases of their own
VIEWS = ("placement_mix", "placement_distance_bands", "framework_coverage", "chosen_children", "costs_by_provision")
NARROWED: tuple[Choices, ...] = ({}, {"sex": ("M",)}, {"sex": ("F",)}, {"age_band": ("10 to 15",)})
ROOM = 500_000  # bytes that the answers kept may take: a tenth of them


@dataclass(frozen=True)
class Wish:
    """One thing to ask: of which database, in which profile, for which mart and what choices."""

    scope: str
    profile: str
    view: str
    choices: tuple[tuple[str, tuple[str, ...]], ...]


def wishes(scopes: Mapping[str, Scope], views: Sequence[str], narrowed: Sequence[Choices], most: int) -> list[Wish]:
    """Up to ``most`` of all that may be asked of ``scopes``, drawn by a fixed chance."""
    found = [
        Wish(name, profile, view, tuple(sorted({**place, **some}.items())))
        for name, scope in scopes.items()
        for profile, view, some in product((EXACT, gate.LONDON_7_5), views, narrowed)
        for place in ([{"authority": (code,)} for code in scope.snapshot.authorities] if name == PAN_LONDON else [{}])
        if name == PAN_LONDON or profile == EXACT
    ]
    return random.Random(7).sample(found, min(most, len(found)))


def count_wrong(scopes: Mapping[str, Scope], asked: Sequence[Wish], people: int, queries: int) -> tuple[int, float]:
    """How many of the queries gave other rows than the same wish did alone, and seconds they took by the clock."""
    known = {name: query.options(scope) for name, scope in scopes.items()}
    kept = Answers(ROOM)
    alone = {wish: _answer(scopes, known, wish, None) for wish in asked}
    begin = threading.Barrier(people)

    def work(person: int) -> int:
        chance = random.Random(person)
        begin.wait()
        drawn = [chance.choice(asked) for _ in range(queries)]
        return sum(
            _answer(scopes, known, wish, kept if number % 2 else None) != alone[wish]
            for number, wish in enumerate(drawn)
        )

    started = time.perf_counter()
    with ThreadPoolExecutor(people) as pool:
        return sum(pool.map(work, range(people))), time.perf_counter() - started


def _answer(scopes: Mapping[str, Scope], known: Mapping[str, list[Option]], wish: Wish, kept: Answers | None) -> str:
    """A hash of the rows and symbols of one answer, fresh or from those kept."""
    fetch = kept.fetch if kept else query.fetch
    asked = dict(profile=wish.profile, known=known[wish.scope])
    return _digest(fetch(scopes[wish.scope], [wish.view], dict(wish.choices), **asked)[wish.view])


def _digest(result: Result) -> str:
    told = hashlib.sha256(repr((result.view.name, list(result.rows), result.as_at, result.choices)).encode())
    for frame in (result.rows.round(6), result.symbols):
        told.update(pd.util.hash_pandas_object(frame.astype(str), index=False).to_numpy().tobytes())
    return told.hexdigest()


@click.command()
@click.option("--queries", default=QUERIES, show_default=True, help="Of each of the forty people.")
def main(queries: int) -> None:
    """Print how many of the queries gave rows that were not those asked for."""
    name = store.current_name()
    if name is None:
        raise click.ClickException("no snapshot yet: run python -m sufficiency ingest IN")
    settings.QUERY_SECONDS = 600  # Nobody waits for a page here; what is asked is whether rows are right.
    london = Scope(store.read(name))
    scopes = {PAN_LONDON: london, **{code: comparators.of_authority(code, london) for code in OWN}}
    asked = wishes(scopes, VIEWS, NARROWED, WISHES)
    before = time.process_time()
    wrong, seconds = count_wrong(scopes, asked, PEOPLE, queries)
    click.echo(
        f"{wrong} of {PEOPLE * queries:,} queries gave a wrong row: {PEOPLE} people at once, {len(asked)} different "
        f"answers, {seconds:.0f} s by the clock, {time.process_time() - before:.0f} of the processor"
    )
    for scope in scopes.values():
        scope.close()


if __name__ == "__main__":
    main()
