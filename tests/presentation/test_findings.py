"""Titles of slides: sentences that say no more than the rows shown, beside what a place is compared with."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pptx
import pytest
from pptx.oxml.ns import qn

from sufficiency import query, settings
from sufficiency.catalogue import header
from sufficiency.choices import ChoiceError
from sufficiency.database.scope import Scope
from sufficiency.presentation import charts, export
from sufficiency.presentation.charts import grammar, marks, titles
from sufficiency.presentation.charts.frame import Frame
from sufficiency.presentation.export import Beside, Exhibit, comparator, findings, largest_part, native, over_time
from sufficiency.reference import tables
from sufficiency.result import Column, Result, View
from sufficiency.snapshot import store

FAR = "bar x=distant_pct y=authority_name"
ENDS = ("comparator_value_low", "comparator_value_high")


def headline(value: float, low: float, high: float) -> Result:
    """A headline of the measure ``distant``: what all of London's children say, with its interval."""
    columns = (
        Column("measure", "code", "Measure"),
        Column("unit", "code", "Unit"),
        Column("comparator_value", "pct", "Of London", low=ENDS[0], high=ENDS[1]),
        *(Column(end, "pct", "An end", is_limit=True) for end in ENDS),
    )
    rows = pd.DataFrame([["distant", "pct", value, low, high]], columns=[column.name for column in columns])
    view = View("headline", "marts", "Headline", columns=columns)
    return Result(view, rows, pd.DataFrame("", index=rows.index, columns=rows.columns), compared_with="London")


@pytest.fixture
def camden(make: Callable[..., Result], boroughs: list[dict]) -> Result:
    """Camden has 40% of 200 far away, 33% to 47%; the others 10%."""
    for row in boroughs:
        share = 40.0 if row["authority_name"] == "Camden" else 10.0
        row |= {"distant_pct": share, "distant_low_pct": share - 7, "distant_high_pct": share + 7}
    return make(FAR, boroughs, marked=("Camden",))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (35.0, "Camden places 40% of its children over 20 miles from home, like London (35%)"),
        (12.0, "Camden places 40% of its children over 20 miles from home, more than London (12%)"),
        (70.0, "Camden places 40% of its children over 20 miles from home, less than London (70%)"),
    ],
)
def test_more_is_said_only_beyond_chance(value: float, said: str, camden: Result) -> None:
    exhibit = Exhibit(camden, beside=Beside("London", None, headline(value, value - 1, value + 1)))
    deck = pptx.Presentation(io.BytesIO(export.pptx([exhibit])))
    assert deck.slides[1].shapes.title.text == said


def test_the_comparator_is_a_bar_of_its_own_with_its_figure_and_interval(camden: Result) -> None:
    both = Exhibit(camden, beside=Beside("London", None, headline(12.0, 11.0, 13.0))).compared()
    frame = both.drawn().frame
    assert frame is not None and native.comparator_of(frame) == "London"
    drawn = native.with_comparator(frame)
    [mine] = [record for record in drawn.records if record["category"] == "London"]
    assert (mine["value"], mine["value_low"], mine["value_high"], mine["value_text"]) == (12.0, 11.0, 13.0, "12%")
    deck = pptx.Presentation(io.BytesIO(export.pptx([both])))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    shown = dict(zip(chart.plots[0].categories, chart.plots[0].series[0].values, strict=True))
    assert shown["London"] == 12.0 and shown["Camden"] == 40.0 and len(shown) == 33
    assert "London: 12%" in str(both.drawn().data)


def test_what_may_not_be_told_of_the_comparator_is_not_drawn(camden: Result) -> None:
    withheld = headline(float("nan"), float("nan"), float("nan"))
    withheld.symbols["comparator_value"] = "c"
    for beside in (Beside(), Beside("London", None, withheld)):
        exhibit = Exhibit(camden, beside=beside)
        assert exhibit.compared() is exhibit


