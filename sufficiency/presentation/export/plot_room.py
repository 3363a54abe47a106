"""Where a native chart's bars lie on its slide, so that a figure can stand past the end of its bar's interval."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.chart import Chart
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
TICKS = 5  # about so many steps to an axis
MOST_TICKS = 10  # steps to which PowerPoint divides an axis that is left alone
MOST_POWERS = 8  # tenfold steps that are tried
SPARE = 1.08  # of an axis beyond its longest bar, for figures
WIDE, TALL = 886.0, 328.0  # points of the place of a chart in the plain template
LETTER = 0.56  # width of a letter as a share of its size
MOST_NAMES, EDGE, LEGEND = 0.42, 0.02, 0.1  # of the chart that names may take, that is left free, and a legend's
LINE, MARK = 0.065, 24.0  # of the chart that another line of a legend takes, and points of what stands before a name


@dataclass(frozen=True)
class Room:
    """The ends of an axis, its step, and the share of the chart that it is long."""

    low: float
    high: float
    step: float
    length: float

    def share(self, amount: float) -> float:
        """How much of the chart an amount on the axis is."""
        return amount / (self.high - self.low) * self.length


def axis(ends: Sequence[float], length: float, least: float = 0.0) -> Room:
    """Ends and round steps for an axis that holds nought and all of ``ends``; each step so many times the ``least``."""
    top, bottom = max([*ends, 0.0]) * SPARE, min([*ends, 0.0]) * SPARE
    rough = ((top - bottom) or 1.0) / TICKS
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in _steps(power) if step >= rough * 0.999 and _is_multiple(step, least))
    return Room(math.floor(bottom / step) * step, top or step, step, length)


def least_apart(ends: Sequence[float], least: float) -> float | None:
    """The step of an axis that, left alone, would have ticks nearer to one another than ``least``; None of another."""
    return least if least and max([*ends, 0.0]) - min([*ends, 0.0]) < MOST_TICKS * least else None


def _steps(power: float) -> list[float]:
    return [power * 10**more * step for more in range(MOST_POWERS) for step in STEPS]


def _is_multiple(step: float, least: float) -> bool:
    return not least or (step > least * 0.999 and abs(step / least - round(step / least)) < 1e-6)


def lay_out(
    chart: Chart, names: Sequence[str], size: float, *, is_upright: bool, has_axis: bool, legend: int = 0
) -> float:
    """Fix the place of the bars beside names in letters of ``size`` points, under ``legend`` lines of one; the share of
    the chart an axis has."""
    top = LEGEND + (legend - 1) * LINE if legend else EDGE
    words = max((len(name) for name in names), default=0) * size * LETTER
    if is_upright:
        named = min(words / TALL + EDGE, MOST_NAMES)
        box = (0.06, top, 0.93, 1 - named - top - EDGE)
    else:
        named = min(words / WIDE + EDGE, MOST_NAMES)
        box = (named, top, 1 - named - 2 * EDGE, (0.9 if has_axis else 0.98) - top)
    area = chart._chartSpace.chart.plotArea
    for old in area.findall(qn("c:layout")):
        area.remove(old)
    parts = zip(("x", "y", "w", "h"), box, strict=True)
    area.insert(0, _layout("<c:layoutTarget val='inner'/><c:xMode val='edge'/><c:yMode val='edge'/>", parts))
    return box[3] if is_upright else box[2]


def legend_lines(names: Sequence[str], size: float) -> int:
    """Lines of a legend of these names in letters of ``size`` points: all are given as much room as the longest."""
    each = max((len(name) for name in names), default=0) * size * LETTER + MARK
    return math.ceil(len(names) / max(1, int(WIDE // each)))


def shift(label: Any, *, across: float = 0.0, down: float = 0.0) -> None:
    """Move a label from where it would stand, by shares of the chart."""
    element = label._get_or_add_dLbl()
    element.find(qn("c:idx")).addnext(_layout("", (("x", across), ("y", down))))


def reach(record: Mapping[str, Any]) -> float:
    """From a figure to the end of its interval that is further from nought; 0 where it has none."""
    value, end = record["value"], record.get("value_high" if record["value"] >= 0 else "value_low")
    return 0.0 if end is None else float(end) - float(value)


def _layout(head: str, parts: Any) -> Any:
    places = "".join(f"<c:{name} val='{place:.4f}'/>" for name, place in parts)
    return parse_xml(f"<c:layout {nsdecls('c')}><c:manualLayout>{head}{places}</c:manualLayout></c:layout>")
