"""A chart as a page sends it: how it is drawn, which stays from click to click, and its figures.

A browser makes a chart anew when anything but its figures changes, its words too. So these stand
outside it: over it what it measures, and beside it, for those who hear the page, what it says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import pyarrow as pa

from sufficiency.presentation import charts
from sufficiency.result import Result


@dataclass(frozen=True)
class Drawing:
    """A chart ready to send; ``spec`` is '' when there is nothing to draw.

    ``spec`` is Vega-Lite in JSON without figures, ``figures`` its rows by the name the spec calls
    them by (Arrow IPC streams), ``name`` what the kind of chart is called, ``unit`` what it
    measures and in what unit, ``notes`` on what is not drawn, and ``words`` what the chart says to
    people who cannot see it.
    """

    spec: str = ""
    figures: Mapping[str, bytes] = field(default_factory=dict)
    name: str = "chart"
    unit: str = ""
    notes: str = ""
    words: str = ""

    def vega_lite(self) -> dict[str, Any]:
        """A copy for Streamlit, which changes what it is given."""
        return {**json.loads(self.spec), "datasets": dict(self.figures)}


def of(result: Result, chart: str | None, pick: tuple[str, ...], theme: str) -> Drawing:
    """The chart as it was drawn before for this Result, or drawn now."""
    drawn = partial(_draw, chart, pick, theme)
    return result.keep(("drawing", chart, pick, theme), drawn)


def _draw(chart: str | None, pick: tuple[str, ...], theme: str, result: Result) -> Drawing:
    spec = charts.spec(result, chart, theme=theme, pick=pick)
    if spec is None:
        return Drawing()
    words, title = spec.pop("description"), spec.pop("title")
    unit, notes = (" ".join(title[part]) for part in ("text", "subtitle"))
    del spec["usermeta"]["title"]
    rows = spec.pop("datasets")
    if "projection" in spec:  # A map's outlines are not a table, and stay in the spec.
        for layer in spec["layer"]:
            layer["data"] = {"values": rows[layer["data"]["name"]]}
        rows = {}
    figures = {name: _arrow(records) for name, records in rows.items()}
    return Drawing(json.dumps(spec), figures, spec.get("name", "chart"), unit, notes, words)


def _arrow(records: list[dict[str, Any]]) -> bytes:
    # Whole numbers would reach the browser as big integers, which its sums do not take.
    numbers = (int, float)
    table = pa.Table.from_pylist(
        [{key: float(value) if isinstance(value, numbers) else value for key, value in row.items()} for row in records]
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()