def test_two_populations_stand_side_by_side_and_of_a_count_its_share(make: Callable[..., Result]) -> None:
    kinds = ("Foster placements", "Supported accommodation")
    rows = [{"placement_type": kind, "child_count": 100.0 * n} for n, kind in enumerate(kinds, 1)]
    mine = make("bar x=child_count y=placement_type", rows, choices={"authority": ("E09000007",)})
    share = Column("child_pct", "pct", "Share of all", kind="share", numerator="child_count", denominator="all")
    view = replace(mine.view, columns=(*mine.view.columns, share), grain="one row per placement_type")
    sides = [
        replace(mine, view=view, rows=mine.rows.assign(child_pct=values), symbols=mine.symbols.assign(child_pct=""))
        for values in ((33.0, 67.0), (50.0, 50.0))
    ]
    both = Exhibit(sides[0], beside=Beside("London", sides[1])).compared()
    chart = both.drawn()
    assert chart.frame is not None and chart.frame.values("series") == ["Camden", "London"]
    figures = {(r["category"], r["series"]): r["value_text"] for r in chart.frame.records}
    assert figures["Foster placements", "Camden"] == "33%" and figures["Foster placements", "London"] == "50%"
    # Shares without intervals differ by what nobody can tell.
    frame = charts.draw(sides[0]).frame
    assert frame is not None
    said = findings.of(sides[0], frame, chart.frame, Beside("London", sides[1]), "Kinds of home")
    assert said == "Kinds of home: no clear difference between Camden and London"


def test_what_can_be_shown_of_one_side_alone_is_no_likeness(camden: Result, boroughs: list[dict]) -> None:
    """Of the City of London and Camden a slide said "no clear difference", and of the City nothing was shown."""
    rows = [{**row, marks.SIDES: side, "series": side} for row in boroughs[:2] for side in ("City of London", "Camden")]
    records = [
        {
            "category": row["authority_name"],
            "series": row["series"],
            "value": 5.0 if row["series"] == "Camden" else None,
        }
        for row in rows
    ]
    drawn = charts.draw(camden).frame
    assert drawn is not None
    frame = replace(drawn, records=records, columns={**drawn.columns, "series": Column(marks.SIDES, "text", "Whose")})
    said = findings.of(camden, drawn, frame, Beside(), "Shares")
    assert said == "Shares: no figure can be shown for both City of London and Camden"


def test_a_place_has_no_share_of_itself(make: Callable[..., Result]) -> None:
    """'Camden has the largest share in Camden' told of whose children the homes of a plan would serve."""
    rows = [
        {"authority_name": "Camden", "placement_type": whose, "child_count": count}
        for whose, count in (("Camden", 45.0), ("Barnet", 10.0))
    ]
    result = replace(make("stacked x=child_count y=authority_name colour=placement_type", rows), marked=("Camden",))
    frame = charts.draw(result).frame
    assert frame is not None
    phrase, told = largest_part.of(result, frame, "Camden")
    assert phrase.format(**told, name="Whose") == "Whose: Camden's share is the largest, 45 children"
    assert charts.titles.title(frame) == "Camden: 45 children, the largest share"


def test_each_phrase_is_of_a_column_that_is_there_and_a_measure_that_is_there() -> None:
    measures = {row["measure"] for row in tables.records("headline_measures")}
    assert set(comparator.measures().values()) <= measures
    for row in tables.records("finding_phrases"):
        view = header.read(settings.SQL / "marts" / f"{row['view_name']}.sql")
        assert view.column(row["column_name"]).is_measure
        told = {"place": "Hackney", "own": "Hackney's", "figure": "12%", "category": "Barnet", "categorys": "Barnet's"}
        told |= {"of": "Foster placements", "leads": "has", "part": "good"}
        # What all rows may be of alike.
        told |= {column.name: "Foster placements" for column in view.columns if column.unit == "text"}
        for phrase in filter(None, (row["finding"], row["leading"])):
            assert "{" not in phrase.format(**told)


def test_unlike_measures_are_not_ranked_with_one_another() -> None:
    """*What was wanted and what was found: In the kind of home preferred, 80%, is among the highest* headed a slide."""
    for path in sorted((settings.SQL / "marts").glob("*.sql")):
        view = header.read(path)
        named = [column.name for column in view.columns if column.name.startswith("measure_") and column.unit == "text"]
        assert set(named) <= {*findings.UNLIKE}, path.stem


def test_a_histogram_has_every_step_on_a_slide(make: Callable[..., Result]) -> None:
    steps = [f"{n} to {n + 5}" for n in range(0, 80, 5)]
    rows = [
        {"distance_band": step, "distance_class": "Over 20 miles" if n >= 4 else "20 miles or less", "child_count": 9.0}
        for n, step in enumerate(steps)
    ]
    result = make("histogram x=distance_band y=child_count colour=distance_class", rows)
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    assert list(chart.plots[0].categories) == steps
    assert sum(value or 0 for series in chart.plots[0].series for value in series.values) == 9 * len(steps)


