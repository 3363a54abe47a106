"""Charts: every kind is sound Vega-Lite, withheld figures are never drawn, words match figures."""

import json
import re
from dataclasses import replace

import altair
import pandas as pd
import pytest
import vl_convert

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.disclosure.gate import LONDON_7_5
from sufficiency.presentation import charts, formatting
from sufficiency.presentation.charts import classes, grammar, intervals, lines, marks, palette, ranges, titles
from sufficiency.presentation.charts import frame as frames
from sufficiency.presentation.export import chart_labels
from sufficiency.result import EXACT, Column

KINDS = {
    "bar": "bar x=authority_name y=median_distance_miles",
    "bar with a comparator": "bar x=authority_name y=median_distance_miles reference=low_miles",
    "bar below zero": "bar x=authority_name y=gap_count",
    "dot": "dot x=authority_name y=median_cost_gbp_week top=10",
    "range": "range x=authority_name low=low_miles mid=median_distance_miles high=high_miles",
    "scatter": "scatter x=median_distance_miles y=median_cost_gbp_week size=child_count label=authority_name",
    "map": "map area=authority_code colour=distant_pct",
}
SERIES = {
    "line": "line x=as_at y=child_count colour=placement_type",
    "stacked": "stacked x=as_at y=child_count colour=placement_type",
    "share": "stacked x=placement_type y=child_count colour=as_at share=yes",
    "grouped": "bar x=placement_type y=child_count colour=as_at",
    "heat": "heat x=as_at y=placement_type colour=child_count",
}


def numbers(spec: dict) -> list[float]:
    """Every number of the chart's data (not of its coordinates on the earth)."""
    found: list[float] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            for key, value in part.items():
                if key != "geometry":
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)
        elif isinstance(part, float):
            found.append(part)

    walk(spec["datasets"])
    return found


