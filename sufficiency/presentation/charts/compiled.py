"""Compiles an Altair chart to Vega-Lite once, and keeps it until a colour changes.

Altair builds and checks a chart in some tenth of a second, which nobody should wait for at each click. A template
draws the same whatever the figures are, so what it compiles to is kept by what it was told.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from functools import lru_cache
from threading import RLock
from typing import Any, NamedTuple, Protocol

from sufficiency.presentation.charts import palette

FIELD = re.compile(r"""(?:datum|\[0\])(?:\.|\[["'])(\w+)""")  # a field of a record, in an expression
REPEATED = ("text", "line", "rule")  # they repeat what marks say: the chart's words and its table say it all
KEPT = 500  # charts; a page draws up to ten, in two themes

# Altair's theme is one for the whole process.
_lock = RLock()


class Compiled(NamedTuple):
    """A chart as Vega-Lite without figures, and by the name of its data the fields that it draws of them."""

    spec: dict[str, Any]
    fields: dict[str, frozenset[str]]


class Drawer(Protocol):
    """What draws a chart that is not among the project's own templates; equal where it draws the same."""

    def chart(self, **said: Any) -> Any:
        """An Altair chart, for what is ``said``."""

    def __hash__(self) -> int:
        """What it is kept by."""


def spec(
    template: str | Drawer,
    said: Mapping[str, Hashable],
    *,
    theme: str,
    width: int | str,
    pick: tuple[str, ...] = (),
    silent: frozenset[str] = frozenset(),
) -> Compiled:
    """What ``template`` (a name among the project's, or a file's Drawer) draws when ``said`` so, as Vega-Lite.

    A click on a mark selects the fields ``pick``; layers of the data called ``silent``, which hold no record, are
    not read out. Nobody changes what is returned: it is kept for the next who asks.
    """
    return _kept(template, tuple(said.items()), theme, width, pick, silent, palette.stamp())


def load() -> None:
    """Load Altair and the templates, which takes a second: before somebody's first chart, if there is time."""
    from sufficiency.presentation.charts import templates  # noqa: F401 - loaded, not used


@lru_cache(maxsize=KEPT)
def _kept(
    template: str | Drawer,
    said: tuple[tuple[str, Hashable], ...],
    theme: str,
    width: int | str,
    pick: tuple[str, ...],
    silent: frozenset[str],
    colours: object,
) -> Compiled:
    # Altair takes a second to load, which whoever draws nothing need not wait for.
    import altair as alt

    from sufficiency.presentation.charts import templates
    from sufficiency.presentation.charts.templates import theme as themes

    draw = templates.TEMPLATES[template] if isinstance(template, str) else template.chart
    with _lock, alt.theme.enable(f"{themes.NAME}_{theme}"):
        chart = draw(**dict(said))
        drawn: dict[str, Any] = chart.properties(width=width).to_dict()
    _say_data(drawn)
    layers = drawn.get("layer", [drawn])
    if pick:
        told = (layer for layer in layers if "tooltip" in layer["mark"])
        next(told, layers[0])["params"] = [{"name": "pick", "select": {"type": "point", "fields": list(pick)}}]
    for layer in layers:
        if layer["data"].get("name") in silent or layer["mark"]["type"] in REPEATED:
            layer["mark"]["aria"] = False
    drawn["autosize"] = {"type": "fit-x", "contains": "padding"}
    return Compiled(drawn, _fields(layers))


def _say_data(drawn: dict[str, Any]) -> None:
    """Say in each layer what it draws: Altair says it once for all where they draw the same."""
    if "layer" in drawn and "data" in drawn:
        shared = drawn.pop("data")
        for layer in drawn["layer"]:
            layer.setdefault("data", shared)


def _fields(layers: list[dict[str, Any]]) -> dict[str, frozenset[str]]:
    """By the name of its data, the fields that each layer names, in its encoding or in an expression."""
    used: dict[str, set[str]] = {}
    for layer in layers:
        fields = used.setdefault(layer["data"].get("name", ""), set())
        if layer["mark"]["type"] == "geoshape":
            fields |= {"type", "geometry"}
        parts: list[Any] = [layer["mark"], layer.get("encoding", {}), layer.get("transform", [])]
        while parts:
            part = parts.pop()
            if isinstance(part, str):
                fields.update(FIELD.findall(part))
            elif isinstance(part, dict):
                fields |= {part["field"]} if isinstance(part.get("field"), str) else set()
                parts += part.values()
            elif isinstance(part, list):
                parts += part
    return {name: frozenset(fields) for name, fields in used.items()}