def test_a_chart_of_one_bar_is_a_table(make: Callable[..., Result], boroughs: list[dict]) -> None:
    deck = pptx.Presentation(io.BytesIO(export.pptx([make(FAR, boroughs[:1])])))
    assert [shape.has_table for shape in deck.slides[1].shapes if shape.has_table or shape.has_chart] == [True]


def test_shares_of_several_places_are_not_added_up(make: Callable[..., Result]) -> None:
    rows = [
        {"authority_name": place, "placement_type": kind, "distant_pct": share}
        for place, foster in (("Camden", 60.0), ("Barnet", 70.0), ("Brent", 80.0))
        for kind, share in (("Foster placements", foster), ("Supported accommodation", 100 - foster))
    ]
    line = "stacked x=distant_pct y=authority_name colour=placement_type"
    result = make(line, rows)
    frame = charts.draw(result).frame
    assert frame is not None
    alone = Beside()
    assert findings.of(result, frame, None, alone, "Kinds of home") == "", "of 210% nobody says anything"
    marked = replace(result, marked=("Camden",))
    assert findings.of(marked, frame, None, alone, "x").endswith("60%")
    assert "210" not in charts.draw(result).title


def test_a_line_ends_in_a_figure_as_people_write_it_with_some_of_its_intervals(make: Callable[..., Result]) -> None:
    months = pd.date_range("2019-01-31", periods=60, freq="ME").date
    rows = [
        {
            "as_at": month,
            "placement_type": kind,
            "distant_pct": share + n / 7,
            "distant_low_pct": share - 5.0,
            "distant_high_pct": share + 15.0,
        }
        for kind, share in (("Foster placements", 10.0), ("Supported accommodation", 11.0))
        for n, month in enumerate(months)
    ]
    result = make("line x=as_at y=distant_pct colour=placement_type", rows, as_at=months[-1])
    deck = pptx.Presentation(io.BytesIO(export.pptx([result])))
    [chart] = [shape.chart for shape in deck.slides[1].shapes if shape.has_chart]
    labels = [label for label in chart._chartSpace.iter(qn("c:dLbl"))]
    assert [label.find(qn("c:numFmt")).get("formatCode") for label in labels] == ['#,##0"%"'] * 2
    assert sorted(label.find(qn("c:dLblPos")).get("val") for label in labels) == ["b", "t"], "not one on the other"
    for bars in chart._chartSpace.iter(qn("c:errBars")):
        assert 8 <= len(bars.findall(f"{qn('c:plus')}/{qn('c:numLit')}/{qn('c:pt')}")) <= 12


def test_places_are_said_once() -> None:
    """'North Central London has 141 places places', on the slides of an evidence pack."""
    view = header.read(settings.SQL / "marts" / "provision_by_area.sql")
    view = replace(view, chart="bar x=place_count y=area_name colour=placement_type")
    kinds = (("Children's homes and secure homes", 141), ("Other residential settings", 3))
    rows = pd.DataFrame([{"area_name": "North", "placement_type": kind, "place_count": count} for kind, count in kinds])
    view = replace(view, columns=tuple(column for column in view.columns if column.name in rows))
    result = Result(view, rows, pd.DataFrame("", index=rows.index, columns=rows.columns))
    frame = charts.draw(result).frame
    assert frame is not None
    said = findings.of(result, frame, None, Beside(), "Provision")
    assert said == "Children's homes and secure homes: North has 141 places, the most of any"


def test_what_a_figure_of_few_children_is_seen_above_is_not_called_the_highest(make: Callable[..., Result]) -> None:
    rows = [
        {"placement_type": kind, "distant_pct": share, "distant_low_pct": share - 2, "distant_high_pct": share + 2} | of
        for kind, share, of in (
            ("Foster placements", 30.0, {"known_count": 90}),
            ("Supported accommodation", 5.0, {"known_count": 80}),
            ("Children's homes and secure homes", 70.0, {"known_count": 3}),
        )
    ]
    result = make("bar x=distant_pct y=placement_type", rows)
    columns = [replace(c, of="known_count") if c.name == "distant_pct" else c for c in result.view.columns]
    result = replace(result, view=replace(result.view, columns=tuple(columns)))
    frame = charts.draw(result).frame
    assert frame is not None
    assert findings.of(result, frame, None, Beside(), "Distance") == "Distance"
    rest = result.where(placement_type=("Foster placements", "Supported accommodation"))
    frame = charts.draw(rest).frame
    assert frame is not None and "oster placements" in findings.of(rest, frame, None, Beside(), "Distance")


