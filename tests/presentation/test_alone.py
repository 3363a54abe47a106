"""A chart of one mark: its figure is said in words in its place, with what is not shown, on pages and in files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from sufficiency.presentation import charts, formatting
from sufficiency.presentation.charts import alone
from sufficiency.presentation.export import Exhibit, pages
from sufficiency.result import Result

Make = Callable[..., Result]
LINES = {
    "bar": "bar x=authority_name y=median_distance_miles",
    "dot": "dot x=median_distance_miles y=authority_name",
    "range": "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles",
    "scatter": "scatter x=median_distance_miles y=median_cost_gbp_week label=authority_name",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_one_mark_is_said_and_two_are_drawn(make: Make, boroughs: list[dict], line: str) -> None:
    said = charts.draw(make(line, boroughs[:1]))
    assert boroughs[0]["authority_name"] in said.alone() and said.instead() == ""
    drawn = charts.draw(make(line, boroughs[:2]))
    assert drawn.alone() == "" and drawn.instead() == ""


def test_what_is_said_is_its_figure_and_who_is_not_shown(make: Make, boroughs: list[dict]) -> None:
    result = make(LINES["bar"], boroughs[:3], [(1, "median_distance_miles"), (2, "median_distance_miles")])
    [shown, *hidden] = (row["authority_name"] for row in boroughs[:3])
    figure = charts.draw(result).frame.records[0]["value_text"]
    assert charts.draw(result).alone() == (f"{shown}: {figure}. Too few children to show: {hidden[0]} and {hidden[1]}.")


def test_of_many_that_are_not_shown_the_first_are_named(make: Make, boroughs: list[dict]) -> None:
    result = make(LINES["bar"], boroughs, [(row, "median_distance_miles") for row in range(1, len(boroughs))])
    assert charts.draw(result).alone().endswith(f" and {len(boroughs) - alone.NAMED} more.")


def test_both_ends_of_a_range_are_said(make: Make, boroughs: list[dict]) -> None:
    record = charts.draw(make(LINES["range"], boroughs[:1])).frame.records[0]
    said = charts.draw(make(LINES["range"], boroughs[:1])).alone()
    assert f"({record['low_short']} to {record['high_short']})" in said and record["mid_text"] in said


def test_a_mark_beside_a_comparator_is_drawn(make: Make, boroughs: list[dict]) -> None:
    line = "bar x=authority_name y=median_distance_miles reference=low_miles"
    assert charts.draw(make(line, boroughs[:1])).alone() == ""


def test_files_have_no_chart_of_one_mark_either(make: Make, boroughs: list[dict]) -> None:
    hidden = [(row, "median_distance_miles") for row in range(1, 4)]
    for result in (make(LINES["bar"], boroughs[:1]), make(LINES["bar"], boroughs[:4], hidden)):
        assert pages.page_of(Exhibit(result)).chart is None
    assert pages.page_of(Exhibit(make(LINES["bar"], boroughs[:4]))).chart is not None


def test_what_a_legend_would_say_of_one_mark_is_said(make: Make, boroughs: list[dict]) -> None:
    """*How placements are bought* said of one child that it is one, and not how."""
    record = {**boroughs[0], "placement_type": "Foster placements"}
    for kind in ("stacked x=authority_name y=child_count", "bar x=authority_name y=child_count"):
        said = charts.draw(make(f"{kind} colour=placement_type", [{**record, "child_count": 15}])).alone()
        assert said == f"{boroughs[0]['authority_name']} (Foster placements): 15."


def test_one_point_is_said_with_what_each_of_its_figures_is(make: Make, boroughs: list[dict]) -> None:
    record = {**boroughs[0], "median_distance_miles": 4.5, "median_cost_gbp_week": 900.0}
    said = charts.draw(make(LINES["scatter"], [record])).alone()
    assert said == "City of London: median weekly cost £900 a week, median, home to placement 4.5 miles."


def test_what_only_exact_eyes_see_of_others_is_not_said_to_be_of_too_few(make: Make, boroughs: list[dict]) -> None:
    """An authority's own analyst was told that 31 boroughs had too few children to show."""
    result = make(LINES["bar"], boroughs[:3], [(1, "median_distance_miles"), (2, "median_distance_miles")])
    columns = tuple(replace(c, kind="exact") if c.name == "median_distance_miles" else c for c in result.view.columns)
    result = replace(result, view=replace(result.view, columns=columns))
    assert "For those entitled to exact figures only: Barking and Dagenham and Barnet." in charts.draw(result).alone()
    none = make(LINES["bar"], boroughs[:2], [(0, "median_distance_miles"), (1, "median_distance_miles")])
    none = replace(none, view=result.view)
    assert charts.draw(none).instead().startswith("Shown to those entitled to exact figures only")
    none.symbols["median_distance_miles"] = "z"
    assert charts.draw(none).instead() == "Of too few children to say."


@pytest.mark.parametrize(
    "words, inside",
    [
        ("London's price for similar need", "London's price for similar need"),
        ("DfE's count", "DfE's count"),
        ("Ofsted's list", "Ofsted's list"),
        ("UASC", "UASC"),
        ("Mean weekly cost", "mean weekly cost"),
    ],
)
def test_a_name_keeps_its_capital_inside_a_sentence(words: str, inside: str) -> None:
    assert formatting.small(words) == inside
