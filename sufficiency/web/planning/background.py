"""Forecasts and scenarios made behind the page, one at a time, with how far each is and a way to stop it."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

import streamlit as st

from sufficiency import events
from sufficiency.database.temporary_database import NotMade
from sufficiency.planning import forecast
from sufficiency.planning.simulation import Stopped
from sufficiency.reference import tables
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import permission, polling
from sufficiency.web.planning import forecast_process

LOOK = 1.0  # seconds between two looks at how far it is
FORECAST = "forecast"
# By what is being made: a snapshot's forecast, or one scenario of it.
_running: dict[object, Making] = {}
_lock = threading.Lock()
MADE_OF = (
    "It is drawn from the children there are, held against what came in years past, and kept for everybody; it takes "
    "a minute or two."
)
UNDER_WAY = f"The forecast of {{region}} is being made of this snapshot, and stands here when it is. {MADE_OF}"
LACKING = f"No forecast of {{region}} has been made of this snapshot by the views as they are. {MADE_OF}"
BY_BUTTON = "The button makes it, and so does python -m sufficiency forecast, or --forecast with an ingest."
BY_COMMAND = (
    "This copy's server may not write beside its data, so whoever loads returns makes it: python -m sufficiency "
    "forecast, or --forecast with an ingest."
)
Make = Callable[[forecast.Say, Callable[[], bool]], object]


class Making:
    """A forecast, or what else is drawn from a snapshot's children, being made in a thread of its own.

    ``make`` is told how to say how far it is, and how to find out that it is to stop.
    """

    def __init__(self, make: Make, what: str) -> None:
        self._make, self.what = make, what
        self.doing, self.share, self.error = "Beginning", 0.0, ""
        self._ended, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name=what, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Have it end before it is made."""
        self._stopped.set()

    def wait(self, seconds: float) -> bool:
        """Wait for its end, so long at most; whether it came."""
        return self._ended.wait(seconds)

    @property
    def is_over(self) -> bool:
        """True when it has ended, with a forecast or without."""
        return self._ended.is_set()

    def _run(self) -> None:
        try:
            self._make(self._say, self._stopped.is_set)
        except Stopped:
            self.error = f"The {self.what} was stopped before it was made."
        except (NotMade, ValueError) as error:
            self.error = f"No {self.what} can be made: {error}."
        except Exception as error:
            # Nobody else hears of it: whoever looks at the page is told where it failed, and nothing else.
            self.error = f"The {self.what} failed: {type(error).__name__}, reference {events.error(error)}."
        finally:
            self._ended.set()

    def _say(self, doing: str, share: float | None) -> None:
        self.doing, self.share = doing, min(max(share or 0.0, 0.0), 1.0)


def of(key: object) -> Making | None:
    """What is being made under ``key`` (a snapshot's name for its forecast), or was made last; None where there
    is none."""
    return _running.get(key)


def under_way() -> list[Making]:
    """What is being made."""
    return [making for making in _running.values() if not making.is_over]


def begin(snapshot: Snapshot) -> Making:
    """Begin a forecast of ``snapshot``, unless anything is being made: one takes a processor to itself. What is being
    made then."""
    return begin_as(snapshot.id, lambda say, is_stopped: forecast_process.forecast(snapshot, say, is_stopped), FORECAST)


def begin_as(key: object, make: Make, what: str) -> Making:
    """Begin to ``make`` what is called ``what`` under ``key``, unless anything is being made. What is being made
    then, this or another."""
    with _lock:
        if busy := under_way():
            return busy[0]
        _running.clear()
        _running[key] = Making(make, what)
        _running[key].start()
        return _running[key]


def is_kept_here(snapshot: Snapshot) -> bool:
    """True when this server may keep a forecast beside ``snapshot``."""
    return os.access(snapshot.folder, os.W_OK)


def panel(snapshot: Snapshot, *, is_there: bool) -> None:
    """How far a forecast is, or, where none ``is_there``, a button that makes one."""
    making = of(snapshot.id)
    if making is not None and not making.is_over:
        st.info(tables.filled(UNDER_WAY))
        progress(making, key="forecast")
        return
    if is_there:
        return
    if making is not None and making.error:
        st.info(making.error)
    if not is_kept_here(snapshot):
        st.info(tables.filled(f"{LACKING} {BY_COMMAND}"))
        return
    st.info(tables.filled(f"{LACKING} {BY_BUTTON}"))
    if st.button("Make the forecast", type="primary", key="forecast_make"):
        begin(snapshot)
        st.rerun()


def progress(making: Making, *, key: str) -> None:
    """How far it is, looked at again until it is over, with a button that stops it."""

    def show() -> None:
        st.progress(making.share, text=f"{making.doing} …")
        if st.button("Stop", key=f"{key}_stop"):
            making.stop()

    polling.until(lambda: making.is_over, show, permission.current(), seconds=LOOK)