@pytest.mark.parametrize(
    "place, title",
    [
        ("", "Children's homes: North is among those with the largest gap, 8 to 20 children"),
        ("North", "Children's homes: a gap of 8 to 20 children in North"),
    ],
)
def test_a_range_is_told_from_end_to_end_and_leads_only_where_no_other_reaches_it(
    place: str, title: str, make: Callable[..., Result]
) -> None:
    view = header.read(settings.SQL / "marts" / "gaps.sql")
    made_up = {"North": (8.0, 20.0), "South": (5.0, 9.0)}
    rows = [
        {"area_name": name, "category": "Children's homes", "demand_gap_low_count": low, "demand_gap_high_count": high}
        for name, (low, high) in made_up.items()
    ]
    result = make("bar x=area_name y=demand_gap_high_count", rows)
    table = pd.DataFrame(rows)
    gaps = replace(
        result,
        view=replace(view, columns=tuple(column for column in view.columns if column.name in table)),
        rows=table,
        symbols=table.map(lambda _: ""),
        marked=(place,) if place else (),
    )
    frame = charts.draw(gaps).frame
    assert frame is not None
    assert findings.of(gaps, frame, None, Beside("London", None), "Children's homes: placed elsewhere") == title


@pytest.fixture
def city(make: Callable[..., Result]) -> Callable[[str, list[dict]], Result]:
    """A figure with the City of London marked, of whose own nothing may be shown."""

    def drawn(line: str, rows: list[dict]) -> Result:
        hidden = [(place, "child_count") for place, row in enumerate(rows) if row["child_count"] is None]
        return replace(make(line, rows, hidden), marked=("City of London",))

    return drawn


def test_a_wider_areas_parts_are_never_told_under_the_name_of_the_place_within_it(city: Callable[..., Result]) -> None:
    rows = [
        {"authority_name": "North East London", "placement_type": owner, "child_count": count}
        for owner, count in (("Private", 320.0), ("Council", 100.0))
    ]
    result = city("stacked x=child_count y=authority_name colour=placement_type", rows)
    frame = charts.draw(result).frame
    assert frame is not None
    phrase, told = largest_part.of(result, frame, "City of London")
    said = phrase.format(**told, name="Providers")
    assert said == "Providers: Private has the largest share in North East London, 320 children"


def test_each_sentence_of_a_largest_part_is_of_a_column_and_a_part_that_are_there() -> None:
    """'Private is the largest part in London' was said of owners, of ratings and of distances alike."""
    for row in tables.records("part_phrases"):
        view = header.read(settings.SQL / "marts" / f"{row['view_name']}.sql")
        assert not view.column(row["column_name"]).is_measure
        told = {"place": "Hackney", "own": "Hackney's", "category": "Good", "part": "good", "figure": "12 children"}
        told |= {column.name: "Foster placements" for column in view.columns if column.unit == "text"}
        assert "{" not in row["finding"].format(**told)


def test_every_chart_of_parts_has_a_sentence_of_what_its_parts_are() -> None:
    told = {(view, column) for view, column, _ in largest_part.phrases()}
    for path in sorted((settings.SQL / "marts").glob("*.sql")):
        view = header.read(path)
        words = dict(pair.split("=", 1) for pair in view.chart.split() if "=" in pair)
        if view.chart.startswith("stacked"):
            assert (view.name, words["colour"]) in told, f"{view.name}: {words['colour']}"


def test_two_parts_that_are_as_large_lead_nothing(city: Callable[..., Result]) -> None:
    rows = [
        {"authority_name": "North East London", "placement_type": owner, "child_count": 100.0}
        for owner in ("Private", "Council")
    ]
    result = city("stacked x=child_count y=authority_name colour=placement_type", rows)
    frame = charts.draw(result).frame
    assert frame is not None and largest_part.of(result, frame, "City of London")[0] == ""
    assert titles.title(frame) == "", "nor does the page name one of them"


def test_a_line_that_is_withheld_is_not_told_with_the_others_figure(city: Callable[..., Result]) -> None:
    months = pd.to_datetime(["2025-03-31", "2026-03-31"])
    rows = [
        {"as_at": month, "authority_name": side, "child_count": count}
        for side, counts in (("City of London", (None, None)), ("London", (180.0, 110.0)))
        for month, count in zip(months, counts, strict=True)
    ]
    frame = charts.draw(city("line x=as_at y=child_count colour=authority_name", rows)).frame
    assert frame is not None
    said = over_time.moved(frame, "Three or more placements", "City of London")
    assert said == "Three or more placements: not shown for City of London; London 110"


