"""London at rest takes a small part of what its rows take uncompressed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sufficiency import settings
from sufficiency.database import memory
from sufficiency.database.scope import Scope
from sufficiency.snapshot import store

pytestmark = pytest.mark.xdist_group("memory")
MOST = 100_000_000  # bytes; uncompressed the demonstration takes 240 million


@pytest.fixture(scope="module")
def london() -> Iterator[Scope]:
    """The demonstration, as the server opens it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        scope = Scope(store.read(settings.DEMONSTRATION))
        yield scope
        scope.close()


def held_at_rest(scope: Scope) -> int:
    """What a database holds once it is compressed, for which nobody waits but this."""
    until = time.monotonic() + 60
    while (held := memory.used(scope)) >= MOST and time.monotonic() < until:
        time.sleep(0.1)
    return held


def test_what_is_loaded_and_what_is_built_is_compressed(london: Scope) -> None:
    assert 0 < held_at_rest(london) < MOST


def test_it_is_compressed_though_somebody_read_meanwhile(views: Path) -> None:
    scope = Scope(store.read(settings.DEMONSTRATION), sql=views)
    with scope.cursor_for({}, scope.as_at) as (cursor, _):
        assert cursor.execute("select count(*) > 0 from looked_after").fetchall() == [(True,)]
        time.sleep(1)
    assert 0 < held_at_rest(scope) < MOST
    scope.close()


def test_what_is_built_again_is_compressed_too(london: Scope, views: Path) -> None:
    path = views / "intermediate" / "int_homes.sql"
    path.write_text(path.read_text(encoding="utf-8") + "\n-- Changed.\n", encoding="utf-8")
    london.sql_folder = views
    london.refresh()
    assert london.problems == {} and held_at_rest(london) < MOST
