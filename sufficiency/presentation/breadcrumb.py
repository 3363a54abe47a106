"""The way from the region down to a sub-region and an authority, and back up, as choices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sufficiency.choices import Option, default_grouping
from sufficiency.reference import areas, tables
from sufficiency.result import Choices

PLACES = ("area", "authority")


@dataclass(frozen=True)
class Step:
    """A place on the way: its name, and the choices that lead there."""

    name: str
    choices: Choices


def above(chosen: Choices, options: Sequence[Option]) -> list[Step]:
    """The places from the region down to the one chosen, which stands last; other choices are kept.

    An authority chosen without an area stands under its area in the grouping in use. Somebody who
    may see one authority alone has that one step.
    """
    named = _named(options, "authority")
    if len(named) == 1:
        return [Step(name, chosen) for name in named.values()]
    steps = [Step(tables.region()["region_name"], _elsewhere(chosen))]
    areas, authorities = (tuple(chosen.get(key, ())) for key in PLACES)
    over = areas or tuple(_areas_of(authorities, chosen, options))
    if over:
        steps.append(Step(_words(over, {}, "areas"), _elsewhere(chosen, area=over)))
    if authorities:
        steps.append(Step(_words(authorities, named, "authorities"), chosen))
    return steps


def below(chosen: Choices, options: Sequence[Option]) -> list[Step]:
    """The places to go down to: the region's areas, or the authorities of the one area chosen."""
    named = _named(options, "authority")
    members, areas = _divided(chosen, options), chosen.get("area", ())
    if chosen.get("authority") or len(areas) > 1 or len(named) == 1:
        return []
    if not areas and members:
        return [Step(area, _elsewhere(chosen, area=(area,))) for area in members]
    inside = [code for code in named if not areas or code in members.get(areas[0], ())]
    if len(inside) < 2:
        return []
    return [Step(named[code], {**chosen, "authority": (code,)}) for code in inside]


def _elsewhere(chosen: Choices, **places: tuple[str, ...]) -> Choices:
    """What is chosen, with these places and no others."""
    return {key: values for key, values in chosen.items() if key not in PLACES} | places


def _divided(chosen: Choices, options: Sequence[Option]) -> dict[str, frozenset[str]]:
    """The areas on offer that are a part of the region, and which authorities each holds."""
    grouping = chosen.get("grouping", (default_grouping(),))[0]
    everyone = set(_named(options, "authority"))
    offered = _named([o for o in options if o.grouping == grouping], "area")
    held = {area: areas.groupings().get(grouping, {}).get(area, frozenset()) for area in offered}
    return {area: codes for area, codes in held.items() if not codes >= everyone}


def _areas_of(authorities: Sequence[str], chosen: Choices, options: Sequence[Option]) -> list[str]:
    """The area of more than one authority that holds all of ``authorities``, or none."""
    if not authorities:
        return []
    divisions = _divided(chosen, options).items()
    return [area for area, codes in divisions if len(codes) > 1 and codes >= set(authorities)][:1]


def _named(options: Sequence[Option], key: str) -> dict[str, str]:
    return {option.value: option.label for option in options if option.choice == key}


def _words(values: Sequence[str], named: dict[str, str], many: str) -> str:
    return named.get(values[0], values[0]) if len(values) == 1 else f"{len(values)} {many}"
