"""A forecast made behind the page: one at a time, for everybody, with how far it is and a way to stop it."""

from __future__ import annotations

import threading

import streamlit as st

from sufficiency import events
from sufficiency.database.apart import NotMade
from sufficiency.planning import forecast
from sufficiency.planning.simulation import Stopped
from sufficiency.snapshot.store import Snapshot
from sufficiency.web import permission, watching

LOOK = 1.0  # seconds between two looks at how far it is
_running: dict[str, Making] = {}
_lock = threading.Lock()


class Making:
    """The forecast of one snapshot being made, in a thread of its own."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.doing, self.share, self.error = "Beginning", 0.0, ""
        self._ended, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="forecast", daemon=True)

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
            forecast.make(self.snapshot, self._say, self._stopped.is_set)
        except Stopped:
            self.error = "The forecast was stopped before it was made."
        except (NotMade, ValueError) as error:
            self.error = f"No forecast can be made: {error}."
        except Exception as error:
            # Nobody else hears of it: whoever looks at the page is told where it failed, and nothing else.
            self.error = f"The forecast failed: {type(error).__name__}, reference {events.error(error)}."
        finally:
            self._ended.set()

    def _say(self, doing: str, share: float | None) -> None:
        self.doing, self.share = doing, min(max(share or 0.0, 0.0), 1.0)


def of(snapshot: Snapshot) -> Making | None:
    """The forecast of ``snapshot`` that is being made or was made last; None where there is none."""
    return _running.get(snapshot.id)


def begin(snapshot: Snapshot) -> None:
    """Begin a forecast of ``snapshot``, unless any is being made: one takes a processor to itself."""
    with _lock:
        if all(making.is_over for making in _running.values()):
            _running.clear()
            _running[snapshot.id] = Making(snapshot)
            _running[snapshot.id].start()


def panel(snapshot: Snapshot, *, is_there: bool) -> None:
    """How far a forecast is, or, where none ``is_there``, a button that makes one."""
    making = of(snapshot)
    if making is not None and not making.is_over:
        _progress(making)
        return
    if is_there:
        return
    if making is not None and making.error:
        st.info(making.error)
    st.info(
        "No forecast has been made of this snapshot by the views as they are. It is drawn from the children there are, "
        "held against what came in years past, and kept for everybody; it takes about a minute."
    )
    if st.button("Make the forecast", type="primary", key="forecast_make"):
        begin(snapshot)
        st.rerun()


def _progress(making: Making) -> None:
    def show() -> None:
        st.progress(making.share, text=f"{making.doing} …")
        if st.button("Stop", key="forecast_stop"):
            making.stop()

    watching.until(lambda: making.is_over, show, permission.current(), seconds=LOOK)
