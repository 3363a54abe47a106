"""The forecast of what is served, begun by the server itself where there is none: after an import nobody need ask."""

from __future__ import annotations

import threading

from sufficiency import events, settings
from sufficiency.planning import forecast
from sufficiency.snapshot import store
from sufficiency.snapshot.store import Snapshot
from sufficiency.web.planning import background

THREAD = "forecast unasked"
LOOK = 1.0  # seconds between two looks at whether another is made


def begin(snapshot: Snapshot) -> None:
    """Begin the forecast of ``snapshot``, behind everything else, where there is none and it can be kept.

    What is being made of a snapshot that is no longer served is stopped first; a scenario is waited for.
    """
    if is_wanted(snapshot):
        threading.Thread(target=_begin, args=(snapshot,), name=THREAD, daemon=True).start()


def words(snapshot: Snapshot) -> str:
    """What whoever has just had ``snapshot`` served is told of its forecast."""
    if forecast.is_kept(snapshot):
        return ""
    if is_wanted(snapshot):
        return "Its forecast is made behind the pages, in a minute or two: What will be needed tells how far it is."
    if background.is_kept_here(snapshot):
        return "It has no forecast yet: What will be needed has a button that makes it."
    return "It has no forecast yet: python -m sufficiency forecast makes it."


def is_wanted(snapshot: Snapshot) -> bool:
    """True when the server forecasts by itself and ``snapshot`` may have a forecast beside it. The demonstration comes
    with its own, and lies among the code."""
    return settings.forecasts_itself() and snapshot.id != settings.DEMONSTRATION and background.is_kept_here(snapshot)


def _begin(snapshot: Snapshot) -> None:
    try:
        if forecast.is_kept(snapshot):
            return
        while store.current_name() == snapshot.id:
            busy = background.begin(snapshot)
            if busy is background.of(snapshot.id):
                return
            if busy.what == background.FORECAST:
                busy.stop()
            busy.wait(LOOK)
    except Exception as error:
        # The page offers to make one all the same, and says what is wrong then.
        events.error(error)
