"""Maps: nothing fetched, withheld figures hatched and never sent, words as in the figures."""

import json
import math
import re
from dataclasses import replace

import pytest

from sufficiency.presentation import charts, geography, maps
from sufficiency.presentation.charts import classes
from sufficiency.presentation.maps import outlines
from sufficiency.presentation.maps.places import LEAST_HIGH, LEAST_WIDE, borders_for, box


@pytest.fixture
def flows() -> list[dict]:
    found = (
        ("E09000007", "E09000003", 40.0),
        ("E09000007", "E10000016", 15.0),
        ("E09000007", "E09000007", 90.0),
        ("E09000003", "E09000007", 8.0),
    )
    names = ("home_authority_code", "host_authority_code", "child_count")
    return [dict(zip(names, row, strict=True)) for row in found]


def layer(deck, name: str) -> dict:
    return next(part for part in json.loads(deck.to_json())["layers"] if part["id"] == name)


def test_a_map_asks_no_one_for_tiles_and_is_small(make, boroughs, flows):
    shaded = make("map area=authority_code colour=distant_pct", boroughs, [(1, "distant_pct")])
    for deck in (
        maps.deck(shaded),
        maps.deck(shaded, whole=True),
        maps.flows(make("", flows)),
        maps.points(make("", boroughs), "child_count"),
    ):
        sent = deck.to_json()
        assert "://" not in sent
        assert len(sent) < 200_000
        # A map is shown smaller in a narrow window: what its scale says stands under it in letters of the page's size.
        assert "TextLayer" not in sent and deck.scale.endswith(("miles", "mile"))


def test_a_withheld_area_is_hatched_and_its_figure_is_not_sent(make, boroughs):
    boroughs[4]["distant_pct"] = 98765.0
    result = make("map area=authority_code colour=distant_pct", boroughs)
    result.symbols.loc[4, "distant_pct"] = "c"
    deck = maps.deck(result)
    assert "8765" not in deck.to_json() + maps.describe(result)
    assert layer(deck, "withheld")["data"]
    assert any(key.is_hatched and key.words.startswith("c:") for key in maps.legend(result))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_an_area_without_a_row_is_not_taken_for_one_of_the_lowest_class(make, boroughs, theme):
    """Both were nearly the colour of the page."""
    result = make("map area=authority_code colour=distant_pct", boroughs[:-1], [(1, "distant_pct")])
    deck, missing = maps.deck(result, theme=theme), boroughs[-1]["authority_code"]
    assert layer(deck, "without_rows")["data"] == [
        {"a": list(start), "b": list(end)} for start, end in geography.hatching(missing, is_rising=True)
    ]
    (key,) = [key for key in maps.legend(result, theme=theme) if key.words == "Not among these figures"]
    assert key.is_hatched and key.is_rising
    assert not [key for key in maps.legend(result, theme=theme) if key.is_rising and key.words.startswith("c:")]
    drawn = charts.draw(result, theme=theme)
    assert len(drawn.data["without_rows"]) == 1
    assert "lines rising to the right: not among these figures" in " ".join(drawn.notes)
    assert "or too few to show" in maps.legend(replace(result, leaves_out=True))[-1].words
    whole = make("map area=authority_code colour=distant_pct", boroughs)
    with pytest.raises(StopIteration):
        layer(maps.deck(whole), "without_rows")
    assert "without_rows" not in charts.draw(whole).data or not charts.draw(whole).data["without_rows"]


def test_hatching_the_other_way_crosses_the_first():
    def slopes(is_rising: bool) -> set[bool]:
        lines = geography.hatching("E09000007", is_rising=is_rising)
        return {(b[1] - a[1]) * (b[0] - a[0]) > 0 for a, b in lines if a != b}

    assert (slopes(False), slopes(True)) == ({False}, {True})


