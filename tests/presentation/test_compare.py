"""Two sides meet after protection, and their difference tells no more than they do."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from scipy import stats

from sufficiency import settings
from sufficiency.catalogue import header
from sufficiency.disclosure import gate
from sufficiency.presentation import compare, formatting
from sufficiency.presentation.sentences import overview
from sufficiency.result import Result

SIDES = ("Barnet", "Brent")


def _headline(counts: tuple[int, int], profile: str) -> Result:
    view = header.read(settings.SQL / "marts" / "headline.sql")
    away, all_children = counts
    rows = pd.DataFrame(
        [
            {
                "measure": "looked_after",
                "measure_name": "Children looked after",
                "unit": "count",
                "value": all_children,
                "numerator_count": all_children,
                "denominator_count": all_children,
            },
            {
                "measure": "out_of_area",
                "measure_name": "Placed outside",
                "unit": "pct",
                "value": 100 * away / all_children,
                "numerator_count": away,
                "denominator_count": all_children,
            },
        ]
    ).reindex(columns=[c.name for c in view.columns])
    low, high = stats.binomtest(away, all_children).proportion_ci(0.95, method="wilson")
    rows.loc[1, ["value_low", "value_high"]] = (100 * low, 100 * high)
    shown, symbols = gate.apply(view, rows, profile)
    return Result(view, shown, symbols, profile=profile, as_at=date(2026, 3, 31))


def test_the_difference_is_the_second_less_the_first() -> None:
    made = compare.table(_headline((50, 100), "exact"), _headline((60, 200), "exact"), SIDES)
    share = made.where(measure="out_of_area").rows.iloc[0]
    assert (share["first_value"], share["second_value"]) == (50.0, 30.0)
    assert share["difference_value"] == -20.0
    assert made.view.column("first_value").meaning == "Barnet"


def test_the_difference_of_protected_figures_is_of_those_shown() -> None:
    sides = [_headline((50, n), gate.LONDON_7_5) for n in (101, 204)]
    made = compare.table(*sides, SIDES).where(measure="looked_after").rows.iloc[0]
    assert (made["first_value"], made["second_value"], made["difference_value"]) == (105, 205, 100)


def test_where_one_side_is_withheld_so_is_the_difference() -> None:
    sides = [_headline((n, 100), gate.LONDON_7_5) for n in (3, 50)]
    made = compare.table(*sides, SIDES).where(measure="out_of_area")
    assert made.symbols["first_value"].iloc[0] == "c"
    assert made.symbols["difference_value"].iloc[0] == "c"
    assert pd.isna(made.rows["difference_value"].iloc[0])
    assert "no share can be shown" in overview.compared(made, SIDES)


def test_the_sentence_names_the_widest_share() -> None:
    made = compare.table(_headline((50, 100), "exact"), _headline((60, 200), "exact"), SIDES)
    assert overview.compared(made.where(unit="pct"), SIDES) == (
        "Barnet and Brent differ most here: placed outside, 50% and 30%."
    )


def test_two_counts_differ_beyond_chance_or_not_at_all() -> None:
    for other, is_clear in ((101, False), (200, True)):
        made = compare.table(_headline((50, 100), "exact"), _headline((60, other), "exact"), SIDES)
        assert made.where(measure="looked_after").rows["difference_is_clear"].tolist() == [is_clear]
    # 105 and 145 may be 109 and 140 children: 31 apart, no more than chance moves such counts.
    made = compare.table(*(_headline((50, n), gate.LONDON_7_5) for n in (105, 145)), SIDES)
    assert made.where(measure="looked_after").rows["difference_is_clear"].tolist() == [False]


@pytest.mark.parametrize("profile", gate.PROFILES)
def test_the_chart_holds_both_sides_and_nothing_more(profile: str) -> None:
    made = compare.series(_headline((50, 100), profile), _headline((60, 200), profile), SIDES)
    assert made.rows["side"].tolist() == ["Barnet", "Barnet", "Brent", "Brent"]
    assert made.rows.shape == made.symbols.shape
    assert made.where(unit="pct").view.column("value").unit == "pct"


def test_the_difference_of_two_shares_is_in_points() -> None:
    assert formatting.change(-11.04, "pct") == "−11 points"
    assert formatting.change(2.5, "pct") == "2.5 points"
    assert formatting.change(4.0, "miles") == "4 miles"


def _mix(rows: list[tuple[str, str, int, int]], profile: str) -> Result:
    view = header.read(settings.SQL / "marts" / "placement_mix.sql")
    made = pd.DataFrame(
        [
            {
                "placement_type": kind,
                "provider_sector": sector,
                "child_count": some,
                "type_child_count": all_,
                "provider_pct": 100 * some / all_,
                "all_child_count": all_,
                "child_pct": 100 * some / all_,
            }
            for kind, sector, some, all_ in rows
        ]
    ).reindex(columns=[c.name for c in view.columns])
    shown, symbols = gate.apply(view, made, profile)
    leaves_out = gate.leaves_out(view, profile, {})
    return Result(view, shown, symbols, profile=profile, leaves_out=leaves_out, as_at=date(2026, 3, 31))


def test_any_view_of_categories_stands_side_by_side_as_it_stands_alone() -> None:
    first = _mix([("Foster", "Private", 50, 100), ("Homes", "Private", 3, 40)], gate.LONDON_7_5)
    second = _mix([("Homes", "Own", 20, 40), ("Foster", "Private", 61, 100)], gate.LONDON_7_5)
    made = compare.table(*(compare.as_measures(r, "child_pct") for r in (first, second)), SIDES)
    # Three children in private homes are too few for a row, and nobody can tell them from none.
    assert made.rows["measure_name"].tolist() == ["Foster, Private", "Homes, Own"]
    both = made.rows.iloc[0]  # 55 of 105 and 65 of 105
    assert (both["first_value"], both["second_value"], both["difference_value"]) == (52, 62, 10)
    assert made.symbols["first_value"].tolist() == ["", "c"]
    assert made.symbols["second_value"].tolist() == ["", ""]
    assert made.symbols["difference_value"].tolist() == ["", "c"]
    assert made.rows["difference_value"].isna().tolist() == [False, True]
    assert "Share of all children" in made.view.summary


def test_only_views_whose_rows_both_sides_can_have_are_offered() -> None:
    views = [header.read(path) for path in sorted((settings.SQL / "marts").glob("*.sql"))]
    places = {view.name for view in compare.comparable(views, of_dates=False).values()}
    dates = {view.name for view in compare.comparable(views, of_dates=True).values()}
    assert {"placement_mix", "need_cohorts", "costs_by_type"} <= places < dates
    assert {"placement_distance", "stability"} <= dates - places
    apart = {"children", "top_placements", "headline", "region_flows", "placement_trend"}
    assert not apart & dates


def test_the_figures_of_a_view_begin_with_its_shares() -> None:
    view = header.read(settings.SQL / "marts" / "placement_mix.sql")
    units = [view.column(name).unit for name in compare.figures_of(view).values()]
    assert units == ["pct", "pct", "count", "count", "count"]


def test_nothing_is_said_of_chance_where_a_side_is_withheld() -> None:
    """'No' beside two figures that are not shown would say that they are alike."""
    made = compare.table(*(_headline((n, 100), gate.LONDON_7_5) for n in (3, 50)), SIDES).where(measure="out_of_area")
    assert made.symbols["difference_is_clear"].tolist() == ["c"]
    assert made.rows["difference_is_clear"].tolist() == [None]


def test_the_words_under_two_sides_are_of_what_stands_there() -> None:
    sides = (_headline((50, 100), "exact"), _headline((60, 200), "exact"))
    for made in (compare.table(*sides, SIDES), compare.series(*sides, SIDES)):
        said = f"{made.view.summary} {made.view.caveats}"
        assert "Barnet" in said and "Brent" in said
        assert "DfE" not in said and "a year earlier" not in said.lower()
    assert "Brent less Barnet" in compare.table(*sides, SIDES).view.caveats
