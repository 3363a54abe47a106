"""A question asked behind the page, with its time and a way to stop it; and those asked before."""

from __future__ import annotations

import hashlib
import threading
import time
from dataclasses import dataclass, field

import streamlit as st

from sufficiency import events
from sufficiency.choices import ChoiceError
from sufficiency.database import priority
from sufficiency.database.scope import QueryStopped, Scope
from sufficiency.disclosure.gate import NotEntitled
from sufficiency.query import NoSuchView
from sufficiency.result import Choices
from sufficiency.web import permission, polling
from sufficiency.web.permission import Permit
from sufficiency.workbench import question
from sufficiency.workbench.question import Answer, Refused, Stop

ASKING, HISTORY = "workbench_asking", "workbench_history"
LOOK = 0.5  # seconds between two looks whether it is over
AT_ONCE = 1.0  # seconds within which no progress is shown
MOST_KEPT = 20


@dataclass
class Asking:
    """One question of one session, in a thread of its own."""

    scope: Scope
    sql: str
    chosen: Choices
    profile: str
    permit: Permit | None = None
    answer: Answer | None = None
    error: str = ""
    began: float = field(default_factory=time.monotonic)
    _stop: Stop = field(default_factory=Stop)
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Begin, and wait for an answer that comes at once."""
        threading.Thread(target=self._run, name="question", daemon=True).start()
        self.wait(AT_ONCE)

    def wait(self, seconds: float) -> bool:
        """Wait for its end, so long at most; whether it came."""
        return self._ended.wait(seconds)

    def stop(self) -> None:
        """Have it end."""
        self._stop.ask()

    @property
    def is_over(self) -> bool:
        """True when it has ended, with an answer or without."""
        return self._ended.is_set()

    def _run(self) -> None:
        priority.give_way(priority.QUESTION)
        try:
            self.answer = question.ask(self.scope, self.sql, self.chosen, profile=self.profile, stop=self._stop)
        except QueryStopped:
            self.error = "It was stopped, or took longer than a question may. Ask of fewer rows."
        except (Refused, NotEntitled, ChoiceError, NoSuchView) as error:
            self.error = str(error.args[0] if error.args else error)
        except Exception as error:
            # Nobody else hears of it: where it failed is told, and nothing of a row.
            self.error = f"It failed: {type(error).__name__}, reference {events.error(error)}."
        finally:
            self._tell()
            self._ended.set()

    def _tell(self) -> None:
        """Write the question down before its answer is shown, however long that took: its hash, and what came out."""
        if self.permit is None:
            return
        result = self.answer.result if self.answer else None
        told = {
            "profile": self.profile,
            "choices": self.chosen,
            "rows": len(result.rows) if result else 0,
            "withheld": result.withheld if result else 0,
            "sha256": hashlib.sha256(self.sql.encode()).hexdigest(),
            "reason": self.error and "no answer",
        }
        permission.tell(self.permit.act("question", "Workbench", **told))


def ask(scope: Scope, sql: str, chosen: Choices, profile: str) -> None:
    """Ask ``sql`` for this session, in place of what is being asked."""
    if (before := current()) is not None:
        before.stop()
    asking = Asking(scope, sql, chosen, profile, permission.current())
    st.session_state[ASKING] = asking
    asking.start()
    kept = [earlier for earlier in st.session_state.get(HISTORY, []) if earlier != sql]
    st.session_state[HISTORY] = [sql, *kept][:MOST_KEPT]


def current() -> Asking | None:
    """What this session asked last; None where it asked nothing."""
    asking: Asking | None = st.session_state.get(ASKING)
    return asking


def history() -> list[str]:
    """The questions of this session, the last first."""
    return list(st.session_state.get(HISTORY, []))


def progress(asking: Asking) -> None:
    """How long it has taken so far, and a button that stops it."""

    def show() -> None:
        st.progress(0.0, text=f"Asking … {time.monotonic() - asking.began:.0f} s")
        if st.button("Stop", key="workbench_stop"):
            asking.stop()

    polling.until(lambda: asking.is_over, show, permission.current(), seconds=LOOK)
