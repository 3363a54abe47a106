"""London at rest takes a small part of what its rows take uncompressed."""

from __future__ import annotations

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


def test_what_is_loaded_and_what_is_built_is_compressed(london: Scope) -> None:
    assert 0 < memory.held(london) < MOST


def test_what_is_built_again_is_compressed_too(london: Scope, views: Path) -> None:
    path = views / "intermediate" / "int_homes.sql"
    path.write_text(path.read_text(encoding="utf-8") + "\n-- Changed.\n", encoding="utf-8")
    london.sql_folder = views
    london.refresh()
    assert london.problems == {} and memory.held(london) < MOST