def test_a_place_that_is_marked_is_outlined_on_the_page_in_its_legend_and_in_files(make, boroughs):
    plain = make("map area=authority_code colour=distant_pct", boroughs)
    marked = replace(plain, marked=(boroughs[4]["authority_name"],))
    around = layer(maps.deck(marked), "marked")["data"]
    assert len(around) == len(geography.outline(boroughs[4]["authority_code"])) > 10
    assert maps.legend(marked)[-1].words == f"Outlined: {boroughs[4]['authority_name']}"
    drawn = charts.draw(marked)
    (shape,) = drawn.data["marked"]
    assert shape["geometry"] == geography.features()[boroughs[4]["authority_code"]]["geometry"]
    with pytest.raises(StopIteration):
        layer(maps.deck(plain), "marked")
    assert not any(key.words.startswith("Outlined") for key in maps.legend(plain))


def test_an_area_with_two_rows_is_refused(make, boroughs):
    with pytest.raises(ValueError, match="one row an area"):
        maps.deck(make("map area=authority_code colour=distant_pct", [boroughs[0], boroughs[0]]))


def test_the_legend_states_the_breaks(make, boroughs):
    keys = maps.legend(make("map area=authority_code colour=distant_pct", boroughs))
    assert [key.words for key in keys][0].startswith("10% to")
    assert [key.words for key in keys][-1].endswith("42%")


def test_flows_leave_out_home_what_is_withheld_and_what_is_under_the_threshold(make, flows):
    result = make("", flows, [(3, "child_count")])
    names = [arc["name"] for arc in layer(maps.flows(result, threshold=20), "flows")["data"]]
    assert names == ["Camden to Barnet"]
    assert [arc["text"] for arc in layer(maps.flows(result), "flows")["data"]] == ["40 children", "15 children"]
    words = " ".join(key.words for key in maps.flows_legend(result, threshold=20))
    assert "1 of 2 flows" in words and "1 flow withheld" in words
    assert "Camden to Barnet 40; Camden to Kent 15" in maps.describe_flows(result)


def test_discs_grow_with_the_square_root(make, boroughs):
    discs = layer(maps.points(make("", boroughs), "child_count"), "points")["data"]
    sizes = {disc["value"]: disc["radius"] for disc in discs}
    assert sizes[170.0] / sizes[10.0] == pytest.approx((170 / 10) ** 0.5, rel=0.01)


def test_what_every_map_shares_is_in_files_of_its_own(make, boroughs, flows):
    shaded = make("map area=authority_code colour=distant_pct", boroughs)
    for deck in (maps.deck(shaded), maps.flows(make("", flows), whole=True)):
        layers = json.loads(deck.to_json())["layers"]
        named = [part["data"] for part in layers if isinstance(part["data"], str)]
        assert named
        for address in named:
            room, _, name = address.partition("/")
            assert room == outlines.ROOM and json.loads(outlines.file(name))
    assert len(json.loads(outlines.file("london-borders.json"))) == len(geography.edges("london"))
    assert outlines.file("london-children.json") is None
    assert outlines.file("../london.geojson") is None


def test_a_border_lies_along_its_edge_and_is_as_wide_as_said():
    for (start, end), strip in zip(geography.edges("london"), outlines.borders("london"), strict=True):
        flat = strip["polygon"]
        first, second, third, fourth = list(zip(flat[::2], flat[1::2], strict=True))
        assert middle(first, fourth) == pytest.approx(start, abs=2e-5)
        assert middle(second, third) == pytest.approx(end, abs=2e-5)
        assert metres(first, fourth) == pytest.approx(90, abs=3)


def middle(one, other):
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def metres(one, other):
    east = (one[0] - other[0]) * math.cos(math.radians(one[1]))
    return math.hypot(east, one[1] - other[1]) * geography.METRES_A_DEGREE


HOSTS = ("host_authority_code", "host_authority_name", "child_count", "distant_count", "median_distance_miles")


def hosts(*rows: tuple) -> list[dict]:
    return [dict(zip(HOSTS, row, strict=True)) for row in rows]


