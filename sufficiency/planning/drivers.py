"""What drives the forecast: how far each series changes by who comes, leaves, turns 18, grows older and moves."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sufficiency.planning.children import Flags, Floats
from sufficiency.planning.places import Place, sums
from sufficiency.planning.risks import YEAR, Shape
from sufficiency.planning.series import Cells, stocks
from sufficiency.snapshot.forecasts import TABLES

# In the order in which a month is counted.
NAMES = ("Came into care", "Left before 18", "Turned 18", "Grew into or out of the age", "Moved placement")


class Drivers:
    """Counts of a simulation added up: authorities × series (of :func:`series.stocks`) × months × drivers.

    Of each month all drivers together are the change of the series since the beginning, to the child,
    because each child who is in a cell at a month's end and was not before has come there by one of them.
    """

    def __init__(self, shape: Shape, places: int, months: int) -> None:
        self._membership = Cells(shape).membership()
        self._counts = np.zeros((places, len(self._membership), months + 1, len(NAMES)))

    def add(self, ahead: int, flows: Floats) -> None:
        """Count what happened in the month ``ahead`` in some of the runs: drivers × authorities × cells."""
        self._counts[:, :, ahead] += (flows @ self._membership.T).transpose(1, 2, 0)

    def mean(self, runs: int) -> Floats:
        """The mean of so many runs, from the beginning to each month."""
        means: Floats = self._counts.cumsum(axis=2) / runs
        return means


def table(where: list[Place], is_here: Flags, mean: Floats) -> pa.Table:
    """The table ``forecast_drivers``: of each place of which anything is known, series, whole year ahead and
    driver the change since the beginning, from :meth:`Drivers.mean`."""
    rows = []
    changes = sums(np.where(is_here[:, None, None, None], mean, np.nan), where)
    for number, place in enumerate(where):
        if np.isnan(changes[number]).any():
            continue
        told = {
            "level": place.level,
            "grouping": place.grouping or None,
            "area_name": place.area_name,
            "authority_code": place.authority_code or None,
        }
        for index, of in enumerate(stocks()):
            for ahead in range(YEAR, mean.shape[2], YEAR):
                for driver, change in zip(NAMES, changes[number, index, ahead], strict=True):
                    series = {"kind": of.kind, "category_code": of.category, "months_ahead": ahead}
                    rows.append({**told, **series, "driver": driver, "change": float(change)})
    numbers: dict[str, pa.DataType] = {"months_ahead": pa.int32(), "change": pa.float64()}
    fields = [pa.field(name, numbers.get(name, pa.string())) for name in TABLES["forecast_drivers"]]
    return pa.Table.from_pylist(rows, pa.schema(fields))
