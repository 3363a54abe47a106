"""A chart as a page sends it: how it is drawn, which stays from click to click, and its figures.

A browser makes a chart anew when anything but its figures changes, its words too. So these stand
outside it: over it what it measures, and beside it, for those who hear the page, what it says.
"""

from __future__ import annotations

import copy
from typing import Any

import pyarrow as pa

from sufficiency.presentation.charts import Chart
from sufficiency.presentation.charts.drawing import Records


def spec(chart: Chart) -> dict[str, Any]:
    """``chart`` for Streamlit, which changes what it is given; its figures as Arrow IPC streams."""
    drawn = copy.deepcopy(chart.spec)
    if "projection" in drawn:  # A map's outlines are not a table, and stay in the spec.
        for layer in drawn["layer"]:
            layer["data"] = {"values": chart.data[layer["data"]["name"]]}
        return drawn
    return {**drawn, "datasets": {name: _arrow(records) for name, records in chart.data.items()}}


def _arrow(records: Records) -> bytes:
    # Whole numbers would reach the browser as big integers, which its sums do not take.
    numbers = (int, float)
    table = pa.Table.from_pylist(
        [{key: float(value) if isinstance(value, numbers) else value for key, value in row.items()} for row in records]
    )
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return sink.getvalue().to_pybytes()
