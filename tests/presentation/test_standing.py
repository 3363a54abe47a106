"""The title of a chart in which one place is marked: what it has, and whom it is clearly apart from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.database import intervals
from sufficiency.database.scope import Scope
from sufficiency.presentation import charts
from sufficiency.presentation.charts import marks, standing
from sufficiency.result import EXACT, Column, Result, View

Draw = Callable[..., charts.Chart]
# Children, and how many far away: Camden (12 to 22%) lies above Brent and below Ealing, and meets Barnet.
PLACES = [("Barnet", 300, 45), ("Brent", 300, 15), ("Camden", 200, 32), ("Ealing", 300, 90), ("City of London", 11, 3)]


@pytest.fixture
def drawn(empty_scope: Scope) -> Draw:
    """Draws the places, with ``marked`` among them, by a chart line."""

    def draw(
        marked: tuple[str, ...], chart: str | None = None, hide: str = "", only: str = "", **of: Any
    ) -> charts.Chart:
        view = header.read(settings.SQL / "marts" / "placement_distance.sql")
        rows = pd.DataFrame(PLACES, columns=["authority_name", "child_count", "distant_count"])
        rows["authority_code"] = [f"E0900000{place}" for place in range(len(rows))]
        rows["known_count"] = rows["child_count"]
        for name in ("distant_pct", "distant_of_known_pct"):
            rows[name] = 100 * rows["distant_count"] / rows["child_count"]
        rows = rows[rows["authority_name"].str.contains(only)].reset_index(drop=True)
        rows = rows.reindex(columns=[column.name for column in view.columns])
        symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
        if hide:
            row = rows.index[rows["authority_name"] == hide][0]
            rows.loc[row, "distant_pct"], symbols.loc[row, "distant_pct"] = float("nan"), "c"
        with empty_scope.cursor() as cursor:
            view, rows, symbols = intervals.beside(cursor, [intervals.Shown(view, rows, symbols)], EXACT)[0]
        return charts.draw(Result(view, rows, symbols, as_at=date(2026, 3, 31), marked=marked, **of), chart)

    return draw


def bars(chart: charts.Chart) -> dict[str, dict[str, Any]]:
    return {row["category_label"]: row for row in chart.data["shown"]}


def test_the_one_marked_is_told_from_those_it_is_clearly_apart_from(drawn: Draw) -> None:
    chart = drawn(("Camden",), "dot x=distant_of_known_pct y=authority_name")
    said = "Camden: 16% placed over 20 miles from home, clearly above 1 and below 1 of 4 others"
    assert chart.title == said and said in chart.words


@pytest.mark.parametrize("line", ["dot x=distant_pct y=authority_name", None, "bar x=distant_pct y=authority_name"])
@pytest.mark.parametrize(("place", "said"), [("Camden", "within"), ("Ealing", "above"), ("Brent", "below")])
def test_a_share_that_has_a_funnel_is_told_by_its_limits_whatever_draws_it(
    line: str | None, place: str, said: str, drawn: Draw
) -> None:
    """Together 165 of 1,111. Camden is clearly apart from two others, and no further from all than chance explains."""
    chart = drawn((place,), line)
    assert chart.title.endswith(f"placed over 20 miles from home, {said} the limits of chance")
    assert "limits of chance (99.8%), between which" in " ".join(chart.notes)


def test_its_bar_stands_out_by_colour_and_by_a_sign(drawn: Draw) -> None:
    shown = bars(drawn(("Camden",)))
    assert [name for name, row in shown.items() if not row["is_quiet"]] == [f"{marks.SIGN} Camden"]
    assert not any(row["is_quiet"] for row in bars(drawn(())).values())


def test_of_too_few_children_or_none_that_may_be_shown_nothing_is_said(drawn: Draw) -> None:
    """Of a handful whoever may see them reads so many of so many: City's eleven were *between 10% and 57%*."""
    few = "placed over 20 miles from home, of too few children to compare"
    assert drawn(("City of London",)).title.endswith(f": 3 of 11 {few}")
    others = drawn(("City of London",), are_others_protected=True)
    assert others.title.endswith(f"between 10% and 57% {few}"), "what is banded is counted nowhere"
    assert drawn(("Camden",), hide="Camden").title == "Camden: share placed over 20 miles from home not shown"