def test_children_stand_where_they_live_within_the_frame_and_the_ring_is_twenty_miles(make):
    rows = hosts(("E09000007", "Camden", 60.0, 0.0, 3.0), ("E06000035", "Medway", 15.0, 15.0, 31.0))
    deck = maps.places(make("", rows), ("E09000007",), width=440, height=560)
    camden, medway = layer(deck, "places")["data"]
    assert (camden["is_far"], medway["is_far"]) == (False, True)
    assert camden["text"] == "60 children; half live 3 miles or more from home"
    assert camden["radius"] / medway["radius"] == pytest.approx(2, rel=0.02)
    (x, y), start = geography.centre("E09000007"), layer(deck, "ring")["data"][0]["a"]
    east = (start[0] - x) * math.cos(math.radians(y)) * geography.METRES_A_DEGREE
    assert east / geography.METRES_A_MILE == pytest.approx(20, rel=0.001)
    north = max(point["a"][1] for point in layer(deck, "ring")["data"])
    view = json.loads(deck.to_json())["initialViewState"]
    pixels = 512 * 2 ** view["zoom"] / 360  # a degree of longitude
    assert abs(medway["place"][0] - view["longitude"]) * pixels < 220
    assert (north - view["latitude"]) * pixels / math.cos(math.radians(y)) < 280


def test_a_place_whose_children_are_withheld_has_no_disc_and_no_figure(make):
    rows = hosts(("E09000007", "Camden", 60.0, 0.0, 3.0), ("E06000035", "Medway", 98765.0, 15.0, 31.0))
    result = make("", rows)
    result.symbols.loc[1, "child_count"] = "c"
    deck = maps.places(result)
    assert [disc["name"] for disc in layer(deck, "places")["data"]] == ["Camden"]
    assert "8765" not in deck.to_json() + maps.describe_places(result)
    assert not layer(deck, "ring")["data"]


def test_a_sector_stands_at_its_own_middle_and_what_is_nowhere_is_counted(make):
    rows = [
        {**row, "placement_sector": sector}
        for row, sector in zip(
            hosts(
                ("E09000033", "Westminster", 2.0, 0.0, 3.0),
                ("E09000033", "Westminster", 1.0, 0.0, 3.0),
                ("Not known", "Not known", 4.0, 0.0, None),
            ),
            ("SW1A 1", "Not known", "Not known"),
            strict=True,
        )
    ]
    result = make("", rows)
    sector, authority = layer(maps.places(result), "places")["data"]
    assert sector["place"] == pytest.approx([-0.14, 51.50], abs=0.02)
    assert authority["place"] == list(geography.centre("E09000033"))
    words = " ".join(key.words for key in maps.places_legend(result))
    assert "Not on the map: 4" in words and "postcode sector" in words


def test_homes_stand_in_their_sectors_several_an_authority_in_map_words_and_file(make):
    rows = [
        {
            "authority_code": "E09000033",
            "authority_name": "Westminster",
            "postcode_sector": sector,
            "child_count": count,
        }
        for sector, count in (("SW1A 1", 9.0), ("W1T 1", 4.0), ("Not known", 1.0))
    ]
    result = make("", rows, marked=("Westminster",))
    first, second, third = layer(maps.points(result, "child_count"), "points")["data"]
    assert first["name"] == "SW1A 1 in Westminster" and first["place"] != second["place"]
    assert third["name"] == "Westminster" and third["place"] == list(geography.centre("E09000033"))
    assert "SW1A 1 in Westminster 9; W1T 1 in Westminster 4" in maps.describe(result, "child_count")
    assert "SW1A 1 in Westminster 9" in maps.Still(maps.POINTS).svg(result, 600, 400)


