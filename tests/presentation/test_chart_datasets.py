"""Charts as a page sends them: the figures apart, and the rest the same whatever they are."""

import json

import pyarrow as pa
import pytest

from sufficiency.presentation import charts
from sufficiency.web import chart_element

AREAS = {
    "bar": "bar x=authority_name y=median_distance_miles",
    "bar with a comparator": "bar x=authority_name y=median_distance_miles reference=low_miles",
    "dot": "dot x=authority_name y=median_cost_gbp_week",
    "range": "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles",
}
SERIES = {
    "line": "line x=as_at y=child_count colour=placement_type",
    "stacked": "stacked x=as_at y=child_count colour=placement_type",
    "heat": "heat x=as_at y=placement_type colour=child_count",
}


def rows(drawn: chart_element.Drawing) -> dict[str, list[dict]]:
    """The figures as a browser reads them, without what is empty."""
    return {
        name: [
            {key: value for key, value in row.items() if value is not None}
            for row in pa.ipc.open_stream(sent).read_all().to_pylist()
        ]
        for name, sent in drawn.figures.items()
    }


@pytest.mark.parametrize("line", [*AREAS.values(), "map area=authority_code colour=distant_pct"])
def test_the_figures_sent_are_those_of_the_chart_that_files_hold(line, make, boroughs):
    result = make(line, boroughs, [(4, "median_distance_miles"), (4, "distant_pct")])
    whole = charts.spec(result)
    drawn = chart_element.of(result, None, (), "light")
    said = json.loads(drawn.spec)
    if "projection" in said:  # outlines stay in the spec, each layer with its own
        for layer, other in zip(said["layer"], whole["layer"], strict=True):
            assert layer["data"]["values"] == json.loads(json.dumps(whole["datasets"][other["data"]["name"]]))
        return
    assert "datasets" not in said
    assert rows(drawn) == {
        name: [{key: value for key, value in row.items() if value is not None} for row in records]
        for name, records in whole["datasets"].items()
    }


@pytest.mark.parametrize("line", AREAS.values())
def test_a_chart_of_areas_stays_whatever_its_figures(line, make, boroughs):
    changed = [
        {
            **row,
            "median_distance_miles": row["median_distance_miles"] * 3,
            "median_cost_gbp_week": 70.0,
            "low_miles": 1.0,
            "high_miles": 99.0,
        }
        for row in boroughs
    ]
    first = chart_element.of(make(line, boroughs), None, (), "light")
    for others in (changed, boroughs[:1], list(reversed(boroughs[:7]))):
        other = chart_element.of(make(line, others), None, (), "light")
        assert other.spec == first.spec
        assert other.figures != first.figures
    hidden = make(line, boroughs[:2], [(0, "median_distance_miles"), (0, "median_cost_gbp_week")])
    assert chart_element.of(hidden, None, (), "light").spec == first.spec


@pytest.mark.parametrize("line", SERIES.values())
def test_a_chart_over_time_stays_whatever_its_figures(line, make, trend):
    changed = [{**row, "child_count": 10_000 - row["child_count"]} for row in trend]
    first = chart_element.of(make(line, trend), None, (), "light")
    for other in (make(line, changed), make(line, trend, [(2, "child_count"), (5, "child_count")])):
        found = chart_element.of(other, None, (), "light")
        assert found.spec == first.spec
        assert found.figures != first.figures


def test_what_a_chart_measures_and_says_stands_beside_it(make, boroughs):
    result = make(AREAS["bar"], boroughs, [(0, "median_distance_miles")])
    drawn = chart_element.of(result, None, (), "light")
    assert drawn.unit == "Median, home to placement (miles in a straight line)"
    assert drawn.notes.startswith("c: ")
    assert drawn.words == charts.describe(result)
    assert drawn.unit not in drawn.spec and drawn.words not in drawn.spec


def test_nothing_to_draw_is_no_chart(make, boroughs):
    drawn = chart_element.of(make("", boroughs), None, (), "light")
    assert drawn == chart_element.Drawing()
