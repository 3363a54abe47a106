"""Charts as a page sends them: the figures apart, and the rest the same whatever they are."""

import json

import pyarrow as pa
import pytest
import vl_convert

from sufficiency.presentation import charts
from sufficiency.presentation.charts import palette
from sufficiency.result import Result
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


def sent(result: Result) -> tuple[str, dict[str, bytes]]:
    """What stays in a browser from click to click, and the figures sent anew."""
    spec = chart_element.spec(charts.draw(result))
    figures = spec.pop("datasets", {})
    return json.dumps(spec), figures


def rows(figures: dict[str, bytes]) -> dict[str, list[dict]]:
    """The figures as a browser reads them, without what is empty."""
    return {
        name: [
            {key: value for key, value in row.items() if value is not None}
            for row in pa.ipc.open_stream(stream).read_all().to_pylist()
        ]
        for name, stream in figures.items()
    }


@pytest.mark.parametrize("line", [*AREAS.values(), "map area=authority_code colour=distant_pct"])
def test_the_figures_sent_are_those_of_the_chart_that_files_hold(line, make, boroughs):
    result = make(line, boroughs, [(4, "median_distance_miles"), (4, "distant_pct")])
    whole = charts.draw(result).vega_lite()
    spec, figures = sent(result)
    if "projection" in spec:  # outlines stay in the spec, each layer with its own
        for layer, other in zip(json.loads(spec)["layer"], whole["layer"], strict=True):
            assert layer["data"]["values"] == json.loads(json.dumps(whole["datasets"][other["data"]["name"]]))
        return
    assert rows(figures) == {
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
    first, figures = sent(make(line, boroughs))
    for others in (changed, boroughs[:1], list(reversed(boroughs[:7]))):
        spec, other = sent(make(line, others))
        assert spec == first
        assert other != figures
    hidden = make(line, boroughs[:2], [(0, "median_distance_miles"), (0, "median_cost_gbp_week")])
    assert sent(hidden)[0] == first


@pytest.mark.parametrize("line", SERIES.values())
def test_a_chart_over_time_stays_whatever_its_figures(line, make, trend):
    changed = [{**row, "child_count": 10_000 - row["child_count"]} for row in trend]
    first, figures = sent(make(line, trend))
    for result in (make(line, changed), make(line, trend, [(2, "child_count"), (5, "child_count")])):
        spec, other = sent(result)
        assert spec == first
        assert other != figures


def test_what_a_chart_measures_and_says_stands_beside_it(make, boroughs):
    chart = charts.draw(make(AREAS["bar"], boroughs[:12], [(0, "median_distance_miles")]))
    assert " ".join(chart.measure) == "Median, home to placement (miles in a straight line)"
    assert chart.notes[0].startswith("c: ")
    spec = json.dumps(chart.spec)
    assert not [words for words in (*chart.measure, *chart.notes, chart.title, chart.words) if words in spec]
    whole = chart.vega_lite()
    assert whole["title"]["text"] == list(chart.measure) and whole["description"] == chart.words


def test_nothing_to_draw_is_said_in_words(make, boroughs):
    chart = charts.draw(make("", boroughs))
    assert (chart.spec, chart.data, chart.vega_lite(), chart.frame) == ({}, {}, {}, None)
    assert chart.title == "Placement distance" and "no figures to draw" in chart.words


@pytest.mark.parametrize("kind", ["dot", "stacked", "bar"])
def test_a_chart_stays_where_other_series_occur_and_names_them_in_their_colours(kind, make):
    def drawn(*series: str) -> Result:
        areas = [{"host_authority_name": area, "child_count": 3} for area in ("Barnet", "Camden")]
        rows = [{**area, "placement_type": one} for one in series for area in areas]
        return make(f"{kind} x=child_count y=host_authority_name colour=placement_type", rows)

    few, others = drawn("Foster placements", "Residential schools"), drawn("Good", "Met", "Not known")
    assert sent(few)[0] == sent(others)[0]
    for result, names in ((few, ["Foster placements", "Residential schools"]), (others, ["Good", "Met", "Not known"])):
        chart = charts.draw(result)
        told = chart.data["shown"][0]
        assert told["series_names"].split("\n") == names
        assert told["series_colours"].split("\n") == list(palette.series(names, "light").values())
        svg = vl_convert.vegalite_to_svg(json.dumps(chart.vega_lite()))
        assert all(f">{name}</text>" in svg for name in names) and "undefined" not in svg
        assert all(colour in svg for colour in palette.series(names, "light").values())
