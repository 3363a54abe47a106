"""Names beside points: in a chart of any width none of those drawn lies over another, whatever the points."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

import pytest

from sufficiency.presentation.charts import naming

HEIGHT = 380
WIDTHS = (260, 340, 520, 900, 1400)
NAMES = ("Redcar and Cleveland", "Stockton-on-Tees", "Durham", "Newcastle upon Tyne", "North Tyneside", "Hartlepool")


def boxes(records: list[dict[str, Any]], width: float) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom in pixels of each name that a chart of ``width`` draws."""
    drawn = []
    for record in records:
        if width < record["least_width"]:
            continue
        wide, x = naming.LETTER * len(record["label"]), record["x"] / 104 * width
        left = {"left": x, "center": x - wide / 2, "right": x - wide}[record["align"]]
        middle = HEIGHT * (1 - record["y"] / 65) + record["dy"]
        drawn.append((left, left + wide, middle - naming.LINE / 2, middle + naming.LINE / 2))
    return drawn


@pytest.mark.parametrize("seed", range(40))
def test_no_name_lies_over_another_nor_over_what_stands_there(seed: int) -> None:
    chance = random.Random(seed)
    named = [{"x": chance.uniform(1, 100), "y": chance.uniform(0, 60), "label": name} for name in NAMES]
    placed = naming.placed(named, (104, 65), HEIGHT, [naming.at_right("London 17%", 0.5, HEIGHT)])
    for width in WIDTHS:
        drawn = boxes(placed, width)
        line = HEIGHT / 2 - naming.LINE / 2
        drawn.append((width - naming.LETTER * 10, width, line - naming.LINE / 2, line + naming.LINE / 2))
        for one, other in combinations(drawn, 2):
            is_apart = (
                one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] + 1e-6 or other[3] <= one[2] + 1e-6
            )
            assert is_apart, (width, one, other)


def test_the_first_is_always_drawn_and_one_at_the_same_place_stands_below_it() -> None:
    first, second, third = naming.placed([{"x": 50, "y": 30, "label": name} for name in NAMES[:3]], (104, 65), HEIGHT)
    assert (first["least_width"], first["dy"]) == (0, naming.ABOVE)
    assert (second["least_width"], second["dy"]) == (0, naming.BELOW)
    assert third["least_width"] == naming.WIDEST


@pytest.mark.parametrize("x, align", [(2, "left"), (50, "center"), (100, "right")])
def test_a_name_at_an_edge_reaches_inwards(x: float, align: str) -> None:
    (record,) = naming.placed([{"x": x, "y": 30, "label": "Redcar and Cleveland"}], (104, 65), HEIGHT)
    assert record["align"] == align
