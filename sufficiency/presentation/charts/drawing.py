"""What a kind of chart hands over: which template draws it, what that is told, and the figures apart."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

Records = list[dict[str, Any]]


class Series(NamedTuple):
    """What tells several series apart: names, a colour each, and the columns of their legend."""

    names: tuple[str, ...]
    colours: tuple[str, ...]
    columns: int


class Figures(NamedTuple):
    """An axis of figures: its title in lines, none for no title, and the unit's sign before and after."""

    title: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


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
