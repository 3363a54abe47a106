"""Which views are broken by themselves, and which for want of those they read."""

from __future__ import annotations

from collections.abc import Mapping

from sufficiency.catalogue import places


def roots(problems: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """The names that are broken by themselves, each with the views that are left out for want of it, by name.

    ``problems`` says of each name why it is not there.
    """
    left_out: dict[str, list[str]] = {name: [] for name in problems if not _inputs(name, problems)}
    for name in sorted(problems.keys() - left_out.keys()):
        for root in behind(name, problems):
            left_out.setdefault(root, []).append(name)
    return {root: tuple(names) for root, names in left_out.items()}


def behind(name: str, problems: Mapping[str, str]) -> tuple[str, ...]:
    """What is broken by itself and leaves the one called ``name`` out: itself, if it is."""
    ends: dict[str, None] = {}
    seen, waiting = set(), [name]
    while waiting:
        reader = waiting.pop()
        if reader in seen:
            continue
        seen.add(reader)
        inputs = _inputs(reader, problems)
        waiting += inputs
        if not inputs and reader in problems:
            ends[reader] = None
    return tuple(sorted(ends))


def _inputs(name: str, problems: Mapping[str, str]) -> list[str]:
    return [read for read in places.broken_inputs(problems.get(name, "")) if read in problems]
