"""Long lists fold: the first fifteen are drawn and what somebody chose; the table has the others, and a page draws
them on request.

Which have an order of their own (bands, classes, dates) stay whole: what they say is their shape.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.charts.frame import Frame

FIRST = 15  # names of a list that stand on one screen with their figures
LISTED = ("bar", "dot", "stacked", "range")  # kinds with a line a category
NAMED = 3  # of those that were chosen and are not among the first


class Drawn(NamedTuple):
    """How much of a list is drawn: so many of its ``first``, ``others`` that were chosen, ``of`` how many."""

    first: int
    others: tuple[str, ...]
    of: int

    @property
    def is_all(self) -> bool:
        """True where nothing is left out."""
        return self.first + len(self.others) == self.of

    @property
    def words(self) -> str:
        """'the first 15 of 33, and Camden'."""
        named = len(self.others) <= NAMED
        more = ", ".join(self.others) if named else f"the {len(self.others)} others that are chosen"
        return f"the first {self.first} of {self.of}" + (f", and {more}" if self.others else "")


def names(frame: Frame, by: str = "value") -> list[str]:
    """The categories that are drawn, in their order: the first, then those of ``frame.marked`` behind them.

    The header's ``top=`` says how many are first; as many as can be read where ``frame.is_whole``.
    """
    every = frames.order(frame, "category", by)
    asked = frame.line.words.get("top", "")
    most = FIRST
    if frame.is_whole or frame.is_ordered("category"):
        most = frames.MOST_ROWS
    elif asked.isdigit():
        most = int(asked)
    return [*every[:most], *(name for name in every[most:] if name in frame.marked)]


def drawn(frame: Frame, by: str = "value") -> Drawn | None:
    """How much of a frame's list is drawn; None of a kind without a list."""
    if frame.line.kind not in LISTED or frame.is_temporal("category"):
        return None
    every, kept = frames.order(frame, "category", by), names(frame, by)
    first = sum(name == shown for name, shown in zip(every, kept, strict=False))
    texts = {record["category"]: record["category_text"] for record in frame.records}
    return Drawn(first, tuple(texts[name] for name in kept[first:]), len(every))


def records(frame: Frame) -> list[dict[str, Any]]:
    """The records that are drawn: of a list those of its names, else all."""
    if frame.line.kind not in LISTED or frame.is_temporal("category"):
        return frame.records
    kept = set(names(frame, "mid" if frame.line.kind == "range" else "value"))
    return [record for record in frame.records if record["category"] in kept]
