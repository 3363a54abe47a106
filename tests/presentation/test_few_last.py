"""An order that puts those of few children last says so, once, and one by size alone says nothing."""

from __future__ import annotations

import io
from dataclasses import replace

import pptx
import pytest

from sufficiency.presentation import charts, export
from sufficiency.result import Result

SAID = "those of under 20 children last"
LINES = {
    "bar": "bar x=median_distance_miles y=authority_name",
    "dot": "dot x=median_distance_miles y=authority_name",
    "range": "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles",
}


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize(
    ("behind", "sort", "says"),
    [
        ((50, 50, 5), "", True),  # the highest median is of five children
        ((5, 50, 50), "", False),  # of five is the lowest, which stands last anyway
        ((50, 50, 50), "", False),
        ((5, 5, 5), "", False),
        ((50, 50, 5), " sort=name", False),
        ((50, 50, 5), " sort=none", False),
    ],
)
def test_an_order_that_is_not_by_size_alone_says_so(make, boroughs, kind, behind, sort, says) -> None:
    chart = charts.draw(_of(make, LINES[kind] + sort, boroughs[:3], behind))
    assert (SAID in " ".join(chart.notes)) is says
    if not sort:
        last = max(chart.data["shown"], key=lambda row: row["place"])["category_label"]
        assert (last == boroughs[2]["authority_name"]) is says, "what is said is what is drawn"


@pytest.mark.parametrize("kind", ["bar", "dot", "map"])
def test_one_that_alone_has_enough_children_is_not_said_to_lead(make, boroughs, kind) -> None:
    """'Foster has the highest median, of those with 20 children or more' stood under a higher one: it led nobody."""
    line = LINES.get(kind, "map area=authority_code colour=median_distance_miles")
    one = charts.draw(_of(make, line, boroughs[:3], (50, 5, 5)))
    assert one.title == "Placement distance"
    assert "longest" in charts.draw(_of(make, line, boroughs[:3], (50, 50, 5))).title


def test_of_a_long_list_it_is_said_although_those_of_few_are_not_drawn(make, boroughs) -> None:
    notes = " ".join(charts.draw(_of(make, LINES["bar"], boroughs, (*[50] * 32, 5))).notes)
    assert f"{SAID}; the first 15 of 33" in notes


def test_a_slide_and_a_picture_say_it_too(make, boroughs) -> None:
    result = _of(make, LINES["bar"], boroughs[:3], (50, 50, 5))
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    (slide,) = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    assert SAID in " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert SAID in export.svg(result).decode()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("heat x=placement_type y=authority_name colour=median_distance_miles", "rows"),
        ("heat x=authority_name y=placement_type colour=median_distance_miles sort=-x", "columns"),
        ("heat x=authority_name y=placement_type colour=median_distance_miles", ""),  # columns stand by name
        ("heat x=placement_type y=authority_name colour=median_distance_miles sort=none", ""),
        ("heat x=placement_type y=authority_name colour=median_distance_miles sort=name", ""),
    ],
)
def test_a_matrix_says_which_of_its_rows_and_columns_stand_last(make, boroughs, line, says) -> None:
    rows = [{**record, "placement_type": "Foster placements"} for record in boroughs[:3]]
    few = charts.draw(_of(make, line, rows, (50, 50, 5)))
    said = f"{says} with a figure of under 20 children last"
    assert (said in " ".join(few.notes)) is bool(says)
    assert "children last" not in " ".join(charts.draw(_of(make, line, rows, (50, 50, 50))).notes)
    if says:
        place = {"rows": "place", "columns": "column"}[says]
        last = max(few.data["shown"], key=lambda row: row[place])
        assert boroughs[2]["authority_name"] in last.values(), "what is said is what is drawn"
        assert said in export.svg(_of(make, line, rows, (50, 50, 5))).decode()


def _of(make, line: str, boroughs: list[dict], behind: tuple[int, ...]) -> Result:
    """The boroughs with so many children behind the median of each."""
    rows = [{**record, "known_count": float(count)} for record, count in zip(boroughs, behind, strict=True)]
    result = make(line, rows)
    columns = tuple(
        replace(column, low="low_miles", high="high_miles") if column.name == "median_distance_miles" else column
        for column in result.view.columns
    )
    return replace(result, view=replace(result.view, columns=columns))
