"""The one log of what the tool does: a line an event, to standard error, as JSON or plain.

It tells operations what happened and where, and nothing about children: of what is told only the fields
declared here are written, and of those only values of the declared form. Who did what is in the audit log.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import threading
import traceback
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any, TextIO

from sufficiency import settings

PLAIN, JSON, OFF = "plain", "json", "off"
EVENTS = ("start", "snapshot", "refresh", "import", "refusal", "slow query", "error", "library")
NAME = r"[A-Za-z][A-Za-z0-9 _.,/-]{0,119}"
# Every field that a line may hold beside its time, level and event; anything else is not written.
FIELDS = {
    "version": r"[0-9]+(\.[0-9]+)*",
    "python": r"[0-9]+(\.[0-9]+)*",
    "snapshot": r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}",
    "kind": r"synthetic|real",
    "outcome": NAME,
    # An authority's year, or a list by its table and day; one that is known by its file's name is not written.
    "unit": r"[A-Z][0-9]{8}/([0-9]{4}|[a-z_]+/[0-9]{4}-[0-9]{2}-[0-9]{2})|[a-z_]+(/[0-9]{4}-[0-9]{2}-[0-9]{2})?",
    "checks": r"[a-z_, ]{0,400}",
    "seconds": r"[0-9]+(\.[0-9]+)?",
    "view": r"[a-z][a-z0-9_]*",
    "page": NAME,
    "command": r"[a-z]+",
    "reason": r"[A-Za-z]+",
    "reference": r"[0-9A-F]{4}-[0-9A-F]{4}",
    "type": r"[A-Za-z_][A-Za-z0-9_.]*",
    "place": r"[A-Za-z0-9_./-]+:[0-9]+",
    "logger": r"[A-Za-z_][A-Za-z0-9_.]*",
}
NOT_WRITTEN = "not written"
# No handler takes a record of a level below its own, and none has one as low as this.
BELOW_ALL = -1

_log: Any = None


def begin(form: str, to: TextIO | None = None) -> None:
    """Write events from now on, as ``form`` says: PLAIN, JSON or OFF. Raises ValueError for another."""
    global _log
    if form not in (PLAIN, JSON, OFF):
        raise ValueError(f"SUFFICIENCY_LOG={form}: write {PLAIN}, {JSON} or {OFF}")
    if form == OFF:
        _log = None
        return
    import structlog  # Commands that do not log need not wait for it.

    shown = structlog.dev.ConsoleRenderer(colors=False) if form == PLAIN else structlog.processors.JSONRenderer()
    _log = structlog.wrap_logger(
        structlog.PrintLogger(to or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            _declared,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
            shown,
        ],
    )


def tell(event: str, **fields: object) -> None:
    """Write one event with those of its ``fields`` that are declared; nothing before ``begin``."""
    if event not in EVENTS:
        raise ValueError(f"no event is called {event}")
    if _log is not None:
        (_log.error if event == "error" else _log.warning if event == "library" else _log.info)(event, **fields)


def error(problem: BaseException, **fields: object) -> str:
    """Write that the tool failed: the kind of error and where, never its words, which may quote a cell.

    Gives the reference number under which whoever met it can have it looked up.
    """
    reference = f"{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    tell("error", reference=reference, type=type(problem).__name__, place=place(problem), **fields)
    return reference


def place(problem: BaseException) -> str:
    """The innermost line of our own code on the way to ``problem``, as ``file:line``."""
    frames = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(problem.__traceback__)]
    own = [
        (path.relative_to(settings.ROOT), line)
        for path, line in frames
        if path.is_relative_to(settings.ROOT) and path.relative_to(settings.ROOT).parts[0] in ("sufficiency", "pages")
    ]
    path, line = own[-1] if own else (Path("unknown"), 0)
    return f"{path.as_posix()}:{line}"


def take_over_libraries() -> None:
    """Have what libraries log written as events too: which of them and where, never their words.

    A library's words may quote a cell, as a traceback does. What they say below a warning is not written.
    """
    logging.setLogRecordFactory(_record)
    logging.captureWarnings(True)
    sys.excepthook = lambda kind, problem, trace: _uncaught(problem)
    threading.excepthook = lambda told: _uncaught(told.exc_value)


def _uncaught(problem: BaseException | None) -> None:
    if problem is not None and not isinstance(problem, KeyboardInterrupt):
        error(problem)


def _record(*args: Any, **more: Any) -> logging.LogRecord:
    record = logging.LogRecord(*args, **more)
    if record.levelno >= logging.WARNING and record.getMessage() != "Uncaught app execution":
        problem = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
        kind = type(problem).__name__ if problem else None
        tell("library", logger=record.name, place=f"{record.module}:{record.lineno}", type=kind)
    record.levelno = BELOW_ALL
    return record


def _declared(logger: object, method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Only declared fields, and of those only values of their form."""
    kept = {name: event[name] for name in ("event", "level")}
    for name, value in event.items():
        if name in FIELDS and value is not None:
            text = f"{value:.3f}" if isinstance(value, float) else str(value)
            kept[name] = text if re.fullmatch(FIELDS[name], text) else NOT_WRITTEN
    return kept
