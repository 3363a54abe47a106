"""What is stopped for taking too long, and what only waits for a busy machine."""

from __future__ import annotations

import time

from sufficiency.database import timeout


class Interrupted:
    """Stands for a connection, and notes when it is interrupted."""

    def __init__(self) -> None:
        self.times = 0

    def interrupt(self) -> None:
        self.times += 1


def test_what_waits_for_the_processor_is_not_stopped_where_work_is_counted() -> None:
    waiting, asked = Interrupted(), Interrupted()
    with timeout.stopped_after(waiting, 0.4, of_work=True), timeout.stopped_after(asked, 0.4):
        time.sleep(1.0)
    assert waiting.times == 0 and asked.times > 0


def test_what_works_for_too_long_is_stopped_where_work_is_counted() -> None:
    working = Interrupted()
    until = time.monotonic() + 120
    with timeout.stopped_after(working, 0.2, of_work=True):
        while not working.times and time.monotonic() < until:
            sum(range(10_000))
    assert working.times > 0