def test_of_several_marked_the_title_is_of_all(drawn: Draw) -> None:
    assert (
        drawn(("Camden", "Brent")).title
        == drawn(()).title
        == "Ealing has the highest share placed over 20 miles from home, 30%"
    )


def test_a_count_has_no_chance_in_it(drawn: Draw) -> None:
    chart = drawn(("Camden",), "bar x=child_count y=authority_name")
    assert chart.title == "Camden: children looked after 200, above 1 and below 3 of 4 others"


def test_the_marked_is_named_in_a_cloud_whose_others_are_quiet(drawn: Draw) -> None:
    chart = drawn(("Camden",), "scatter x=child_count y=distant_pct label=authority_name")
    assert [row["x"] for row in chart.data["shown"] if not row["is_quiet"]] == [200]
    assert [row["label"] for row in chart.data["named"]] == ["Camden"]


def test_one_alone_is_compared_with_nobody(drawn: Draw) -> None:
    assert drawn(("Camden",), only="Camden").title == "Camden: 16% placed over 20 miles from home"


@pytest.fixture
def area_and_place() -> Callable[[str], charts.Chart]:
    """Draws places of Croydon and of the area that Croydon lies in, by who runs them."""
    columns = (
        Column("area_name", "text", "Area"),
        Column("category", "text", "Owner"),
        Column("place_count", "places", "Registered places"),
    )

    def draw(chart: str) -> charts.Chart:
        rows = [("South West London", "Private", 116), ("South West London", "Council", 20)]
        rows += [("Croydon", "Private", 70), ("Croydon", "Council", 7)]
        whole = pd.DataFrame(rows, columns=[column.name for column in columns])
        if "colour" not in chart:
            whole = whole[whole["category"] == "Private"].reset_index(drop=True)
        symbols = pd.DataFrame("", index=whole.index, columns=whole.columns)
        view = View("provision_by_area", "marts", "Provision by area", "Places.", chart=chart, columns=columns)
        return charts.draw(Result(view, whole, symbols, as_at=date(2026, 3, 31), marked=("Croydon",)))

    return draw


def test_a_place_is_not_ranked_with_the_area_that_holds_it(area_and_place: Callable[[str], charts.Chart]) -> None:
    """'Croydon: 77 places, below South West London': a part is always less than its whole."""
    assert area_and_place("bar x=area_name y=place_count").title == "Croydon: 70 places"


def test_an_area_and_a_place_within_it_are_not_added(area_and_place: Callable[[str], charts.Chart]) -> None:
    """The places of Croydon stand in South West London's too."""
    title = area_and_place("stacked x=place_count y=area_name colour=category").title
    assert title == "Croydon: Private has the largest share, 70 places"


def test_what_is_withheld_of_a_place_is_named_by_what_it_means(drawn: Draw) -> None:
    """A mean, a median or a share alone is not known to be of what."""
    for name, said in (("median_distance_miles", "median distance"), ("distant_pct", "share placed over 20 miles")):
        title = drawn(("Camden",), f"dot x={name} y=authority_name", hide="Camden").title
        assert title.startswith(f"Camden: {said}") and title.endswith(" not shown")
    for view in ("costs_by_area",):
        column = header.read(settings.SQL / "marts" / f"{view}.sql").column("median_gbp_week")
        assert standing._measure(column) != "median" and "cost" in standing._measure(column)


def test_what_is_counted_is_named_once(make: Callable[..., Result], boroughs: list[dict]) -> None:
    """A slide of Camden's said "usable places 19 places"."""
    result = make("bar x=child_count y=authority_name", boroughs, marked=("Camden",))
    columns = [
        replace(c, name="usable_places", unit="places", meaning="Usable places") if c.name == "child_count" else c
        for c in result.view.columns
    ]
    view = replace(result.view, columns=tuple(columns), chart="bar x=usable_places y=authority_name")
    names = {"child_count": "usable_places"}
    usable = replace(
        result, view=view, rows=result.rows.rename(columns=names), symbols=result.symbols.rename(columns=names)
    )
    title = charts.draw(usable).title
    assert title.startswith("Camden: ") and " usable places, " in title and title.count("places") == 1
