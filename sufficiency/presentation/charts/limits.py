"""The limits of chance of a share that has a funnel, in words: where it lies, and how many lie outside."""

from __future__ import annotations

import math

from sufficiency.presentation.charts.frame import Frame, figure
from sufficiency.presentation.leading import Figure
from sufficiency.reference import certainty

NAME = "limits of chance (99.8%)"
MEANING = f"{NAME}, between which 998 in 1,000 would lie were all alike"
SIDES = {1: "above the limits of chance", 0: "within the limits of chance", -1: "below the limits of chance"}
FEW = "of too few children to compare"
LEAST = 5  # points of which a funnel says something


def within(mine: Figure) -> str:
    """Where a share lies by its limits of chance."""
    return FEW if mine.side is None else SIDES[mine.side]


def at(share: float, whole: float) -> tuple[float, float]:
    """Between which shares a place of ``whole`` children lies by chance, were its true share ``share``; per cent.

    Wilson's score interval, as the macros ``wilson_low`` and ``wilson_high`` have it, to which a test holds this: no
    query is of a size that no place has.
    """
    z, part = certainty.funnel_z(), share * whole / 100
    middle, half = part + z * z / 2, z * math.sqrt(part * (1 - share / 100) + z * z / 4)
    return 100 * (middle - half) / (whole + z * z), 100 * (middle + half) / (whole + z * z)


def outside(frame: Frame) -> str:
    """'2 of 33 authorities lie outside the limits of chance'; '' of a funnel of too few."""
    sides = [side for record in frame.shown("y") if (side := figure(record, "y").side) is not None]
    if len(sides) < LEAST:
        return ""
    beyond = sum(map(abs, sides))
    whom = " authorities" if frame.columns["label"].name == "authority_name" else ""
    return f"{beyond or 'None'} of {len(sides)}{whom} {'lies' if beyond == 1 else 'lie'} outside the limits of chance"
