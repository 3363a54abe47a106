"""The way from London to a sub-region, an authority and back keeps every other choice."""

from __future__ import annotations

from sufficiency.choices import Option
from sufficiency.presentation import breadcrumb

BARNET, CAMDEN, BROMLEY = "E09000003", "E09000007", "E09000006"
NORTH, SOUTH = "North Central London", "South East London"
OPTIONS = [
    Option("authority", BARNET, "Barnet"),
    Option("authority", CAMDEN, "Camden"),
    Option("authority", BROMLEY, "Bromley"),
    Option("area", NORTH, NORTH, "icb_2022"),
    Option("area", SOUTH, SOUTH, "icb_2022"),
    Option("area", "London", "London", "whole"),
    Option("area", "Barnet", "Barnet", "borough"),
    Option("area", "Camden", "Camden", "borough"),
]
GIRLS = {"sex": ("F",)}


def _above(chosen: dict[str, tuple[str, ...]]) -> list[tuple[str, dict[str, tuple[str, ...]]]]:
    return [(step.name, dict(step.choices)) for step in breadcrumb.above(chosen, OPTIONS)]


def test_nothing_chosen_is_london() -> None:
    assert _above({}) == [("London", {})]


def test_an_authority_stands_under_its_area_and_every_step_keeps_the_other_choices() -> None:
    assert _above({**GIRLS, "authority": (CAMDEN,)}) == [
        ("London", GIRLS),
        (NORTH, {**GIRLS, "area": (NORTH,)}),
        ("Camden", {**GIRLS, "authority": (CAMDEN,)}),
    ]


def test_a_chosen_area_stands_whatever_authority_is_chosen() -> None:
    names = [name for name, _ in _above({"area": (SOUTH,), "authority": (CAMDEN,)})]
    assert names == ["London", SOUTH, "Camden"]


def test_several_places_are_counted_and_have_an_area_only_where_one_holds_them_all() -> None:
    both = [name for name, _ in _above({"authority": (BARNET, CAMDEN)})]
    assert both == ["London", NORTH, "2 authorities"]
    apart = [name for name, _ in _above({"authority": (BARNET, BROMLEY)})]
    assert apart == ["London", "2 authorities"]
    assert [name for name, _ in _above({"area": (NORTH, SOUTH)})] == ["London", "2 areas"]


def test_an_area_that_is_one_authority_or_all_of_london_is_no_step() -> None:
    for grouping in ("whole", "borough"):
        chosen = {"grouping": (grouping,), "authority": (CAMDEN,)}
        assert [name for name, _ in _above(chosen)] == ["London", "Camden"]


def test_down_from_london_to_areas_to_authorities_and_no_further() -> None:
    areas = breadcrumb.below(GIRLS, OPTIONS)
    assert [(one.name, dict(one.choices)) for one in areas] == [
        (NORTH, {**GIRLS, "area": (NORTH,)}),
        (SOUTH, {**GIRLS, "area": (SOUTH,)}),
    ]
    inside = breadcrumb.below(areas[0].choices, OPTIONS)
    assert [one.name for one in inside] == ["Barnet", "Camden"]
    assert dict(inside[1].choices) == {**GIRLS, "area": (NORTH,), "authority": (CAMDEN,)}
    assert breadcrumb.below(inside[1].choices, OPTIONS) == []


def test_where_london_is_not_divided_its_authorities_come_next() -> None:
    names = [step.name for step in breadcrumb.below({"grouping": ("whole",)}, OPTIONS)]
    assert names == ["Barnet", "Camden", "Bromley"]


def test_who_may_see_one_authority_has_no_way_out_of_it() -> None:
    own = [Option("authority", CAMDEN, "Camden"), Option("area", NORTH, NORTH, "icb_2022")]
    assert [(s.name, dict(s.choices)) for s in breadcrumb.above(GIRLS, own)] == [("Camden", GIRLS)]
    assert breadcrumb.below(GIRLS, own) == []
