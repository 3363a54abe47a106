"""A count and the noun that agrees with it, wherever the tool says one."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """So many of a thing: '1 file', '12,400 files', '2 authorities'; of 'row read' the first word changes.

    ``noun`` is in the singular.
    """
    first, *rest = noun.split(" ")
    several = f"{first[:-1]}ies" if first.endswith("y") else f"{first}s"
    return " ".join([f"{count:,} {first if count == 1 else several}", *rest])
