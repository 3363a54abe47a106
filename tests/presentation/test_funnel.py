"""A funnel: shares by size between the limits of chance, which a single authority may not cross by chance."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

import duckdb
import pandas as pd
import pptx
import pytest
from scipy import stats

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.database import intervals
from sufficiency.database.scope import Scope
from sufficiency.database.shown_counts import Shown
from sufficiency.disclosure import gate
from sufficiency.presentation import charts
from sufficiency.presentation.export import Exhibit, slides
from sufficiency.result import EXACT, Result

LINE = "funnel x=child_count y=distant_pct label=authority_name"
# Together 191 of 1,000: Outlier has 45 of 100 where 19 are expected, and 998 in 1,000 have 9.8 to 33.7; Small has 11,
# which lies outside 95% limits alone, and Few, of too few to be judged, 9 of 11.
PLACES = [
    ("Large", 500, 80),
    ("Middle", 189, 30),
    ("Like", 100, 16),
    ("Outlier", 100, 45),
    ("Small", 100, 11),
    ("Few", 11, 9),
]


@pytest.fixture
def cursor(empty_scope: Scope) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor on a database that holds the macros."""
    with empty_scope.cursor() as found:
        yield found


def funnelled(cursor: duckdb.DuckDBPyConnection, profile: str = EXACT) -> Result:
    """The six places as the query would give them."""
    view = header.read(settings.SQL / "marts" / "placement_distance.sql")
    rows = pd.DataFrame(PLACES, columns=["authority_name", "child_count", "distant_count"])
    rows["authority_code"] = [f"E0900000{n}" for n in range(len(rows))]
    rows["distant_pct"] = 100 * rows["distant_count"] / rows["child_count"]
    rows = rows.reindex(columns=[column.name for column in view.columns])
    shown, symbols = gate.apply(view, rows, profile)
    view, shown, symbols = intervals.beside(cursor, [Shown(view, shown, symbols)], profile)[0]
    return Result(view, shown, symbols, as_at=date(2026, 3, 31), profile=profile)


def test_the_limits_are_wilsons_at_the_share_of_all_together(cursor: duckdb.DuckDBPyConnection) -> None:
    rows = funnelled(cursor).rows.set_index("authority_name")
    z, n, p = stats.norm.ppf(0.999), 100, 0.191
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    found = rows.loc["Outlier", ["distant_limit_low_pct", "distant_limit_high_pct"]]
    assert found.tolist() == [
        pytest.approx(100 * (middle - half), abs=1e-3),
        pytest.approx(100 * (middle + half), abs=1e-3),
    ]


def test_a_funnel_names_those_beyond_chance_and_ranks_nobody(cursor: duckdb.DuckDBPyConnection) -> None:
    result = funnelled(cursor)
    assert charts.draw(result, LINE).title.startswith(
        "1 of 5 authorities lies outside the limits of chance: share placed over 20 miles"
    )
    spec = charts.draw(result, LINE).vega_lite()
    assert [point["label"] for point in spec["datasets"]["named"]] == ["Outlier"]
    drawn = spec["datasets"]["shown"]
    assert [point["x"] for point in drawn] == sorted(place[1] for place in PLACES)
    for point in drawn:
        assert point["is_loud"] is (point["label_text"] == "Outlier")
    for point in spec["datasets"]["limits"]:
        assert point["y_limit_low"] < 19 < point["y_limit_high"]


def test_limits_bend_between_sizes_as_they_do_at_them(cursor: duckdb.DuckDBPyConnection) -> None:
    """Drawn straight from Few to the next place they were far from the limits of any size between."""
    result = funnelled(cursor)
    drawn = charts.draw(result, LINE).vega_lite()["datasets"]["limits"]
    sizes = [point["x"] for point in drawn]
    assert (min(sizes), max(sizes)) == (11, 500)
    assert {place[1] for place in PLACES} <= set(sizes), "the places' own limits are on the line"
    assert max(after / before for before, after in pairwise(sizes)) < 1.1
    for point in drawn:
        asked = "select 100 * wilson_low(0.191 * $n, $n, funnel_z()), 100 * wilson_high(0.191 * $n, $n, funnel_z())"
        ends = cursor.execute(asked, {"n": float(point["x"])}).fetchone()
        assert (point["y_limit_low"], point["y_limit_high"]) == pytest.approx(ends, abs=1e-3)
    deck = pptx.Presentation(io.BytesIO(slides.pptx([Exhibit(result, LINE)])))
    (chart,) = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert list(chart.plots[0].series[0].values) == pytest.approx([point["y_limit_low"] for point in drawn])


def test_limits_of_protected_counts_are_drawn_at_the_places_own_sizes(cursor: duckdb.DuckDBPyConnection) -> None:
    """They lie further out by what each count may hide, which no size between two places has."""
    protected = funnelled(cursor, gate.LONDON_7_5)
    drawn = charts.draw(protected, LINE).vega_lite()["datasets"]["limits"]
    rows = protected.rows.dropna(subset=["distant_limit_low_pct", "distant_limit_high_pct"])
    assert [point["y_limit_low"] for point in drawn] == pytest.approx(
        rows.sort_values("child_count", kind="stable")["distant_limit_low_pct"].tolist()
    )


def test_a_protected_funnel_is_of_protected_counts(cursor: duckdb.DuckDBPyConnection) -> None:
    protected = funnelled(cursor, gate.LONDON_7_5)
    few = protected.symbols.loc[protected.rows["authority_name"] == "Few", "distant_limit_low_pct"]
    assert few.tolist() == ["c"]
    spec = charts.draw(protected, LINE).vega_lite()
    assert "Few" not in str(spec["datasets"])
    assert "1 not drawn" in str(spec["title"])


def test_a_funnel_needs_the_headers_word(cursor: duckdb.DuckDBPyConnection) -> None:
    result = funnelled(cursor)
    bare = replace(result, view=replace(result.view, funnel=()))
    with pytest.raises(charts.ChartError, match="funnel: distant_pct"):
        charts.draw(bare, LINE)


def test_across_a_funnel_stands_what_its_share_is_of(cursor: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(charts.ChartError, match="across a funnel stands child_count"):
        charts.draw(funnelled(cursor), LINE.replace("child_count", "known_count"))


def test_a_funnel_says_from_which_width_on_a_name_has_room(cursor: duckdb.DuckDBPyConnection) -> None:
    spec = charts.draw(funnelled(cursor), LINE).vega_lite()
    (named,) = spec["datasets"]["named"]
    assert named["least_width"] == 0
    drawn = [layer for layer in spec["layer"] if layer["data"]["name"] == "named"]
    assert drawn and all({"filter": "width >= datum.least_width"} in layer["transform"] for layer in drawn)