@pytest.mark.parametrize(
    ("counts", "marked", "said"),
    [
        ((9.0, 4.0, 12.0), (), "SW1A 1 in Westminster has the most children looked after of any postcode sector, 9"),
        ((9.0, 9.0, 1.0), (), "Children looked after in 2 postcode sectors, no more than 9 in any"),
        (
            (9.0, 4.0, 1.0),
            ("Westminster",),
            "Westminster: of its postcode sectors SW1A 1 has the most children looked after, 9",
        ),
        ((9.0, None, 1.0), ("Westminster",), "Westminster: children looked after in one, SW1A 1, 9"),
    ],
)
def test_a_map_of_sectors_is_titled_by_sectors_on_the_page_and_in_files(make, counts, marked, said):
    """'Havering has the most places' stood over discs of postcode sectors, the largest of which was in Hillingdon."""
    sectors = zip(("SW1A 1", "W1T 1", "Not known"), counts, strict=True)
    rows = [
        {"authority_code": "E09000033", "authority_name": "Westminster", "postcode_sector": name, "child_count": count}
        for name, count in sectors
    ]
    result = make("", rows, marked=marked)
    assert maps.title(result, "child_count") == said
    assert maps.Still(maps.POINTS).finding(result) == said
    assert "postcode sector" in maps.points_legend(result, "child_count")[0].words


def test_the_place_that_was_chosen_has_a_disc_of_its_own_colour(make, boroughs):
    result = make("", boroughs)
    name = boroughs[3]["authority_name"]
    chosen = make("", boroughs, marked=(name,))
    discs = layer(maps.points(chosen, "child_count"), "points")["data"]
    apart = [disc["name"] for disc in discs if disc["colour"] != discs[0]["colour"]]
    assert apart == [name]
    assert name in [key.words for key in maps.points_legend(chosen, "child_count")]
    plain = layer(maps.points(result, "child_count"), "points")["data"]
    assert len({tuple(disc["colour"]) for disc in plain}) == 1


def test_the_classes_of_a_map_touch():
    cut = classes.quantile([800, 820, 845, 890, 900, 950, 990, 1200, 1300, 1500], "gbp_week", "light")
    assert all(low.high == high.low for low, high in zip(cut, cut[1:], strict=False))
    ends = [part.words.split(" to ") for part in cut]
    assert all(low[1] == high[0] for low, high in zip(ends, ends[1:], strict=False))


def test_each_map_says_how_wide_a_frame_it_needs_and_sends_nothing_of_that(make, boroughs, flows):
    """From edge to edge of what it is fitted to, with the margin; never wider than it was asked for."""
    rows = hosts(("E09000007", "Camden", 60.0, 0.0, 3.0), ("E06000035", "Medway", 15.0, 15.0, 31.0))
    for width in (360, 1000):
        for deck in (
            maps.deck(make("map area=authority_code colour=distant_pct", boroughs), width=width),
            maps.deck(make("map area=authority_code colour=distant_pct", boroughs), whole=True, width=width),
            maps.flows(make("", flows), whole=False, width=width),
            maps.points(make("", boroughs), "child_count", width=width),
            maps.places(make("", rows), ("E09000007",), width=width),
        ):
            view = json.loads(deck.to_json())["initialViewState"]
            assert "needs" not in json.loads(deck.to_json())
            assert 0 < deck.needs <= width + 3, "the zoom is rounded to a hundredth"
            middle, pixels = view["longitude"], 512 * 2 ** view["zoom"] / 360
            for disc in layer(deck, "places")["data"] if "places" in deck.to_json() else ():
                assert abs(disc["place"][0] - middle) * pixels < deck.needs / 2
    west, _, east, _ = geography.box(geography.home())
    deck = maps.points(make("", boroughs), "child_count", width=1000)
    zoom = json.loads(deck.to_json())["initialViewState"]["zoom"]
    assert deck.needs == pytest.approx(512 * 2**zoom * (east - west) / 360 / 0.94, abs=1)


def test_flows_of_one_place_are_seen_as_far_as_they_go(make, flows):
    """Every end in sight, nearer than all of England; without flows the region."""
    ends = [centre for row in flows for code in list(row.values())[:2] if (centre := geography.centre(str(code)))]
    fitted, whole = (maps.flows(make("", flows), whole=True, is_fitted=fits, width=1000) for fits in (True, False))
    views = [json.loads(deck.to_json())["initialViewState"] for deck in (fitted, whole)]
    assert views[0]["zoom"] > views[1]["zoom"] + 1
    for across, _ in ends:
        assert abs(across - views[0]["longitude"]) * 512 * 2 ** views[0]["zoom"] / 360 < fitted.needs / 2
    none = json.loads(maps.flows(make("", flows[:1]), threshold=999.0, is_fitted=True).to_json())["initialViewState"]
    west, _, east, _ = geography.box(geography.home())
    assert west < none["longitude"] < east


