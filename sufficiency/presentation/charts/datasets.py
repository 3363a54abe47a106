"""A chart's records as named data sets, which layers share and a browser takes anew at each click."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sufficiency.presentation.charts.drawing import Records


def state(records: Records, **facts: float | str) -> None:
    """Say in the first record what is true of them all, for ``fact`` of a template to find."""
    for record in records[:1]:
        record.update(facts)


def used(data: Mapping[str, Records], fields: Mapping[str, frozenset[str]], pick: Sequence[str]) -> dict[str, Records]:
    """The records of each name, with only the ``fields`` that the layers of that name draw, show in a tip or
    let a click pick."""
    kept = {name: fields[name].union(pick) for name in data if name in fields}
    return {name: [{key: row[key] for key in row if key in kept[name]} for row in data[name]] for name in kept}
