"""One figure has one test of chance: every picture, title, table and file of a share that has a funnel says the same.

All funnels there are, for several places, as whoever may see exact figures, as a viewer, and as a borough's analyst.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import pptx
import pytest

from sufficiency import query, settings
from sufficiency.catalogue import header
from sufficiency.database.scope import Scope
from sufficiency.disclosure.gate import LONDON_7_5
from sufficiency.presentation import charts, export, leading
from sufficiency.presentation.charts import limits, titles
from sufficiency.presentation.export import Beside, Exhibit, native, pages
from sufficiency.presentation.sentences import phrasing
from sufficiency.reference import certainty
from sufficiency.result import EXACT, Column, Result
from sufficiency.snapshot import store
from sufficiency.web import peers

VIEWS = [header.read(path) for path in sorted((settings.SQL / "marts").glob("*.sql"))]
FUNNELS = [(view.name, name) for view in VIEWS for name in view.funnel]
PLACES = ("Camden", "Croydon", "Hackney", "City of London")
READERS = (EXACT, LONDON_7_5, "a borough's analyst")
CHOSEN: tuple[dict[str, tuple[str, ...]], ...] = ({}, {"placement_type": ("Children's homes and secure homes",)})
WORDS = {None: "of too few", 1: "above the limits", 0: "within the limits", -1: "below the limits"}


@pytest.fixture(scope="module")
def london() -> Iterator[Scope]:
    """London's database over the invented London of the repository."""
    scope = Scope(store.read(settings.DEMONSTRATION), marts=(*dict(FUNNELS), "headline"))
    yield scope
    scope.close()


def seen(london: Scope, view: str, reader: str, place: str, chosen: dict[str, tuple[str, ...]]) -> Result:
    """Authorities as a reader sees them, ``place`` marked; its analyst has its own row exact."""
    results = {p: query.fetch(london, [view], chosen, profile=p)[view] for p in (EXACT, LONDON_7_5)}
    if reader in results:
        return replace(results[reader], marked=(place,) if place else ())
    own = results[EXACT].where(authority_name=place)
    return peers._beside(own, results[LONDON_7_5], set(own.rows["authority_code"]))


def sides(result: Result, column: Column) -> dict[str, int | None]:
    """On which side of its limits each authority lies, worked out again from the table's own cells."""
    low, high = leading.limits_of(column)
    found: dict[str, int | None] = {}
    for row in result.rows.to_dict("records"):
        share, least, most = (row[name] for name in (column.name, low, high))
        if pd.isna(share):
            continue
        is_judged = not pd.isna(least) and row[column.denominator] >= certainty.least_children()
        found[row["authority_name"]] = (share > most) - (share < least) if is_judged else None
    return found


def lines(column: Column) -> tuple[str, ...]:
    """Every way in which a page or file draws such a share of authorities."""
    across = (f"{kind} x={column.name} y=authority_name sort=-x" for kind in ("dot", "bar"))
    return f"funnel x={column.denominator} y={column.name} label=authority_name", *across


@pytest.mark.parametrize("chosen", CHOSEN, ids=["all", "homes"])
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(("view", "name"), FUNNELS)
def test_whatever_tells_a_share_tells_it_by_its_limits(
    view: str, name: str, reader: str, chosen: dict[str, tuple[str, ...]], london: Scope
) -> None:
    for place in PLACES:
        if reader not in (EXACT, LONDON_7_5) and place == PLACES[-1]:
            continue  # of so few children there is no row of its own
        result = seen(london, view, reader, place, chosen)
        column = result.view.column(name)
        told = sides(result, column)
        if place not in told or len(told) == 1:
            continue
        for line in lines(column):
            chart = charts.draw(result, line)
            is_untold = told[place] is None and titles.UNTOLD in chart.title
            assert is_untold or WORDS[told[place]] in chart.title, (place, line, chart.title)
            assert told[place] is None or "limits of chance (99.8%)" in " ".join(chart.notes)