def test_no_map_is_taller_than_what_it_is_fitted_to(make, boroughs, flows):
    """London is half as wide again as it is high: in a narrow frame it takes less than the height there is."""
    narrow, wide = (maps.points(make("", boroughs), "child_count", width=width) for width in (360, 1000))
    assert narrow.tall < maps.HEIGHT * 0.7 and wide.tall == pytest.approx(maps.HEIGHT, abs=3)
    _, south, _, north = geography.box(geography.home())
    zoom = json.loads(narrow.to_json())["initialViewState"]["zoom"]
    slope = math.cos(math.radians((south + north) / 2))
    assert narrow.tall == pytest.approx(512 * 2**zoom * (north - south) / slope / 360 / 0.94, abs=2)
    assert "tall" not in json.loads(narrow.to_json())


def test_a_map_of_two_neighbours_shows_where_they_are():
    """One flow from Camden to Hackney filled the frame with two borders as wide as a road."""
    west, south, east, north = box([(-0.14, 51.54), (-0.06, 51.55)])
    assert east - west >= LEAST_WIDE and north - south >= LEAST_HIGH
    assert (west + east) / 2 == pytest.approx(-0.10) and (south + north) / 2 == pytest.approx(51.545)
    far = box([(-3.0, 51.0), (1.0, 54.0)])
    assert far[0] > -3.3 and far[2] < 1.3, "what is wide is fitted as it was"


def test_a_map_of_points_is_fitted_to_the_place_it_is_about_and_names_nothing_beyond_it(make, boroughs):
    """Of Camden alone the page drew all of London, and its homes were four small discs in the middle."""
    camden = "E09000007"
    near = (camden, *geography.bordering(camden))
    assert {geography.name(code) for code in near[1:]} == {
        "Barnet",
        "Brent",
        "City of London",
        "Haringey",
        "Islington",
        "Westminster",
    }
    result = make("", boroughs, marked=("Camden",))
    whole, fitted = (maps.points(result, "child_count", near=codes, width=1000) for codes in ((), near))
    views = [json.loads(deck.to_json())["initialViewState"] for deck in (whole, fitted)]
    assert views[1]["zoom"] > views[0]["zoom"] + 0.8
    west, south, east, north = geography.around(frozenset(near))
    assert views[1]["longitude"] == pytest.approx((west + east) / 2)
    assert south < views[1]["latitude"] < north
    assert (east - west) / 360 * 512 * 2 ** views[1]["zoom"] <= fitted.needs
    everywhere, here = (maps.Still(maps.POINTS, near=codes).svg(result, 900, 400) for codes in ((), near))
    assert "Camden" in here and "Croydon" not in here
    radius = re.compile("<circle cx='([0-9.-]+)'")
    spread = [max(map(float, radius.findall(svg))) for svg in (everywhere, here)]
    assert spread[1] > spread[0], "what is beyond the frame is drawn beyond it"
    reached = geography.around(frozenset(geography.features("london")))
    assert reached is None, "of all authorities it is the map as it was"


def test_a_map_in_words_begins_with_the_place_that_is_marked(make, boroughs):
    result = make("", boroughs, marked=("Camden",))
    own = next(row for row in boroughs if row["authority_name"] == "Camden")["child_count"]
    assert f"areas. Camden {own:.0f}. Highest:" in maps.describe(result, "child_count")


def test_a_view_within_the_region_stands_on_its_own_borders():
    """From Westminster to Camden the borders of England were drawn as wide as roads."""
    assert borders_for(box([(-0.14, 51.54), (-0.13, 51.51)])) == geography.home()
    assert borders_for(box([(-0.16, 51.55), (-0.11, 51.54)])) == geography.home(), "Camden with Islington"
    assert borders_for(box([(-0.14, 51.54), (0.5, 51.3)])) == outlines.NEAR