@pytest.mark.parametrize("is_later", [False, True])
def test_two_lines_that_end_in_other_months_say_in_which(is_later: bool, city: Callable[..., Result]) -> None:
    months = pd.to_datetime(["2025-03-31", "2026-03-31", "2026-05-31"])
    figures = {"City of London": (15.0, 14.0, 10.0), "London": (180.0, 110.0)}
    rows = [
        {"as_at": month, "authority_name": side, "child_count": count}
        for side, counts in figures.items()
        for month, count in zip(months, counts, strict=False)
        if is_later or month < months[2]
    ]
    frame = charts.draw(city("line x=as_at y=child_count colour=authority_name", rows)).frame
    assert frame is not None
    said = over_time.moved(frame, "Children", "City of London")
    assert ("10 in May 2026" in said and said.endswith("London 110 in March 2026")) == is_later


PARTS = "stacked x=child_count y=placement_type colour=authority_name"


def parts(figures: dict[str, tuple[float | None, ...]]) -> list[dict]:
    """Rows of parts, each with a figure in one kind of home after another; none where it is None."""
    return [
        {"placement_type": kind, "authority_name": name, "child_count": count}
        for name, counts in figures.items()
        for kind, count in zip(("Foster placements", "Children's homes", "Supported"), counts, strict=False)
        if count is not None
    ]


@pytest.mark.parametrize(
    ("figures", "leaves_out", "leader"),
    [
        # 20 to 29 against 10 to 19: one row each never meets.
        ({"Barnet": (25.0,), "Brent": (15.0,)}, False, "Barnet"),
        # Three of 10 to 19 are at least 30; one of 30 to 39 may be 39.
        ({"Barnet": (15.0, 15.0, 15.0), "Brent": (35.0,)}, False, ""),
        ({"Barnet": (25.0, 15.0, 15.0), "Brent": (35.0,)}, False, "Barnet"),
        # Where rows about too few are left out, two more of Brent's may be there, of 9 each.
        ({"Barnet": (25.0, 15.0, 15.0), "Brent": (35.0,)}, True, ""),
        ({"Barnet": (35.0, 25.0, 15.0), "Brent": (35.0,)}, True, "Barnet"),
        # A true 0 is nought, neither less nor more.
        ({"Barnet": (15.0, 0.0), "Brent": (0.0, 0.0)}, False, "Barnet"),
    ],
)
def test_protected_parts_lead_only_beyond_what_rounding_and_left_out_rows_can_make(
    figures: dict, leaves_out: bool, leader: str, make: Callable[..., Result]
) -> None:
    result = make(PARTS, parts(figures), leaves_out=leaves_out)
    frame = charts.draw(result).frame
    assert frame is not None
    _, told = largest_part.of(result, frame, "London")
    assert told.get("category", "") == leader
    said = titles.title(frame)
    assert leader.lower() in said.lower() if leader else not said
    exact = replace(result, profile="exact", leaves_out=False)
    frame = charts.draw(exact).frame
    assert frame is not None and largest_part.of(exact, frame, "London")[1]["category"] == "Barnet"


def test_what_is_withheld_may_be_up_to_nine(make: Callable[..., Result]) -> None:
    rows = parts({"Barnet": (15.0, 15.0), "Brent": (15.0, 0.0)})
    hidden = [(3, "child_count")]
    result = make(PARTS, rows, hidden)
    frame = charts.draw(result).frame
    assert frame is not None and largest_part.of(result, frame, "London")[0] == "", "20 to 38 against 10 to 28"


def test_others_protected_figures_are_known_to_their_ten_beside_exact_ones(make: Callable[..., Result]) -> None:
    rows = parts({"Barnet": (15.0, 15.0, 15.0), "Brent": (35.0, None, None)})
    result = make(PARTS, rows, profile="exact", are_others_protected=True)
    frame = charts.draw(result).frame
    assert frame is not None and largest_part.of(result, frame, "London")[0] == ""
    kinds = ("Foster placements", "Children's homes", "Supported")
    own = replace(result, marked=kinds)
    frame = charts.draw(own).frame
    assert frame is not None and largest_part.of(own, frame, "London")[1]["category"] == "Barnet"


