"""What a kind of chart hands over: which template draws it, what that is told, and the figures apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Records = list[dict[str, Any]]
ROOM = 12  # series that a chart has room for, whichever occur
SYMBOL, LETTER = 42, 6.5  # pixels that the square of a name takes in a legend, with the gap beside it, and a letter


class Series(NamedTuple):
    """What tells several series apart: names, a colour each, and the columns of their legend where there is room.

    It is said with the records, of which a browser takes others into a chart that is drawn; a template is told no more
    than for how many there is ``room``.
    """

    names: tuple[str, ...]
    colours: tuple[str, ...]
    columns: int

    @property
    def room(self) -> int:
        """For how many series a chart is made: the same number for all but very many."""
        return max(ROOM, len(self.names))

    def facts(self) -> dict[str, Any]:
        """What ``datasets.state`` says of records for templates to find: names and colours line by line, columns, and
        how many pixels two of the longest names take beside one another."""
        return {
            "series_names": "\n".join(self.names),
            "series_colours": "\n".join(self.colours),
            "series_columns": self.columns,
            "series_width": round(sum(SYMBOL + LETTER * len(name) for name in sorted(self.names, key=len)[-2:])),
        }


class Figures(NamedTuple):
    """An axis of figures: its title in lines, none for no title, the unit's sign before and after, and how near to one
    another two ticks may be, in figures; '' for as near as there is room."""

    title: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    least_step: str = ""


class Heading(NamedTuple):
    """What stands over a chart: what it measures and in what unit, and what is not drawn, in lines."""

    measure: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Drawing:
    """A chart that is not drawn yet.

    ``template`` is one of ``templates.TEMPLATES``, or what draws a file's chart; ``said`` is what it is told
    besides theme and tips, and ``data`` holds the records of each name that it reads.
    """

    template: Any
    heading: Heading
    data: Mapping[str, Records]
    said: Mapping[str, Hashable]
