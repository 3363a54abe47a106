"""Ten thousand queries of forty people at once over the demonstration: how many gave a wrong row.

    python -m tests.benchmarks.many_at_once

Each person asks at random for one of 66 answers (33 authorities, exact and protected), each of which
was first worked out alone. The answer must be the same to the last figure.
"""

from __future__ import annotations

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import click
import pandas as pd

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import EXACT
from sufficiency.snapshot import store

PEOPLE, QUERIES = 40, 250
VIEW = "placement_mix"
Wish = tuple[str, str]  # an authority and a profile


def main() -> None:
    """Print how many of the queries gave rows that were not those asked for."""
    name = store.current_name()
    if name is None:
        raise click.ClickException("no snapshot yet: run python -m sufficiency ingest IN")
    scope = Scope(store.read(name))
    known = query.options(scope)
    wishes = [(code, profile) for code in scope.snapshot.authorities for profile in (EXACT, gate.LONDON_7_5)]

    def ask(wish: Wish) -> pd.DataFrame:
        code, profile = wish
        answers = query.fetch(scope, [VIEW], {"authority": (code,)}, profile=profile, known=known)
        return answers[VIEW].rows.round(6)

    alone = {wish: ask(wish) for wish in wishes}
    begin = threading.Barrier(PEOPLE)

    def work(person: int) -> int:
        chance = random.Random(person)
        begin.wait()
        asked = [chance.choice(wishes) for _ in range(QUERIES)]
        return sum(not ask(wish).equals(alone[wish]) for wish in asked)

    started = time.perf_counter()
    with ThreadPoolExecutor(PEOPLE) as pool:
        wrong = sum(pool.map(work, range(PEOPLE)))
    seconds = time.perf_counter() - started
    click.echo(f"{wrong} of {PEOPLE * QUERIES:,} queries gave a wrong row, {PEOPLE} people at once, {seconds:.0f} s")
    scope.close()


if __name__ == "__main__":
    main()
