"""Colours by their use and theme; figures in colours.csv."""

from __future__ import annotations

from collections.abc import Iterable

from sufficiency.reference import tables

UNKNOWN = ("Not ", "Unknown")  # how a category that is no category begins
WHITE, BLACK = "#FEFEFE", "#17202E"
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")


@tables.derived_from("colours")
def _uses() -> dict[str, dict[str, dict[str, str]]]:
    """By use and name, in the table's order, the colour in the light and in the dark theme."""
    uses: dict[str, dict[str, dict[str, str]]] = {}
    for row in tables.records("colours"):
        uses.setdefault(row["use"], {})[row["name"]] = {theme: row[theme] for theme in ("light", "dark")}
    return uses


@tables.derived_from("colours")
def stamp() -> object:
    """What changes whenever a colour does, for what is kept of them."""
    return object()


def surface(name: str, theme: str) -> str:
    """The colour of a part of the page: background, text, muted, grid, rule, primary, outline…"""
    return _uses()["surface"][name][theme]


def ramp(use: str, theme: str) -> tuple[str, ...]:
    """The ordered colours of a use: ``category`` (six) or ``sequential`` (five, low to high)."""
    return tuple(colours[theme] for colours in _uses()[use].values())


def pairs() -> tuple[tuple[str, str], ...]:
    """Each colour of the light theme beside what stands for it in the dark one, but for ordered shades.

    A colour is in one pair alone, of which each end tells the other: a chart that is drawn can change its theme. Shades
    of an ordered scale bear letters in the ink that their own lightness asks for, and keep their theme with them.
    """
    told = [(c["light"], c["dark"]) for use, names in _uses().items() if use != "sequential" for c in names.values()]
    return tuple(dict.fromkeys(told))


def series(values: Iterable[str], theme: str, *, ordered: bool = False) -> dict[str, str]:
    """A colour for each value: its own where colours.csv names it, else the next one free.

    Ordered values (bands, classes) take the sequential ramp from low to high.
    """
    values = list(dict.fromkeys(values))
    named = {name: colours[theme] for name, colours in _uses()["named"].items()}
    known = [value for value in values if not value.startswith(UNKNOWN)]
    if ordered and len(known) <= len(ramp("sequential", theme)):
        shades = dict(zip(known, _spread(ramp("sequential", theme), len(known)), strict=True))
        return {value: shades.get(value, surface("quiet", theme)) for value in values}
    chosen = {value: named[value] for value in values if value in named}
    if len(set(chosen.values())) < len(chosen):
        chosen = {}
    free = [colour for colour in ramp("category", theme) if colour not in chosen.values()]
    for value in sorted(set(values) - set(chosen)):
        chosen[value] = free.pop(0) if free else surface("quiet", theme)
    return {value: chosen[value] for value in values}


def place(value: str) -> tuple[bool, int, str]:
    """Where a value stands among others: the named ones in their order, what is not known last."""
    names = list(_uses()["named"])
    known = names.index(value) if value in names else len(names)
    return value.startswith(UNKNOWN), known, value


def _spread(colours: tuple[str, ...], count: int) -> list[str]:
    if count <= 1:
        return list(colours[-1:])[:count]
    last = len(colours) - 1
    return [colours[round(1 + (last - 1) * i / (count - 1)) if count < last + 1 else i] for i in range(count)]


def ink(fill: str) -> str:
    """Black or white, whichever is easier to read on ``fill`` (WCAG relative luminance); neither is a colour of a page,
    which changes with the theme."""
    parts = [int(fill[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return WHITE if 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 else BLACK
