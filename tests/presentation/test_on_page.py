"""What a page heads its figures with: a finding of the place that is chosen, else their name under that place's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sufficiency.presentation import charts
from sufficiency.presentation.export import on_page
from sufficiency.result import Result

Make = Callable[..., Result]
CAMDEN = {"authority": ("E09000007",)}
TYPES = "bar x=child_count y=placement_type"


def of_types(make: Make, counts: tuple[float, float], choices: dict[str, tuple[str, ...]]) -> Result:
    rows = [
        {"placement_type": name, "child_count": count}
        for name, count in zip(("Foster placements", "Homes"), counts, strict=True)
    ]
    return replace(make(TYPES, rows), choices=choices)


def headed(result: Result, title: str, of: str = "") -> str:
    chart = charts.draw(result)
    return on_page.heading(result, chart.frame, title, chart.title, of)


def test_a_page_of_one_place_is_headed_by_what_its_figures_say_of_it(make: Make) -> None:
    """Searches, Market and Placements and providers were headed by topics, whichever borough was chosen."""
    clear = of_types(make, (80.0, 20.0), CAMDEN)
    assert headed(clear, "Kinds of home").startswith("In Camden, foster placements: 80 ")
    few = of_types(make, (3.0, 2.0), CAMDEN)
    assert headed(few, "Kinds of home") == "Camden: kinds of home"


def test_a_place_among_others_is_headed_by_what_is_said_of_it(make: Make, boroughs: list[dict]) -> None:
    """'Share of each authority's weekly spend on its ten dearest' said nothing of Camden."""
    among = make("bar x=child_count y=authority_name", boroughs, marked=("Camden",))
    assert headed(among, "Children of every authority").startswith("Camden: ")


def test_a_page_of_the_whole_region_keeps_its_own_words(make: Make) -> None:
    assert headed(of_types(make, (80.0, 20.0), {}), "Kinds of home") == "Kinds of home"
    told = "Error 2 years on: last value was the least far off in London"
    assert headed(of_types(make, (20.0, 20.0), CAMDEN), told) == told


def test_what_a_page_says_it_is_of_stands_before_its_name(make: Make) -> None:
    assert headed(of_types(make, (20.0, 20.0), {}), "Kinds of home", "Barnet") == "Barnet: kinds of home"