@pytest.fixture(scope="module")
def drawn_of_each() -> list[tuple[str, str, Result, Result]]:
    """Each chart of parts for each of three authorities and London, by view and place: exact and protected."""
    scope = Scope(store.read(settings.DEMONSTRATION))
    names = sorted({view for view, _, _ in largest_part.phrases()})
    found = []
    for place in ("", "E09000020", "E09000007", "E09000033"):
        chosen = {"authority": (place,)} if place else {}
        for name in names:
            try:
                pair = [query.fetch(scope, [name], chosen, profile=each)[name] for each in ("exact", "london-7-5")]
            except ChoiceError:
                continue
            found.append((name, place, *pair))
    return found


def test_no_protected_answer_names_another_largest_part_than_the_exact_one(
    drawn_of_each: list[tuple[str, str, Result, Result]],
) -> None:
    told = 0
    for name, place, exact, protected in drawn_of_each:
        frame, true = charts.draw(protected).frame, charts.draw(exact).frame
        _, said = largest_part.of(protected, frame, "here") if frame and not frame.is_temporal("category") else ("", {})
        if not said or protected.view.name != exact.view.name or true is None:
            continue
        sums = exact.rows.groupby(true.columns["series"].name)[true.columns["value"].name].sum()
        assert sums.idxmax() == said["category"], f"{name}, {place or 'London'}"
        told += 1
    assert told >= 8


@pytest.mark.parametrize("second", ["Brent", "Camden"])
def test_a_series_that_only_says_what_a_category_is_like_is_no_part_of_its_name(
    second: str, make: Callable[..., Result]
) -> None:
    """'Camden, placement 1 (Outstanding)' and 'Came into care (Adds)' were called the highest."""
    rows = [
        {"authority_name": name, "placement_type": kind, "median_cost_gbp_week": cost}
        for name, kind, cost in (("Camden", "Outstanding", 900.0), (second, "Good", 700.0), ("Bexley", "Good", 100.0))
    ]
    frame = charts.draw(make("dot x=median_cost_gbp_week y=authority_name colour=placement_type", rows)).frame
    assert frame is not None
    assert ("(Outstanding)" in titles.title(frame)) == (second == "Camden"), "it tells two of Camden's apart"


@pytest.mark.parametrize(
    ("column", "category", "said"),
    [
        ("child_pct", "placement_type", "Foster placements: 33% in Camden, less than in London (50%)"),
        ("child_pct", "host_area_name", "Foster placements: 33% for Camden, less than for London (50%)"),
        (
            "distant_pct",
            "placement_type",
            "Foster placements, placed far away: 33% in Camden, less than in London (50%)",
        ),
        ("mean_pct", "placement_type", "Kinds of home: Foster placements, 33% in Camden, less than in London (50%)"),
    ],
)
def test_a_difference_between_two_sides_says_of_what_it_is(column: str, category: str, said: str) -> None:
    """Part of all children needs no more words; what is true of a part of each kind does."""
    meanings = {"child_pct": "Share of all children", "distant_pct": "Placed far away", "mean_pct": "Of them"}
    columns = {
        "category": Column(category, "text", "Kind of home"),
        "value": Column(column, "pct", meanings[column]),
        "series": Column(marks.SIDES, "text", "Whose children"),
    }
    records = [
        {"category": "Foster placements", "category_text": "Foster placements", "series": place}
        | {"value": value, "value_text": f"{value:.0f}%", "value_low": value - 2, "value_high": value + 2}
        | {"value_behind": 300.0}
        for place, value in (("Camden", 33.0), ("London", 50.0))
    ]
    frame = Frame(grammar.ChartLine("bar", {}, {}), columns, records, pd.RangeIndex(2))
    assert findings._sides(frame, "Kinds of home", "Camden", "London") == said


def test_of_moves_and_of_those_far_away_it_is_said_of_what_the_share_is() -> None:
    columns = {
        "category": Column("reason", "text", "Reason"),
        "value": Column("move_pct", "pct", "Share of all moves"),
        "series": Column(marks.SIDES, "text", "Whose children"),
    }
    records = [
        {"category": "Other", "category_text": "Other", "series": place, "value": value, "value_text": f"{value:.0f}%"}
        | {"value_low": value - 2, "value_high": value + 2, "value_behind": 300.0}
        for place, value in (("Camden", 40.0), ("London", 25.0))
    ]
    frame = Frame(grammar.ChartLine("bar", {}, {}), columns, records, pd.RangeIndex(2))
    assert findings._sides(frame, "Why placements change", "Camden", "London") == (
        "Why placements change: Other, 40% in Camden, more than in London (25%)"
    )
