"""A forecast that nobody asked for: when the server begins one, and what it leaves alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from sufficiency import settings
from sufficiency.planning import one_at_a_time
from sufficiency.planning.simulation import Stopped
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import context
from sufficiency.web.planning import automatic_forecast, background, forecast_process
from tests import servings, tiny
from tests.planning.handmade import keep

PATIENCE = 180
pytestmark = pytest.mark.xdist_group("forecast_page")


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Snapshot]:
    """A small authority's snapshot, of one year, in a folder whose server forecasts by itself."""
    monkeypatch.delenv("SUFFICIENCY_FORECAST", raising=False)
    with servings.kept(tiny.write(tmp_path / "data")) as folder, servings.of(folder):
        context.SERVING.when_opened = automatic_forecast.begin
        yield store.read(store.current_name() or "")
        for work in background.under_way():
            work.stop()
            assert work.wait(PATIENCE)


def comes(is_so: Callable[[], bool]) -> bool:
    """Whether it is so before patience ends."""
    until = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < until:
        time.sleep(0.05)
    return is_so()


def opened() -> AppTest:
    page = AppTest.from_file(str(settings.ROOT / "pages" / "need" / "forecast.py"), default_timeout=PATIENCE)
    return page.run()


def test_what_is_served_without_a_forecast_gets_one_or_says_why_not(served: Snapshot) -> None:
    assert automatic_forecast.words(served).startswith("Its forecast is made behind the pages")
    opened()
    assert comes(lambda: (work := background.of(served.id)) is not None and work.is_over)
    # A process of its own looked at its returns, which are of one year.
    told = [said.value for said in opened().info]
    assert "No forecast can be made: a forecast needs returns of two years at least." in told


def test_none_is_begun_where_one_is_kept_where_it_is_switched_off_or_cannot_be_kept(
    served: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Snapshot] = []
    monkeypatch.setattr(background, "begin", begun.append)
    for name, value in (("forecasts_itself", lambda: False), ("DEMONSTRATION", served.id)):
        with monkeypatch.context() as patch:
            patch.setattr(settings, name, value)
            assert not automatic_forecast.is_wanted(served)
            assert "has a button" in automatic_forecast.words(served)
    with monkeypatch.context() as patch:
        patch.setattr(background, "is_kept_here", lambda snapshot: False)
        assert not automatic_forecast.is_wanted(served)
        assert automatic_forecast.words(served) == "It has no forecast yet: python -m sufficiency forecast makes it."
        page = opened()
        assert not [button for button in page.button if button.key == "forecast_make"]
        assert any("may not write beside its data" in told.value for told in page.info)
    keep(served, 40.0)
    assert automatic_forecast.words(served) == ""
    forecast_process.forecast(served, lambda doing, share: begun.append(served), lambda: False)
    automatic_forecast.begin(served)
    assert comes(lambda: not [one for one in threading.enumerate() if one.name == automatic_forecast.THREAD])
    assert begun == []


def test_the_setting_switches_it_off(monkeypatch: pytest.MonkeyPatch) -> None:
    for value, is_on in (("", True), ("1", True), ("0", False)):
        monkeypatch.setenv("SUFFICIENCY_FORECAST", value)
        assert settings.forecasts_itself() is is_on


def test_the_forecast_of_what_is_no_longer_served_gives_way_to_that_of_what_is(
    served: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def until_stopped(say: object, is_stopped: Callable[[], bool]) -> None:
        while not is_stopped():
            time.sleep(0.01)
        raise Stopped

    before = background.begin_as("the snapshot before", until_stopped, background.FORECAST)
    automatic_forecast.begin(served)
    assert comes(lambda: background.of(served.id) is not None) and before.is_over


def test_one_that_is_stopped_ends_its_process_and_another_waits_for_its_turn(served: Snapshot) -> None:
    said: list[str] = []
    stop = threading.Event()
    with one_at_a_time.turn(lambda doing, share: None, lambda: False, is_private=False):

        def say(doing: str, share: float | None) -> None:
            said.append(doing)
            stop.set()

        with pytest.raises(Stopped):
            forecast_process.forecast(served, say, stop.is_set)
    assert said == ["Waiting until another forecast is made"]
