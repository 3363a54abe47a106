"""Long lists fold after fifteen, what was chosen is always drawn, and every way of reading a chart says how many."""

import pytest

from sufficiency.presentation import charts

# City of London has the lowest figures, Westminster the highest: so of 33 those after City of London's
# eighteen are drawn.
LISTS = {
    "bars": "bar x=authority_name y=median_distance_miles",
    "dots": "dot x=authority_name y=median_cost_gbp_week sort=-x",
    "ranges": "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles",
}
SERIES = {
    "stacked": ("stacked x=child_count y=authority_name colour=placement_type", 3),
    "bars of two": ("bar x=child_count y=authority_name colour=placement_type", 2),
    "a matrix of bars": ("bar x=child_count y=authority_name colour=placement_type", 6),
}


def _drawn(chart: charts.Chart) -> list[str]:
    """The names down a chart, from its first to its last."""
    records = [record for name, rows in chart.data.items() if name != "sure" for record in rows]
    places = {record["place"]: record["category_label"] for record in records if "place" in record}
    return [places[place].replace("\n", " ") for place in sorted(places)]


def _of_types(boroughs: list[dict], types: int) -> list[dict]:
    return [{**row, "placement_type": f"Type {n}"} for row in boroughs for n in range(types)]


@pytest.mark.parametrize("kind", [*LISTS, *SERIES])
def test_of_thirty_three_the_first_fifteen_are_drawn_and_it_is_said(kind, make, boroughs):
    line, types = SERIES.get(kind) or (LISTS[kind], 0)
    result = make(line, _of_types(boroughs, types) if types else boroughs)
    chart, whole = charts.draw(result), charts.draw(result, is_whole=True)
    names = [row["authority_name"] for row in boroughs]
    assert _drawn(chart) == names[:17:-1]
    assert " ".join(chart.notes).endswith("the first 15 of 33; the table has them all")
    assert f"{33 * (types or 1)} figures. Drawn are the first 15 of 33. " in chart.words
    assert chart.drawn == (15, (), 33)
    assert _drawn(whole) == names[::-1] and whole.drawn is not None and whole.drawn.is_all
    assert "15 of 33" not in " ".join([*whole.notes, whole.words])
    # A place that stands out without one to name, as where a sub-region is chosen, is drawn behind the first.
    mine = charts.draw(result, highlight=(names[1], names[32]))
    assert [name.removeprefix("\u25b6 ") for name in _drawn(mine)] == [*names[:17:-1], names[1]]
    assert f"the first 15 of 33, and {names[1]}; the table" in " ".join(mine.notes)
    assert f"Drawn are the first 15 of 33, and {names[1]}. " in mine.words


def test_what_is_withheld_and_not_drawn_needs_no_key_but_the_chosen_one_is_drawn(make, boroughs):
    withheld = [(0, "median_distance_miles")]
    chart = charts.draw(make(LISTS["bars"], boroughs, withheld))
    assert not any(note.startswith("c:") for note in chart.notes)
    mine = charts.draw(make(LISTS["bars"], boroughs, withheld, marked=(boroughs[0]["authority_name"],)))
    assert mine.notes[0].startswith("c:") and [row["value_symbol"] for row in mine.data["hidden"]] == ["c"]


def test_the_finding_is_of_all_and_not_of_those_drawn(make, boroughs):
    mine = charts.draw(make(LISTS["bars"], boroughs, marked=(boroughs[2]["authority_name"],)))
    assert mine.title.endswith("above 2 and below 30 of 32 others")
    assert f"Lowest: {boroughs[2]['authority_name']}" in mine.words


def test_what_has_an_order_of_its_own_stays_whole_and_a_header_may_ask_for_fewer(make, boroughs):
    bands = [{"distance_band": f"{n:02} miles", "child_count": float(n)} for n in range(20)]
    chart = charts.draw(make("bar x=distance_band y=child_count", bands))
    assert len(_drawn(chart)) == 20 and chart.notes == ()
    ten = make(LISTS["bars"] + " top=10", boroughs)
    assert len(_drawn(charts.draw(ten))) == 10 and len(_drawn(charts.draw(ten, is_whole=True))) == 33


def test_fifteen_are_not_folded(make, boroughs):
    chart = charts.draw(make(LISTS["bars"], boroughs[:15]))
    assert len(_drawn(chart)) == 15 and chart.notes == () and "15 figures shown" in chart.words