def drawn_by(spec: dict, kind: str) -> list[dict]:
    """The records of the first layer of a kind of mark."""
    layer = next(layer for layer in spec["layer"] if layer["mark"]["type"] == kind)
    return spec["datasets"][layer["data"]["name"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_over_areas_is_valid_vega_lite(kind, theme, make, boroughs):
    result = make(KINDS[kind], boroughs, [(3, "median_distance_miles"), (5, "distant_pct")])
    spec = charts.draw(result, theme=theme, choosable=("authority_code",)).vega_lite()
    altair.Chart.from_dict(spec)
    json.dumps(spec, allow_nan=False)


@pytest.mark.parametrize(
    "line",
    [
        *(line for kind, line in KINDS.items() if kind != "map"),
        "heat x=authority_code y=authority_name colour=child_count",
    ],
)
def test_each_kind_that_names_places_marks_the_one_that_is_chosen(line, make, boroughs):
    """Words said it was marked where ranges and matrices drew all alike."""
    result = make(line, boroughs[:10])
    name = str(result.rows["authority_name"].iloc[-1])
    spec = charts.draw(replace(result, marked=(name,))).vega_lite()
    records = [record for rows in spec["datasets"].values() for record in rows]
    signed = {value for record in records for value in map(str, record.values()) if value.startswith(marks.SIGN)}
    quiet = {record["is_quiet"]: name in str(record) for record in records if "is_quiet" in record}
    assert signed == set() if line.startswith("scatter") else len(signed) == 1 and name in signed.pop()
    assert line.startswith("heat") or quiet == {True: False, False: True}


@pytest.mark.parametrize("kind", SERIES)
def test_each_kind_over_series_is_valid_vega_lite(kind, make, trend):
    spec = charts.draw(make(SERIES[kind], trend, [(4, "child_count"), (7, "child_count")])).vega_lite()
    altair.Chart.from_dict(spec)
    json.dumps(spec, allow_nan=False)


@pytest.mark.parametrize("kind", SERIES)
def test_a_legend_is_as_strong_as_the_strongest_of_what_it_explains(kind, make, trend):
    """Signs of a chart with pale intervals were as pale in the legend, on dark hardly to be seen."""
    assert charts.draw(make(SERIES[kind], trend)).vega_lite()["config"]["legend"]["symbolOpacity"] == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_withheld_figure_is_in_no_chart_even_if_the_rows_still_hold_it(kind, make, boroughs):
    secret = 98765.25
    measures = [c for c in boroughs[0] if not c.startswith("authority")]
    for name in measures:
        boroughs[4][name] = secret
    result = make(KINDS[kind], boroughs)
    for name in measures:
        result.symbols.loc[4, name] = "c"
    drawn = json.dumps(charts.draw(result).vega_lite()) + charts.draw(result).words + charts.draw(result).title
    assert "8765" not in drawn and "8,765" not in drawn


def test_a_withheld_bar_is_a_symbol_and_no_zero(make, boroughs):
    spec = charts.draw(make(KINDS["bar"], boroughs[:12], [(0, "median_distance_miles")])).vega_lite()
    assert 0.0 not in numbers(spec)
    assert len([layer for layer in spec["layer"] if layer["mark"]["type"] == "bar"]) == 1
    assert len(drawn_by(spec, "bar")) == 11
    texts = [row.get("value_symbol") for rows in spec["datasets"].values() for row in rows]
    assert "c" in texts


def test_a_line_stops_at_a_withheld_figure(make, trend):
    spec = charts.draw(make(SERIES["line"], trend, [(2, "child_count")])).vega_lite()
    loud = spec["datasets"]["loud"]
    runs = {row["part"] for row in loud if row["series_text"] == "Foster placements"}
    assert len(runs) == 2


def test_a_time_axis_spans_its_dates_though_every_figure_is_withheld(make, trend):
    hidden = [(row, "child_count") for row in range(len(trend))]
    spec = charts.draw(make(SERIES["line"], trend, hidden)).vega_lite()
    ends = [end["expr"] for end in spec["layer"][0]["encoding"]["x"]["scale"]["domain"]]
    dates = sorted(f"{row['as_at']:%Y-%m-%d}" for row in trend)
    assert ends == [f"toDate('{dates[0]}')", f"toDate('{dates[-1]}')"]
    assert spec["datasets"]["withheld"]


def test_bars_stand_from_high_to_low_and_what_is_withheld_last(make, boroughs):
    result = make(KINDS["bar"], boroughs, [(32, "median_distance_miles")])
    spec = charts.draw(result, is_whole=True).vega_lite()
    assert spec["layer"][0]["encoding"]["y"]["sort"] == {"field": "place", "op": "min"}
    places = {row["place"]: row["category_label"] for rows in spec["datasets"].values() for row in rows}
    order = [places[place] for place in sorted(places)]
    assert order[0] == "Wandsworth"
    assert order[-2:] == ["City of London", "Westminster"]


def test_more_series_than_colours_become_a_matrix(make, boroughs):
    records = [{**row, "placement_type": f"Type {n}"} for row in boroughs[:4] for n in range(6)]
    spec = charts.draw(make("bar x=authority_name y=child_count colour=placement_type", records)).vega_lite()
    assert spec["layer"][0]["mark"]["type"] == "rect"


def test_only_the_latest_of_several_dates_is_drawn_where_no_part_shows_dates(make, boroughs):
    records = [
        {**row, "as_at": pd.Timestamp(year, 3, 31), "child_count": float(year)}
        for row in boroughs[:3]
        for year in (2025, 2026)
    ]
    spec = charts.draw(make("bar x=authority_name y=child_count", records)).vega_lite()
    assert {row["value"] for row in drawn_by(spec, "bar")} == {2026.0}


def test_rows_that_claim_the_same_mark_are_not_drawn_over_each_other(make, boroughs):
    result = make("bar x=authority_name y=child_count", [boroughs[0], boroughs[0]])
    assert charts.draw(result).vega_lite() == {}
    assert "no figures to draw" in charts.draw(result).words
    assert charts.draw(result).instead() == (
        'No chart: several rows have the same "Responsible local authority". All rows stand in the table.'
    )


def test_a_chart_that_tells_rows_apart_by_too_little_names_what_they_differ_in(make, boroughs):
    records = [{**boroughs[0], "placement_type": kind} for kind in ("Foster placements", "Secure homes")]
    chart = charts.draw(make("bar x=authority_name y=child_count", records))
    assert chart.instead() == (
        'No chart: several rows have the same "Responsible local authority", and differ in "Placement type". '
        "All rows stand in the table."
    )


def test_no_rows_and_no_chart_line_draw_nothing(make, boroughs):
    result = make(KINDS["bar"], boroughs)
    empty = make(KINDS["bar"], boroughs)
    object.__setattr__(empty, "rows", empty.rows.iloc[:0])
    object.__setattr__(empty, "symbols", empty.symbols.iloc[:0])
    assert charts.draw(empty).vega_lite() == {}
    assert charts.draw(result, "").vega_lite() == {}
    assert charts.draw(empty).title == "Placement distance"


@pytest.mark.parametrize(
    "line, word",
    [
        ("pie x=authority_name y=child_count", "pie"),
        ("bar x=authority_name", "y="),
        ("bar x=authority_name y=nothing", "nothing"),
        ("bar x=authority_name y=child_count z=2", "z="),
    ],
)
def test_a_wrong_chart_line_says_what_is_wrong(line, word, make, boroughs):
    result = make(line, boroughs)
    with pytest.raises(charts.ChartError, match=word):
        charts.draw(result, line)
    # A view's own breaks nothing but its picture: the table stands, with the same words as check has.
    chart = charts.draw(result)
    assert chart.spec == {} and word in chart.fault and chart.fault == charts.fault(result.view)


@pytest.mark.parametrize(
    "line, title",
    [
        (KINDS["bar"], "Westminster has the longest median distance, 36.5 miles"),
        (KINDS["map"], "Westminster has the highest share, 42%"),
        (KINDS["bar below zero"], "Westminster has the largest gap, 130"),
        (KINDS["dot"], "Westminster has the highest median cost, £2,600 a week"),
    ],
)
def test_a_title_states_the_finding(line, title, make, boroughs):
    assert charts.draw(make(line, boroughs)).title == title


def _shares(either_side: float) -> list[dict]:
    """Two shares, 18 and 24 per cent, with intervals that reach so far either side."""
    return [
        {
            "as_at": pd.Timestamp(year, 3, 31),
            "distant_pct": share,
            "distant_low_pct": share - either_side,
            "distant_high_pct": share + either_side,
        }
        for year, share in ((2022, 18.0), (2026, 24.0))
    ]


def test_a_trend_in_words(make):
    result = make("line x=as_at y=distant_pct", _shares(2))
    title = "Children placed over 20 miles from home rose to 24% in March 2026 from 18% in March 2022"
    assert charts.draw(result).title == title
    assert "18% in March 2022, 24% in March 2026" in charts.draw(result).words


def test_a_trend_that_chance_explains_is_no_trend(make):
    unclear = charts.draw(make("line x=as_at y=distant_pct", _shares(4))).title
    assert (
        unclear == "Children placed over 20 miles from home: 24% in March 2026, no clear change from 18% in March 2022"
    )
    wide = charts.draw(make("line x=as_at y=distant_pct", _shares(12))).title
    assert wide.startswith(
        "Children placed over 20 miles from home: between 12% and 36% in March 2026, no clear change from between"
    )


@pytest.mark.parametrize(
    ("counts", "profile", "title"),
    [
        ((240, 241), EXACT, "Children looked after: 241 in March 2026, no clear change from 240 in March 2022"),
        ((240, 290), EXACT, "Children looked after rose to 290 in March 2026 from 240 in March 2022"),
        ((245, 295), LONDON_7_5, "Children looked after: 295 in March 2026, no clear change from 245 in March 2022"),
        ((240, 240), EXACT, "Children looked after: 240 in March 2026, as in March 2022"),
    ],
)
def test_a_count_rises_only_where_more_than_chance_moves_it(make, counts, profile, title):
    days = (pd.Timestamp(2022, 3, 31), pd.Timestamp(2026, 3, 31))
    rows = [{"as_at": day, "child_count": count} for day, count in zip(days, counts, strict=True)]
    assert charts.draw(make("line x=as_at y=child_count", rows, profile=profile)).title == title


@pytest.mark.parametrize(
    ("symbol", "title"),
    [
        ("c", "Too few children to show"),
        ("x", "Not available for these choices at this date"),
        ("z", "No child to show"),
    ],
)
def test_a_chart_of_nothing_says_why(make, boroughs, symbol, title):
    result = make(KINDS["dot"], boroughs, [(row, "median_cost_gbp_week") for row in range(len(boroughs))])
    result.symbols["median_cost_gbp_week"] = symbol
    assert charts.draw(result).title == title


def test_a_description_names_the_ends_and_what_is_withheld(make, boroughs):
    words = charts.draw(make(KINDS["bar"], boroughs, [(0, "median_distance_miles")])).words
    assert "Highest: Westminster 36.5 miles" in words
    assert "Lowest: Bexley 7.5 miles; Barnet 6.5 miles; Barking and Dagenham 5.5 miles" in words
    assert "1 withheld or missing: City of London" in words
    assert "As at 31 March 2026" in words


def test_the_same_thing_has_the_same_colour_whatever_stands_beside_it():
    alone = palette.series(["Supported accommodation"], "light")
    beside = palette.series(["Foster placements", "Supported accommodation"], "light")
    assert alone["Supported accommodation"] == beside["Supported accommodation"]


def test_names_at_line_ends_do_not_overlap():
    middles = lines.apart([10, 12, 13, 290], [30, 30, 30, 30], 300)
    gaps = [b - a for a, b in zip(middles, middles[1:], strict=False)]
    assert min(gaps) > 29
    assert middles[0] >= 15 and middles[-1] <= 285


@pytest.mark.parametrize("values", [[5.0], [1.0, 1.0, 1.0], [0.0, 0.0, 0.0, 9.0], [float(n) for n in range(33)]])
def test_every_figure_falls_in_the_class_whose_words_hold_it(values):
    cut = classes.quantile(values, "number", "light")
    assert 1 <= len(cut) <= 5
    for value in values:
        words = classes.of(value, cut).words
        low, _, high = words.partition(" to ")
        assert float(low) <= value <= float(high or low)


def test_figures_on_shades_can_be_read():
    for theme in ("light", "dark"):
        for shade in palette.ramp("sequential", theme):
            assert contrast(palette.ink(shade), shade) >= 4.5
        for name in ("text", "muted"):
            ground = palette.surface("background", theme)
            assert contrast(palette.surface(name, theme), ground) >= 4.5
        for shade in palette.ramp("category", theme):
            assert contrast(shade, palette.surface("background", theme)) >= 3


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio of two colours."""
    found = []
    for colour in (one, other):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        found.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return max(found) / min(found)


def test_marks_stand_for_their_labels_and_the_codes_beside_them(make, boroughs, trend):
    bars = make(KINDS["bar"], boroughs)
    choosable = ("sex", "authority_name", "placement_type", "authority_code")
    chart = charts.draw(bars, choosable=choosable)
    assert chart.pick == ("authority_name", "authority_code")
    assert charts.draw(make(SERIES["share"], trend), choosable=choosable).pick == ("placement_type",)
    assert charts.draw(make(SERIES["line"], trend), choosable=choosable).pick == ()
    spec = chart.vega_lite()
    select = next(layer["params"] for layer in spec["layer"] if "params" in layer)[0]["select"]
    assert select["fields"] == ["authority_name", "authority_code"]
    assert {"authority_name", "authority_code"} <= set(drawn_by(spec, "bar")[0])


@pytest.mark.parametrize("middle", ["low_miles", "median_distance_miles", "high_miles"])
def test_a_range_says_its_low_and_its_high_and_a_middle_that_is_neither(middle, make, boroughs):
    for record in boroughs:
        record["low_miles"], record["high_miles"] = 1.5, 98.5
    line = f"range x=authority_name low=low_miles mid={middle} high=high_miles"
    spec = charts.draw(make(line, boroughs[:3]), width=600).vega_lite()
    drawn = vl_convert.vegalite_to_svg(spec)
    said = [words for words in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert said.count("1.5") == said.count("98.5") == 3
    assert said.count("4.5") == (middle == "median_distance_miles")


def test_the_figures_at_a_ranges_ends_stand_clear_of_the_middles_interval(make, boroughs):
    line = "range x=authority_name low=low_miles mid=high_miles high=high_miles"
    for record in boroughs:
        record.update(low_miles=10.0, high_miles=50.0)
    chart = charts.draw(make(line, boroughs[:3]))
    assert [r["high_from"] for r in chart.data["whole"]] == [50] * 3
    assert [r["low_from"] for r in chart.data["spread"]] == [10] * 3
    clear = ranges.clear({"low": 10, "high": 50, "mid_low": 8, "mid_high": 61})
    assert clear == {"low_from": 8, "high_from": 61}
    one_withheld = {"low": 10, "high": 50, "mid_low": None, "mid_high": 61}
    assert ranges.clear(one_withheld) == {"low_from": 10, "high_from": 50}
    assert intervals.sure([{"value_low": None, "value_high": 61}, {"value_low": 8, "value_high": 61}]) == [
        {"value_low": 8, "value_high": 61}
    ]
    spec = chart.vega_lite()
    written = {layer["encoding"]["text"]["field"]: layer for layer in spec["layer"] if "text" in layer["encoding"]}
    assert [written[f"{end}_short"]["encoding"]["x"]["field"] for end in ("low", "high")] == ["low_from", "high_from"]


def test_a_histogram_keeps_its_steps_in_order_and_draws_the_line_where_the_second_class_begins(make):
    steps = [
        ("0 to 10", "20 miles or less", 30.0),
        ("10 to 20", "20 miles or less", 12.0),
        ("20 to 50", "Over 20 miles", 9.0),
        ("Not known", "Not known", 4.0),
    ]
    rows = [dict(zip(("distance_band", "distance_class", "child_count"), step, strict=True)) for step in steps]
    chart = charts.draw(
        make("histogram x=distance_band y=child_count colour=distance_class", rows, [(3, "child_count")]),
        choosable=("distance_class",),
    )
    assert chart.pick == ("distance_class",)
    assert [(row["category"], row["value_short"]) for row in chart.data["shown"]] == [
        ("0 to 10", "30"),
        ("10 to 20", "12"),
        ("20 to 50", "9"),
    ]
    assert [row["value_symbol"] for row in chart.data["hidden"]] == ["c"]
    assert [(row["category"], row["series_text"]) for row in chart.data["second"]] == [("20 to 50", "Over 20 miles")]
    assert vl_convert.vegalite_to_svg(json.dumps(chart.vega_lite())).count("<path") > 3


def test_a_series_that_only_exact_eyes_see_is_no_series_of_others(make, boroughs):
    rows = [{**row, "distance_class": None} for row in boroughs]
    result = make("dot x=median_distance_miles y=authority_name colour=distance_class", rows)
    columns = [replace(c, kind="exact") if c.name == "distance_class" else c for c in result.view.columns]
    seen = replace(result, view=replace(result.view, columns=tuple(columns)))
    assert "Not known" not in json.dumps(charts.draw(seen, theme="light").vega_lite())
    assert "Not known" in json.dumps(charts.draw(replace(seen, profile=EXACT), theme="light").vega_lite())


def test_a_matrix_may_keep_the_order_of_its_rows_on_both_sides(make):
    kinds = ["Supported", "Foster", "Residential"]
    rows = [{"placement_type": one, "host_authority_name": other, "child_count": 1} for one in kinds for other in kinds]
    line = "heat x=host_authority_name y=placement_type colour=child_count"

    def across(chart: str) -> list[str]:
        data = charts.draw(make(chart, rows), theme="light").data
        return [head for _, head in sorted({(record["column"], record["head"]) for record in data["shown"]})]

    assert across(f"{line} sort=none") == kinds
    assert across(line) == sorted(kinds)


@pytest.mark.parametrize("width", [220, 300, 560, 1000])
def test_an_axis_of_shares_is_written_to_its_end_however_narrow(width, make, trend):
    """A report's stacked bars ended at 80%: the word at the axis's end had no room beside the one before it."""
    spec = charts.draw(make(SERIES["share"], trend), width=width).vega_lite()
    drawing = vl_convert.vegalite_to_svg(spec)
    words = [
        word
        for opacity, word in re.findall(r'<text[^>]*opacity="([01])"[^>]*>(\d+%)</text>', drawing)
        if opacity == "1"
    ]
    assert words[0] == "0%" and words[-1] == "100%"


def test_an_axis_of_millions_says_millions_on_a_page_and_on_a_slide(make):
    """£25,000,000 stood at each tick."""
    view = header.read(settings.SQL / "marts" / "spend_reconciled.sql")
    rows = [{**dict.fromkeys((c.name for c in view.columns), 5.0), "authority_name": name} for name in ("A", "B")]
    frame = pd.DataFrame(rows).assign(spend_gbp=[25e6, 1e6])
    result = replace(make("", [{"child_count": 1.0}]), view=view, rows=frame, symbols=frame.map(lambda _: ""))
    spec = json.dumps(charts.draw(result, "scatter x=outturn_gbp y=spend_gbp label=authority_name").spec)
    assert "format(datum.value / 1e6, ',') + 'm'" in spec
    built = frames.build(result, grammar.parse("bar x=spend_gbp y=authority_name", view))
    assert chart_labels.axis_format(built, "value") == '[=0]£0;£#,##0,,"m"'
    small = frames.build(replace(result, rows=frame.assign(spend_gbp=[9e6, 1e6])), built.line)
    assert chart_labels.axis_format(small, "value") == chart_labels.number_format(small, "value") == "£#,##0"


def test_a_rate_has_its_decimal_wherever_it_is_said():
    """4 stood beside 4.0 per 10,000."""
    assert formatting.text(4.0, "rate") == "4.0 per 10,000" and formatting.short(4.0, "rate") == "4.0"
    assert formatting.decimals([4.0, 7.0], "rate") == 1 and formatting.decimals([4.0, 7.0], "miles") == 0


def test_every_axis_of_money_has_its_sign(make):
    """Published spend, a number to the gate because it is public, stood on an axis without £."""
    checked = 0
    for path in sorted((settings.SQL / "marts").glob("*.sql")):
        view = header.read(path)
        if not view.chart or "gbp" not in view.chart:
            continue
        names = {column.name for column in view.columns}
        rows = pd.DataFrame([{c.name: 5.0 if c.is_measure else "A" for c in view.columns}], columns=[*names])
        result = replace(make("", [{"child_count": 1.0}]), view=view, rows=rows, symbols=rows.map(lambda _: ""))
        frame = frames.build(result, grammar.parse(view.chart, view))
        for part, column in frame.columns.items() if frame else ():
            if "gbp" in column.name and column.is_measure:
                assert marks.figures(frame, part).before == "£", f"{view.name}: {column.name}"
                assert chart_labels.number_format(frame, part).startswith("£")
                assert formatting.heading(column).count("pounds") + formatting.heading(column).count("£") == 1
                checked += 1
    assert checked >= 8


@pytest.mark.parametrize(
    ("symbol", "kind", "said"),
    [
        ("c", "", "Too few children to show."),
        ("x", "", "Not available for these choices at this date."),
        ("c", "exact", "Shown to those entitled to exact figures only: it may be of one child."),
    ],
)
def test_in_place_of_a_picture_without_a_figure_stands_why(make, boroughs, symbol, kind, said):
    """Hatched places alone say nothing; of all London's children they are not too few."""
    hidden = [(row, "median_cost_gbp_week") for row in range(len(boroughs))]
    result = make(KINDS["dot"], boroughs, hidden)
    result.symbols["median_cost_gbp_week"] = symbol
    columns = tuple(replace(c, kind=kind) if c.name == "median_cost_gbp_week" else c for c in result.view.columns)
    result = replace(result, view=replace(result.view, columns=columns))
    assert charts.draw(result).instead() == said
    assert charts.draw(make(KINDS["dot"], boroughs, hidden[1:])).instead() == ""


@pytest.mark.parametrize(
    ("meaning", "said"),
    [
        ("Children in the cohort", "children"),
        ("Children placed with them", "children placed"),
        ("Placements found for children with it", "placements found"),
        ("Children with an order", "children with an order"),
    ],
)
def test_a_title_points_at_nothing_that_does_not_stand_in_it(meaning, said):
    assert titles.measure(Column("child_count", "count", meaning)) == said


def test_a_title_says_of_what_a_median_or_mean_is():
    """'Foster placements are highest at a median of £800 a week': of what, nothing said."""
    views = [header.read(path) for path in sorted((settings.SQL / "marts").glob("*.sql"))]
    names = {f"{view.name}.{column.name}": titles.measure(column) for view in views for column in view.columns}
    bare = {name: said for name, said in names.items() if said in ("median", "mean")}
    assert bare == {}
    assert names["costs_by_type.median_gbp_week"] == names["costs_by_area.median_gbp_week"] == "median weekly cost"
    assert names["searches.median_days"] == "median time from referral to start"
    assert names["liberty_tracker.median_days"] == "median time in the placement so far"


def test_one_of_several_at_the_top_is_said_to_be_among_those_with_the_highest(make, boroughs):
    rows = [{**row, "distant_low_pct": 5.0, "distant_high_pct": 60.0} for row in boroughs]
    title = charts.draw(make(KINDS["map"], rows)).title
    assert " is among those with the highest share, " in title


@pytest.mark.parametrize("width, ends", [(600, 6), (340, 0)])
def test_a_range_without_room_for_the_figures_at_its_ends_says_its_middle_over_bands_that_can_be_seen(
    width, ends, make, boroughs
):
    """On a phone, long names and figures at both sides left the bands no width: ticks and figures lay over another."""
    records = [
        {
            "authority_name": f"Supported accommodation {n} shared, looked after and care leavers",
            "low_miles": 1000.5,
            "high_miles": 9000.5,
            "median_distance_miles": 4000.5,
        }
        for n in range(3)
    ]
    spec = charts.draw(make(KINDS["range"], records), width=width).vega_lite()
    drawn = vl_convert.vegalite_to_svg(spec)
    said = [words.strip() for words in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert said.count("1,000.5") + said.count("9,000.5") == ends
    assert said.count("4,000.5") == 3
    bands = re.findall(r'roledescription="bar" d="M([\d.]+),[\d.]+L([\d.]+),', drawn)
    assert bands and all(abs(float(end) - float(start)) > 40 for start, end in bands)


def test_no_month_is_named_twice_under_a_line_of_few(make):
    """Under three months stood *Apr 2026* four times and *May 2026* five."""
    days = [pd.Timestamp(2026, 3, 31), pd.Timestamp(2026, 4, 30), pd.Timestamp(2026, 5, 31)]
    rows = [{"as_at": day, "child_count": 40 + place} for place, day in enumerate(days)]
    drawn = vl_convert.vegalite_to_svg(charts.draw(make("line x=as_at y=child_count", rows), width=900).vega_lite())
    named = [words for words in re.findall(r"<text[^>]*>([^<]*)</text>", drawn) if words.endswith(" 2026")]
    assert named and len(named) == len(set(named))