@pytest.mark.parametrize("chosen", CHOSEN, ids=["all", "homes"])
@pytest.mark.parametrize("reader", READERS[:2])
@pytest.mark.parametrize(("view", "name"), FUNNELS)
def test_marks_names_title_words_and_slide_count_the_same_authorities(
    view: str, name: str, reader: str, chosen: dict[str, tuple[str, ...]], london: Scope
) -> None:
    result = seen(london, view, reader, "", chosen)
    column = result.view.column(name)
    told = {place: side for place, side in sides(result, column).items() if side is not None}
    outside = {place for place, side in told.items() if side}
    line = lines(column)[0]
    chart = charts.draw(result, line)
    if chart.frame is None:
        return
    drawn: dict[str, list[dict[str, Any]]] = chart.data  # type: ignore[assignment]
    assert {point["label_text"] for point in drawn["shown"] if point["is_loud"]} == outside
    assert {point["label"] for point in drawn["named"]} <= outside
    if len(told) >= limits.LEAST:
        assert chart.title.startswith(f"{len(outside) or 'None'} of {len(told)} ")
    for place, side in told.items():
        for way, words in ((1, "Above the limits"), (-1, "Below the limits")):
            part = chart.words.partition(f"{words}: ")[2].partition(". ")[0]
            assert (f"{place} " in part) is (side == way), (place, chart.words)
    groups = native.points_of(chart.frame, ())
    assert {record["label"] for record in groups.get(native.OUTSIDE, [])} == outside
    for way, lead in ((1, phrasing.leader(result, name)), (-1, phrasing.trailer(result, name))):
        if lead is not None and lead.is_alone:
            assert told[result.rows["authority_name"].iloc[lead.place]] == way


@pytest.mark.parametrize(("view", "name"), FUNNELS)
def test_a_slide_says_more_less_or_like_by_the_limits_too(view: str, name: str, london: Scope) -> None:
    said = {1: "more than", 0: "like", -1: "less than"}
    for place in PLACES[:3]:
        result = seen(london, view, EXACT, place, {})
        headline = query.fetch(london, ["headline"], {"authority": (_code(result, place),)}, profile=EXACT)["headline"]
        side = sides(result, result.view.column(name)).get(place)
        exhibits = [
            Exhibit(result, line, beside=Beside("London", None, headline)) for line in lines(result.view.column(name))
        ]
        titles_of = [pages.page_of(exhibit).title for exhibit in exhibits]
        assert side is None or WORDS[side] in titles_of[0], titles_of
        for title in titles_of[1:]:
            told = (WORDS[side], said.get(side or 0, ""), "not clearly different" if not side else "-")
            assert any(f", {words}" in title for words in told), (place, side, title)


def _code(result: Result, place: str) -> str:
    return str(result.where(authority_name=place).rows["authority_code"].iloc[0]) if place else ""


def test_a_funnels_native_chart_draws_one_pair_of_limits(london: Scope) -> None:
    view, name = FUNNELS[0]
    result = seen(london, view, EXACT, "", {})
    deck = pptx.Presentation(io.BytesIO(export.pptx([Exhibit(result, lines(result.view.column(name))[0])])))
    drawn = [series.name for s in deck.slides for p in s.shapes if p.has_chart for series in p.chart.plots[0].series]
    assert [each for each in drawn if each.startswith("Limits")] == [
        "Limits of chance (99.8%)",
        "Limits of chance: high",
    ]
    assert limits.MEANING.startswith("limits of chance (99.8%)")


@pytest.mark.parametrize("profile", [EXACT, LONDON_7_5])
@pytest.mark.parametrize(("view", "name"), FUNNELS)
def test_no_series_of_a_funnels_slide_is_longer_than_its_limits(
    view: str, name: str, profile: str, london: Scope
) -> None:
    """LibreOffice draws no shorter series before a longer one: the limits, of places that are shown, were missing."""
    result = seen(london, view, profile, "Croydon", {})
    headline = query.fetch(london, ["headline"], {"authority": (_code(result, "Croydon"),)}, profile=profile)
    beside = Beside("London", None, headline["headline"])
    deck = pptx.Presentation(
        io.BytesIO(export.pptx([Exhibit(result, lines(result.view.column(name))[0], beside=beside)]))
    )
    (drawn,) = (list(p.chart.plots[0].series) for s in deck.slides for p in s.shapes if p.has_chart)
    low, high, *others = (len(series._element.yVal.findall(".//{*}pt")) for series in drawn)
    assert low == high and low >= max(others), (low, high, others)


@pytest.mark.parametrize("profile", [EXACT, LONDON_7_5])
@pytest.mark.parametrize(("view", "name"), FUNNELS)
def test_the_line_under_a_slides_title_names_the_limits_whole(
    view: str, name: str, profile: str, london: Scope
) -> None:
    result = seen(london, view, profile, "", {})
    for line in lines(result.view.column(name)):
        assert "…" not in pages.page_of(Exhibit(result, line)).measure, "a note is whole or left out"
    measure = pages.page_of(Exhibit(result, lines(result.view.column(name))[0])).measure
    assert f"(lines: {limits.NAME}" in measure, measure
