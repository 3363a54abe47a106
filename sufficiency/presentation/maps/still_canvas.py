"""What a still map is drawn on: outlines, discs, lines and names in points, and a legend beside them."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterable, Sequence
from html import escape

from sufficiency.presentation import geography
from sufficiency.presentation.charts import palette
from sufficiency.presentation.geography import Position
from sufficiency.presentation.maps.captions import Key

FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
SIZE, LINE = 12.5, 16  # points of letters, and of a line of them
LEGEND, LETTER = 260, 6.4  # points of the legend beside a map, and of a letter of it
NARROW = 700  # points under which the legend stands beneath
EDGE = 6


class StillCanvas:
    """A drawing of so many points, whose map shows at least ``box`` in degrees."""

    def __init__(self, wide: int, tall: int, box: geography.Box) -> None:
        self.wide, self.tall = wide, tall
        self.is_narrow = wide < NARROW
        self.room = (wide if self.is_narrow else wide - LEGEND - 2 * EDGE, tall)
        west, south, east, north = box
        self.slope = math.cos(math.radians((south + north) / 2))
        across, up = (self.room[0] - 2 * EDGE), (self.room[1] - 2 * EDGE)
        self.scale = min(across / ((east - west) * self.slope), up / (north - south))
        self.west = west - (across / self.scale / self.slope - (east - west)) / 2
        self.north = north + (up / self.scale - (north - south)) / 2
        self.parts: list[str] = []
        self.names: list[tuple[float, float, float]] = []  # left, right and height of each name that is there

    def at(self, place: Position) -> tuple[float, float]:
        """Where a place stands, in points from the upper left."""
        x = EDGE + (place[0] - self.west) * self.slope * self.scale
        return round(x, 1), round(EDGE + (self.north - place[1]) * self.scale, 1)

    def borders(self, area: str, homes: Sequence[str]) -> None:
        """The outlines of ``area``, those of ``homes`` filled in, and a scale of miles."""
        ground, edge = palette.surface("panel", "light"), palette.surface("rule", "light")
        own = palette.ramp("category", "light")[1]
        for code, feature in geography.features(area).items():
            path = " ".join(self._path(ring) for part in feature["geometry"]["coordinates"] for ring in part)
            fill, opacity = (own, 0.45) if code in homes else (ground, 1)
            self.parts.append(
                f"<path d='{path}' fill='{fill}' fill-opacity='{opacity}' fill-rule='evenodd' stroke='{edge}' "
                "stroke-width='0.6'/>"
            )
        self._scale()

    def disc(self, place: Position, radius: float, colour: str) -> None:
        """A disc with a light edge, so that one before another is seen."""
        x, y = self.at(place)
        self.parts.append(
            f"<circle cx='{x}' cy='{y}' r='{radius:.1f}' fill='{colour}' fill-opacity='0.88' stroke='#FFFFFF' "
            "stroke-width='0.8'/>"
        )

    def line(self, points: Iterable[Position], colour: str, width: float, *, dash: str = "") -> None:
        """A line through places."""
        path = self._path(points)
        dashed = f" stroke-dasharray='{dash}'" if dash else ""
        if path:
            self.parts.append(f"<path d='{path}' fill='none' stroke='{colour}' stroke-width='{width}'{dashed}/>")

    def arc(self, start: Position, end: Position, width: float, colours: tuple[str, str]) -> None:
        """A bow from one place to another, its first half in the first colour and its second in the other."""
        (x0, y0), (x1, y1) = self.at(start), self.at(end)
        bend = 0.18
        xm, ym = (x0 + x1) / 2 - (y1 - y0) * bend, (y0 + y1) / 2 + (x1 - x0) * bend
        top = ((x0 + 2 * xm + x1) / 4, (y0 + 2 * ym + y1) / 4)
        halves = (((x0, y0), ((x0 + xm) / 2, (y0 + ym) / 2), top), (top, ((x1 + xm) / 2, (y1 + ym) / 2), (x1, y1)))
        for (begin, by, to), colour in zip(halves, colours, strict=True):
            path = f"M{begin[0]:.1f} {begin[1]:.1f}Q{by[0]:.1f} {by[1]:.1f} {to[0]:.1f} {to[1]:.1f}"
            self.parts.append(
                f"<path d='{path}' fill='none' stroke='{colour}' stroke-width='{width:.1f}' stroke-opacity='0.8'/>"
            )

    def name(self, place: Position, words: str) -> None:
        """A place's name above it, where there is room for it beside those that are there."""
        x, y = self.at(place)
        half = len(words) * LETTER / 2
        x = min(max(x, half + EDGE), self.room[0] - half - EDGE)
        left, right, height = x - half, x + half, max(y - 9, SIZE)
        if any(left < r and right > b and abs(height - h) < LINE for b, r, h in self.names):
            return
        self.names.append((left, right, height))
        ink = palette.surface("text", "light")
        for style in ("stroke='#FFFFFF' stroke-width='3.5' stroke-linejoin='round'", ""):
            self.parts.append(
                f"<text x='{x:.1f}' y='{height:.1f}' font-size='{SIZE}' text-anchor='middle' fill='{ink}' {style}>"
                f"{escape(words)}</text>"
            )

    def svg(self, keys: Sequence[Key]) -> str:
        """The whole drawing with its legend."""
        left, top = (EDGE, self.tall + LINE) if self.is_narrow else (self.wide - LEGEND, LINE + EDGE)
        room = self.wide - 2 * EDGE if self.is_narrow else LEGEND
        legend, height = _legend(keys, left, top, int((room - 20) / LETTER))
        tall = max(self.tall, height) if self.is_narrow else self.tall
        clip = f"<clipPath id='map'><rect width='{self.room[0]}' height='{self.room[1]}'/></clipPath>"
        return (
            f"<svg xmlns='http://www.w3.org/2000/svg' width='{self.wide}' height='{tall:.0f}' font-family='{FONT}'>"
            f"<defs>{clip}</defs><rect width='100%' height='100%' fill='#FFFFFF'/>"
            f"<g clip-path='url(#map)'>{''.join(self.parts)}</g>{legend}</svg>"
        )

    def _path(self, points: Iterable[Position]) -> str:
        return "M" + "L".join(f"{x} {y}" for x, y in map(self.at, points)) if points else ""

    def _scale(self) -> None:
        """A line of round length in the lower left corner, with its length in miles."""
        a_mile = geography.METRES_A_MILE / geography.METRES_A_DEGREE * self.scale
        miles = max((m for m in geography.ROUND_MILES if m * a_mile <= self.room[0] / 4), default=1)
        y, ink = self.room[1] - EDGE - 2, palette.surface("muted", "light")
        self.parts.append(
            f"<path d='M{EDGE + 4} {y}h{miles * a_mile:.1f}' stroke='{ink}' stroke-width='2'/>"
            f"<text x='{EDGE + 4}' y='{y - 6}' font-size='{SIZE}' fill='{ink}'>{miles} mile{'' if miles == 1 else 's'}"
            "</text>"
        )


def _legend(keys: Sequence[Key], left: float, top: float, letters: int) -> tuple[str, float]:
    """Entries one under the other, and where they end."""
    parts, y, ink = [], top, palette.surface("text", "light")
    for key in keys:
        if key.colour:
            parts.append(f"<circle cx='{left + 7}' cy='{y - 4:.1f}' r='6' fill='{key.colour}'/>")
        for words in textwrap.wrap(key.words, letters):
            parts.append(f"<text x='{left + 20}' y='{y:.1f}' font-size='{SIZE}' fill='{ink}'>{escape(words)}</text>")
            y += LINE
        y += LINE / 3
    return "".join(parts), y
