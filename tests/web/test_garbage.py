"""What lasts is set aside when garbage is collected; what has ended since goes with the next snapshot."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest

from sufficiency.presentation.charts import compiled
from sufficiency.web import context, garbage, server


class Kept:
    """Something that refers to itself, and so goes by collection alone."""

    def __init__(self) -> None:
        self.self = self


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.unfreeze()


def test_full_collections_are_seldom() -> None:
    young, middle, _ = gc.get_threshold()
    garbage.collect_seldom()
    assert gc.get_threshold() == (young, middle, garbage.BETWEEN_FULL)


def test_a_server_begins_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def begin() -> None:
        async with server.warm(None):
            pass

    monkeypatch.setattr(context, "SERVING", SimpleNamespace(start=lambda: None))
    monkeypatch.setattr(compiled, "load", lambda: None)
    # In a thread of its own: a browser test before it may have left its event loop running in this one.
    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(begin())).result()
    assert gc.get_threshold()[2] == garbage.BETWEEN_FULL


def test_what_is_garbage_goes_before_the_rest_is_set_aside() -> None:
    ended, lasting = Kept(), Kept()
    gone = weakref.ref(ended)
    del ended
    garbage.set_aside()
    assert gone() is None
    assert gc.get_freeze_count() > 0
    assert not any(known is lasting for known in gc.get_objects()), "a collection would look at it again"


def test_what_ended_after_it_was_set_aside_goes_with_the_next_snapshot() -> None:
    snapshot = Kept()
    gone = weakref.ref(snapshot)
    garbage.set_aside()
    del snapshot
    garbage.set_aside()
    assert gone() is not None, "set aside, it is not looked at"
    garbage.set_aside_anew()
    assert gone() is None
