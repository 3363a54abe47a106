"""What each page's first sentence says of figures small enough to check by eye."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd
import pytest

from sufficiency.database import intervals
from sufficiency.disclosure.gate import LONDON_7_5
from sufficiency.planning import siting_columns
from sufficiency.presentation.sentences import (
    cost,
    data,
    distance,
    fairness,
    groups,
    need,
    overview,
    planning,
    scenarios,
    searches,
    siting,
    stability,
    supply,
)
from sufficiency.result import Result, View
from tests.presentation.sentences.conftest import Made

HOMES = "Children's homes and secure homes"
SMALL = "children's homes and secure homes"
HEADLINE: list[dict[str, Any]] = [
    {"measure": "looked_after", "unit": "count", "value": 345.0, "comparator_value": 9269.0},
    {"measure": "out_of_area", "unit": "pct", "value": 62.9, "comparator_value": 65.4},
    {"measure": "distant", "unit": "pct", "value": 23.5, "comparator_value": 17.4},
    {"measure": "median_distance", "unit": "miles", "value": 7.2, "comparator_value": 6.7},
    {"measure": "three_placements", "unit": "pct", "value": 9.3, "comparator_value": 12.0},
    {"measure": "same_carer_two_years", "unit": "pct", "value": 85.1, "comparator_value": 72.0},
]


def test_overview_stands_beside_london_only_when_part_of_it_is_chosen(made: Made) -> None:
    headline = made("headline", HEADLINE)
    assert overview.overview("Barnet", headline) == (
        "Barnet: 345 children are looked after; 63% live outside their borough and 24% more than "
        "20 miles from home. Across London it is 65% and 17%."
    )
    assert "Across London" not in overview.overview("London", headline)


def test_a_withheld_figure_is_said_to_be_too_few(made: Made) -> None:
    headline = made("headline", HEADLINE, hide=[(2, "value")])
    assert "too few to show how many live more than 20 miles from home" in overview.overview("Barnet", headline)


def test_a_chart_of_miles_is_headed_with_whose_children_live_far_away(made: Made) -> None:
    assert distance.miles("Barnet", made("headline", HEADLINE)) == "Barnet: 24% live over 20 miles from home"
    few = made("headline", HEADLINE, hide=[(2, "value")])
    assert distance.miles("Barnet", few) == "Barnet: how many miles from home children live"


def test_distance_names_the_authority_with_the_highest_share(made: Made) -> None:
    places = made(
        "placement_distance",
        [{"authority_name": "Barnet", "distant_pct": 24.0}, {"authority_name": "Brent", "distant_pct": 31.0}],
    )
    said = distance.placed("London", made("headline", HEADLINE), places)
    assert said.endswith("Brent has the highest share, 31%.")


def _surely(made: Made, shares: list[tuple[str, float, float, float, int]]) -> Result:
    """Shares by authority with the ends of their intervals, as the query gives them."""
    found = made(
        "placement_distance",
        [{"authority_name": name, "distant_pct": share, "child_count": n} for name, share, _, _, n in shares],
    )
    view = intervals.widened(found.view)
    names = [column.name for column in view.columns]
    rows = found.rows.reindex(columns=names)
    rows["distant_low_pct"], rows["distant_high_pct"] = [s[2] for s in shares], [s[3] for s in shares]
    return replace(found, view=view, rows=rows, symbols=found.symbols.reindex(columns=names, fill_value=""))


def test_the_middle_distance_is_of_those_whose_distance_is_known(made: Made) -> None:
    said = distance.placed("Barnet", made("headline", HEADLINE), made("placement_distance", []))
    assert said == (
        "Barnet: half of those whose distance is known live more than 7.2 miles from home, and 24% of all more than 20 "
        "miles away."
    )


def test_distance_crowns_nobody_whom_chance_or_a_few_children_put_first(made: Made) -> None:
    city, camden, barnet = (
        ("City", 27.0, 10.0, 57.0, 11),
        ("Camden", 25.0, 20.0, 31.0, 240),
        ("Barnet", 20, 16, 25, 300),
    )
    said = distance.placed("London", made("headline", HEADLINE), _surely(made, [city, camden, barnet]))
    assert said.endswith("Camden is among the highest, 25%.")
    far = ("Barnet", 12.0, 9.0, 15.0, 500)
    said = distance.placed("London", made("headline", HEADLINE), _surely(made, [city, camden, far]))
    # City's share is higher, and of too few children to be named.
    assert said.endswith("Camden has the highest share, 25%, of those with 20 children or more.")


def test_a_figure_with_an_interval_is_said_with_it(made: Made) -> None:
    headline = made("headline", HEADLINE)
    headline.rows.loc[headline.rows["measure"] == "distant", ["value_low", "value_high"]] = (19.6, 28.9)
    said = overview.overview("Barnet", headline.where(measure=tuple(headline.rows["measure"])))
    assert "24% (between 20% and 29%) more than 20 miles" in said


def test_of_a_handful_so_many_of_so_many_are_said_to_whoever_may_see_them(made: Made) -> None:
    """City of London led with *between 74% and 100% live outside their borough*, of all its eleven."""

    def of_eleven(far: tuple[float, ...], profile: str = "exact") -> str:
        headline = replace(made("headline", HEADLINE), profile=profile)
        parts = ["value", "value_low", "value_high", "numerator_count", "denominator_count"]
        for measure, figures in (("out_of_area", (100.0, 74.0, 100.0, 11.0, 11.0)), ("distant", far)):
            headline.rows.loc[headline.rows["measure"] == measure, parts] = figures
        return overview.overview("City of London", headline)

    three, none = (27.3, 10.0, 57.0, 3.0, 11.0), (0.0, 0.0, 26.0, 0.0, 11.0)
    assert "; all 11 live outside their borough and 3 of 11 more than 20 miles from home." in of_eleven(three)
    assert "; all 11 live outside their borough and none more than 20 miles from home." in of_eleven(none)
    assert "between 74% and 100% live outside" in of_eleven(three, LONDON_7_5)


def test_whether_a_place_can_be_trusted_is_said_in_counts_of_a_handful(made: Made) -> None:
    """*Of between 2% and 38% the distance is not known*, of eleven children."""
    row = {"measure": "distance_not_known", "measure_name": "Distance not known", "unit": "pct", "value": 9.1}
    row |= {"value_low": 2.0, "value_high": 38.0, "numerator_count": 1.0, "denominator_count": 11.0}
    headline = replace(made("headline", [row]), profile="exact")
    assert " Of 1 of 11 the distance is not known." in data.trust(headline)
    nobody = {**row, "value": 0.0, "value_low": 0.0, "value_high": 26.0, "numerator_count": 0.0}
    told = data.trust(replace(made("headline", [nobody]), profile="exact"))
    assert " The distance of every child is known." in told


def test_files_of_my_borough_are_headed_with_what_they_say_of_it(made: Made) -> None:
    """Slides were called *Gaps by sub-region: Camden* and *Price for similar need, by kind of provider: Camden*."""
    assert overview.miles("Camden", made("headline", HEADLINE)).endswith("known live more than 7.2 miles from home")
    assert overview.miles("Camden", made("headline", HEADLINE, hide=[(3, "value")])).startswith(
        "Camden: how many miles"
    )
    ends = ("demand_gap_low_count", "demand_gap_high_count")
    rows = [{"category": HOMES, ends[0]: 9.0, ends[1]: 16.0}, {"category": "Foster placements", ends[1]: 75.0}]
    rows[1][ends[0]] = 5.0
    lacking = "children placed elsewhere for no recorded reason of their own"
    told = f"{lacking} in foster placements; others below"
    assert overview.missing("Camden", made("gaps", rows), "category") == f"Camden: 5 to 75 {told}"
    areas = made("gaps", [{"area_name": "South East London", ends[0]: 128.0, ends[1]: 190.0}])
    assert overview.missing("London", areas, "area_name") == f"London: 128 to 190 {lacking} in South East London"
    withheld = made("gaps", rows, hide=[(1, ends[0])])
    assert overview.missing("Camden", withheld, "category") == f"Camden: up to 75 {told}"
    none = made("gaps", rows, hide=[(0, ends[1]), (1, ends[1])])
    assert overview.missing("Camden", none, "category") == f"Camden: {lacking}"
    paid = {"placement_type": "Foster placements", "provider_sector": "Private", "mean_gbp_week": 1278.0}
    paid |= {"expected_gbp_week": 807.0, "difference_gbp_week": 471.0}
    paid |= {"difference_low_gbp_week": 382.0, "difference_high_gbp_week": 559.0}
    said = cost.dearest_sector("Camden", made("price_for_similar_need_by_sector", [paid]))
    assert said.startswith("Camden: foster placements, private, cost £1,278 a week where London pays £807 a week")


def test_how_many_of_a_handful_live_far_away_is_said_in_counts(made: Made) -> None:
    """'Between 10% and 57% of all', of eleven children."""
    headline = replace(made("headline", HEADLINE), profile="exact")
    parts = ["value", "value_low", "value_high", "numerator_count", "denominator_count"]
    headline.rows.loc[headline.rows["measure"] == "distant", parts] = (27.3, 10.0, 57.0, 3.0, 11.0)
    said = distance.placed("City of London", headline, made("placement_distance", []))
    assert said.endswith("live more than 7.2 miles from home, and 3 of 11 more than 20 miles away.")
    assert distance.miles("City of London", headline) == "City of London: 3 of 11 live over 20 miles from home"


def test_a_share_of_a_wide_interval_is_said_by_its_interval_alone(made: Made) -> None:
    headline = made("headline", HEADLINE)
    same_carer = headline.rows["measure"] == "same_carer_two_years"
    headline.rows.loc[same_carer, ["value", "value_low", "value_high"]] = (78.0, 47.0, 100.0)
    reasons = made("placement_changes", [{"reason": "Carer asked", "move_pct": 20.0}])
    said = stability.settled("City of London", headline, reasons)
    assert "too few to say what share of those settled in care" in said and "%" not in said.split("settled")[1][:9]
    headline = made("headline", HEADLINE)  # a Result keeps what was made of its rows
    headline.rows.loc[same_carer, ["value", "value_low", "value_high"]] = (78.0, 57.0, 90.0)
    said = stability.settled("City of London", headline, reasons)
    assert "between 57% and 90% of those settled in care" in said and "78%" not in said
    headline = made("headline", HEADLINE)  # a Result keeps what was made of its rows
    headline.rows.loc[same_carer, ["value", "value_low", "value_high"]] = (78.0, 68.0, 88.0)
    assert "78%" in stability.settled("City of London", headline, reasons), "20 points are not more than 20"


def test_flows_say_both_ways_for_one_area_and_the_ends_for_several(made: Made) -> None:
    one = {
        "authority_name": "Barnet",
        "own_count": 345,
        "own_outside_count": 217,
        "others_in_count": 94,
        "net_count": -123,
    }
    assert distance.flows("London", made("net_movement", [one])) == (
        "Barnet places 217 of its 345 children outside its boundary; inside it live 94 children "
        "of other London authorities."
    )
    two = [one, {"authority_name": "Croydon", "own_count": 548, "net_count": 249}]
    assert distance.flows("London", made("net_movement", two)) == (
        "London: more children come into Croydon than go out of it, by 249; more go out of Barnet than come in, by 123."
    )
    hidden = made("net_movement", two, hide=[(0, "net_count"), (1, "net_count")])
    assert "too small to show" in distance.flows("London", hidden)


def test_cohorts_name_the_largest_and_the_furthest(made: Made) -> None:
    found = made(
        "need_cohorts",
        [
            {"cohort_title": "Sixteen and over", "child_count": 100, "distant_pct": 10.0},
            {"cohort_title": "UASC", "child_count": 20, "distant_pct": 12.0},
            {"cohort_title": "Remand", "child_count": 9, "distant_pct": 78.0},
        ],
    )
    assert need.cohorts("London", found) == (
        "London: sixteen and over is the largest need cohort, with 100 children; furthest from home "
        "is “UASC”: 12% of its 20 children live more than 20 miles away."
    )


def test_trends_speak_of_the_last_month(made: Made) -> None:
    months = [pd.Timestamp("2026-02-28"), pd.Timestamp("2026-03-31")]
    moves = made(
        "entries_and_exits",
        [
            {"as_at": m, "start_12_months_count": n, "end_12_months_count": n + 5, "looked_after_count": 90}
            for m, n in zip(months, (40, 50), strict=True)
        ],
    )
    assert need.trends("London", moves) == (
        "London: in the twelve months to 31 March 2026, 50 children started to be looked after and 55 "
        "ceased. At its end: 90 children looked after."
    )
    assert need.trends("London", made("entries_and_exits", [])).startswith("London: no child started")


CITY = {
    "authority_name": "City of London",
    "child_count": 8,
    "looked_after_count": 11,
    "per_10000_rate": 90.0,
    "unaccompanied_pct": 60.0,
}


def test_unaccompanied_names_who_looks_after_most(made: Made) -> None:
    found = made(
        "unaccompanied_children",
        [
            CITY,
            {
                "authority_name": "Croydon",
                "child_count": 99,
                "looked_after_count": 548,
                "per_10000_rate": 10.4,
                "unaccompanied_pct": 18.0,
            },
        ],
    )
    assert groups.unaccompanied("London", found) == (
        "London: Croydon looks after 99 children who came unaccompanied, more than any other authority: "
        "10.4 per 10,000 children who live there, and 18% of all it looks after."
    )
    alone = groups.unaccompanied("London", made("unaccompanied_children", [CITY, CITY]))
    assert alone.startswith("City of London looks after 8 children who came unaccompanied: "), (
        "of 11, nobody is crowned"
    )
    hidden = made("unaccompanied_children", [{"child_count": 3}], hide=[(0, "child_count")])
    assert groups.unaccompanied("London", hidden) == f"London: {groups.TOO_FEW}"


def test_groups_say_where_most_of_their_children_are(made: Made) -> None:
    older = made(
        "sixteen_plus",
        [
            {
                "placement_type": "Supported accommodation",
                "accommodation": "Shared",
                "child_count": 60,
                "sixteen_plus_count": 90,
            }
        ],
    )
    assert groups.sixteen_plus("Barnet", older) == (
        "Barnet: of 90 children aged 16 and over, 60 are in supported accommodation (shared)."
    )
    mothers = made(
        "parent_and_child",
        [{"situation": "Mother with a child", "placement_type": "Foster placements", "child_count": 12}],
    )
    assert groups.parents("Barnet", mothers) == (
        "12 children are placed now in foster placements (mother with a child)."
    )
    autism = made("asd_semh", [{"authority_name": "Barnet", "need": "Autism", "child_count": 14, "distant_pct": 21.0}])
    assert groups.autism("London", autism) == (
        "London: Barnet looks after 14 children whose primary need is autism; 21% live more than 20 miles from home."
    )


@pytest.mark.parametrize(
    ("counts", "rank"),
    [
        ((12, 9, 8), "12 children are placed now in foster placements (mother), more than in any other kind."),
        ((9, 9, 8), "9 children are placed now in foster placements (mother), no fewer than any other kind."),
    ],
)
def test_the_largest_kind_is_not_called_most_of_them(made: Made, counts: tuple[int, ...], rank: str) -> None:
    """Twelve of twenty-nine are not most of those placed."""
    kinds = ("Foster placements", "Children's homes", "Supported accommodation")
    rows = [
        {"situation": "Mother", "placement_type": kind, "child_count": count}
        for kind, count in zip(kinds, counts, strict=True)
    ]
    assert groups.parents("Barnet", made("parent_and_child", rows)) == rank


def test_assessments_are_of_the_place_chosen_with_the_year_before_their_length_and_price(made: Made) -> None:
    both = {"begun_count": 40, "last_year_count": 35, "ended_count": 30, "median_days": 90.0, "median_gbp_week": 4000.0}
    mine = {"begun_count": 12, "last_year_count": 9, "ended_count": 10, "median_days": 80.0, "median_gbp_week": 4500.0}
    yearly = made("parent_assessments", [{"area_name": "North", **both}, {"area_name": "Barnet", **mine}])
    assert groups.assessments("London", replace(yearly, marked=("Barnet",))) == (
        "London: in Barnet 12 placements in a family centre or mother and baby unit began in the year (9 the year "
        "before); half of those that ended had lasted more than 80 days, at £4,500 a week."
    )
    assert groups.assessments("London", yearly).startswith("London: in North 40 placements")


def test_supported_accommodation_is_priced_beside_what_it_is_compared_with(made: Made) -> None:
    row = {"median_gbp_week": 750.0, "comparator_median_gbp_week": 980.0}
    priced = made(
        "costs_by_type",
        [
            {"placement_type": "All placements", "child_count": 75, **row},
            {"placement_type": "Supported accommodation", "child_count": 35, **row},
        ],
    )
    assert groups.supported("Barnet", replace(priced, compared_with="ten neighbours")) == (
        "Barnet: 35 of 75 children aged 16 and over live in supported accommodation; half of those "
        "priced cost more than £750 a week, and £980 a week across ten neighbours."
    )
    assert groups.supported("Barnet", None) == ""


def test_a_group_over_time_is_said_at_its_last_month(made: Made) -> None:
    secure = made(
        "secure_and_remand",
        [
            {"as_at": pd.Timestamp("2026-02-28"), "situation": "Youth custody", "child_count": 90},
            {"as_at": pd.Timestamp("2026-03-31"), "situation": "Youth custody", "child_count": 38, "distant_pct": 47.0},
            {"as_at": pd.Timestamp("2026-03-31"), "situation": "Secure home", "child_count": 10},
        ],
    )
    assert groups.latest("London", secure) == (
        "London, 31 March 2026: youth custody, 38 children, of whom 47% more than 20 miles from home."
    )


def test_gaps_name_the_area_with_the_largest(made: Made) -> None:
    found = made(
        "gaps",
        [
            {
                "area_name": "North",
                "category": HOMES,
                "need_count": 180,
                "demand_gap_low_count": 60,
                "demand_gap_high_count": 104,
            },
            {
                "area_name": "South",
                "category": HOMES,
                "need_count": 295,
                "demand_gap_low_count": 138,
                "demand_gap_high_count": 196,
            },
        ],
    )
    assert supply.gaps("London", found).startswith(f"London, {SMALL}: South has the largest gap, 138 to 196 ")


def test_provision_names_most_places_and_most_pressed(made: Made) -> None:
    areas = made(
        "provision_by_area",
        [
            {"area_name": "North East", "place_count": 341, "children_per_place_ratio": 0.6},
            {"area_name": "South East", "place_count": 130, "children_per_place_ratio": 2.27},
        ],
    )
    assert supply.provision("London", HOMES, areas) == (
        f"London, {SMALL}: North East has 341 places, the most; in South East there are 2.27 children for "
        "each registered place."
    )
    assert "no such place is registered" in supply.provision("London", HOMES, made("provision_by_area", []))


def test_market_names_the_largest_owner_and_the_commonest_route(made: Made) -> None:
    shares = made("market_shares", [{"owner_name": "Elmstead", "child_count": 102}])
    routes = made(
        "framework_coverage",
        [
            {"placement_type": HOMES, "sourcing_route": "Framework", "route_pct": 48.0},
            {"placement_type": HOMES, "sourcing_route": "Spot", "route_pct": 40.0},
        ],
    )
    assert supply.market("London", HOMES, shares, routes) == (
        f"London, {SMALL}: Elmstead has 102 children, the most of any owner; 48% of such placements were "
        "bought through a framework."
    )


def test_mix_names_the_commonest_pair(made: Made) -> None:
    found = made(
        "placement_mix",
        [
            {
                "placement_type": "Foster placements",
                "child_count": 50,
                "provider_sector": "Own provision",
                "child_pct": 35.0,
            }
        ],
    )
    assert supply.mix("Barnet", found) == (
        "Barnet: 35% of children live in foster placements (own provision), the commonest placement."
    )


def test_cost_names_the_dearest_type(made: Made) -> None:
    found = made(
        "costs_by_type",
        [
            {"placement_type": "Foster placements", "median_gbp_week": 760.0},
            {"placement_type": HOMES, "median_gbp_week": 7720.0, "ninetieth_gbp_week": 14486.0},
        ],
    )
    assert cost.by_type("London", found) == (
        f"London: {SMALL} cost most; half of those priced cost more than £7,720 a week, "
        "and one in ten more than £14,486 a week."
    )


@pytest.mark.parametrize(
    ("counts", "begins"),
    [
        ((3, 40, 30), f"of the kinds of placement with 20 children or more, {SMALL} cost most; half of those priced"),
        ((3, 14, 30), "half of those priced cost more than £980 a week; they are too few to say which kind"),
        ((30, 40, 30), "other placements cost most; half of those priced cost more than £9,000 a week"),
    ],
)
def test_no_kind_is_called_the_dearest_under_one_of_few_children(
    made: Made, counts: tuple[int, ...], begins: str
) -> None:
    """Where children's homes had 14 children, foster placements 'cost most'."""
    prices = (("Other placements", 9000.0), (HOMES, 6000.0), ("Foster placements", 760.0))
    rows = [
        {"placement_type": kind, "median_gbp_week": price, "priced_count": count}
        for (kind, price), count in zip(prices, counts, strict=True)
    ]
    whole = {"placement_type": "All placements", "median_gbp_week": 980.0, "priced_count": sum(counts)}
    assert cost.by_type("Merton", made("costs_by_type", [whole, *rows])).startswith(f"Merton: {begins}")


def test_value_compares_the_dearest_of_those_used_most(made: Made) -> None:
    found = made(
        "price_for_similar_need",
        [
            {
                "provider_name": "Elm",
                "matched_count": 30,
                "mean_gbp_week": 9000.0,
                "expected_gbp_week": 8000.0,
                "difference_gbp_week": 1000.0,
                "difference_low_gbp_week": 400.0,
                "difference_high_gbp_week": 1600.0,
            },
            {
                "provider_name": "Oak",
                "matched_count": 20,
                "mean_gbp_week": 7000.0,
                "expected_gbp_week": 8000.0,
                "difference_gbp_week": -1000.0,
                "difference_low_gbp_week": -1500.0,
                "difference_high_gbp_week": -500.0,
            },
        ],
    )
    assert cost.value("London", HOMES, found) == (
        f"London, {SMALL}: of the providers used most, Elm costs most above similar need: £9,000 a week, where London "
        "pays £8,000 a week."
    )
    unclear = replace(found, rows=found.rows.assign(difference_low_gbp_week=[-400.0, -1500.0]))
    assert "none of the providers used most clearly costs more" in cost.value("London", HOMES, unclear)
    assert "no provider has enough" in cost.value("London", HOMES, made("price_for_similar_need", []))


def test_larger_groups_are_said_as_what_they_are(made: Made) -> None:
    kinds = made(
        "costs_by_kind",
        [
            {"placement_kind": "All placements", "median_gbp_week": 980.0},
            {"placement_kind": "Residential placements", "median_gbp_week": 6460.0},
        ],
    )
    kinds = replace(kinds, stands_for="Weekly cost by placement type")
    assert (
        cost.by_type("London", kinds)
        == "London: residential placements cost most; half of those priced cost more than £6,460 a week."
    )
    row = {"placement_type": HOMES, "provider_sector": "Private", "mean_gbp_week": 8200.0, "expected_gbp_week": 7060.0}
    row |= {"matched_count": 40, "difference_gbp_week": 1140.0}
    row |= {"difference_low_gbp_week": 700.0, "difference_high_gbp_week": 1580.0}
    assert cost.value_by_sector(made("price_for_similar_need_by_sector", [row])) == (
        f"{HOMES}, private: they cost £8,200 a week, where London pays £7,060 a week for children of similar need."
    )
    # Above nought by 95 per cent limits, but not by those of 99.8, to which many compared at once are held.
    found = made("price_for_similar_need_by_sector", [row | {"difference_low_gbp_week": 400.0}])
    assert cost.value_by_sector(found) == "No kind of provider clearly costs more than London pays for similar need."
    assert "has enough" in cost.value_by_sector(made("price_for_similar_need_by_sector", []))


def test_funding_says_who_shares_the_pounds(made: Made) -> None:
    found = made("joint_funding", [{"dimension": "All", "joint_pct": 4.0, "health_pct": 2.0, "education_pct": 3.0}])
    assert cost.funding("London", found) == (
        "London: education or health pays towards 4% of placements; of the weekly cost, health pays 2% and education "
        "3%."
    )
    assert "no cost was sent" in cost.funding("London", made("joint_funding", []))


def test_dearest_counts_those_unregistered(made: Made) -> None:
    found = made(
        "top_placements",
        [
            {"weekly_cost_gbp_week": 32000.0, "is_unregistered": True},
            {"weekly_cost_gbp_week": 11125.0, "is_unregistered": False},
        ],
    )
    assert cost.dearest("London", found) == (
        "London: the 2 dearest placements cost £11,125 a week or more, up to £32,000 a week; 1 of them is unregistered."
    )


def test_stability_names_the_commonest_reason(made: Made) -> None:
    changes = made(
        "placement_changes", [{"reason": "Carer asked", "move_pct": 10.0}, {"reason": "Care plan", "move_pct": 36.0}]
    )
    said = stability.settled("Barnet", made("headline", HEADLINE), changes)
    assert said == (
        "Barnet: 9% of children had three or more placements in the year and 85% of those settled "
        "in care have had the same carer for two years. The commonest reason sent for a "
        "move is “Care plan” (36% of moves)."
    )


def test_fairness_leaves_out_what_may_be_chance(made: Made) -> None:
    rows = [
        {
            "category": "All looked after",
            "category_count": 9000,
            "ethnic_group": "Mixed",
            "representation_index": 3.7,
            "low_index": 3.5,
            "high_index": 3.8,
            "child_pct": 21.0,
            "population_pct": 5.7,
        },
        {
            "category": "All looked after",
            "category_count": 9000,
            "ethnic_group": "Other",
            "representation_index": 5.0,
            "low_index": 0.9,
            "high_index": 9.0,
            "child_pct": 1.0,
            "population_pct": 0.2,
        },
    ]
    said = fairness.groups("London", made("disproportionality", rows))
    assert "the group most over-represented is “Mixed”, at 3.70 times its share" in said and "Other" not in said
    assert "21% of these children, 6% of people" in said
    assert "London: no group is surely above" in fairness.groups("London", made("disproportionality", rows[1:]))


def test_of_a_handful_no_group_is_said_to_be_above_its_share(made: Made) -> None:
    few = {
        "category": "All looked after",
        "category_count": 11,
        "ethnic_group": "Other",
        "representation_index": 30.27,
        "low_index": 13.0,
        "high_index": 60.0,
        "child_pct": 64.0,
        "population_pct": 2.1,
    }
    assert fairness.groups("City of London", made("disproportionality", [few])) == (
        "City of London: too few children to say which groups are above their share of the people who live here."
    )


def test_data_compares_the_whole_of_the_latest_year(made: Made) -> None:
    row = {"measure": "looked_after", "area_code": "E12000007", "area_name": "London"}
    found = made(
        "published_comparison",
        [
            row
            | {
                "return_year": "2025",
                "category": "Ceased to be looked after in year",
                "child_count": 4312,
                "published": 4260,
            },
            row | {"return_year": "2025", "category": data.ALL, "child_count": 9299, "published": 9290},
            row | {"return_year": "2024", "category": data.ALL, "child_count": 9800, "published": 9680},
        ],
    )
    assert data.compared("London", found) == (
        "On 31 March 2025 these returns count 9,299 children looked after in London; DfE published 9,290."
    )


def test_children_are_counted_by_what_stands_out(made: Made) -> None:
    listed = made(
        "children",
        [
            {"distance_class": "Over 20 miles", "is_unregistered": True},
            {"distance_class": "Not known", "is_unregistered": False},
        ],
    )
    assert overview.children("Barnet", listed) == (
        "Barnet: 2 children are listed, 1 of them more than 20 miles from home and 1 in unregistered placements."
    )


def test_where_no_prices_were_collected_the_sentence_says_so_and_not_that_children_are_few(made: Made) -> None:
    uncollected = (("Southwark", None),)
    why = "no prices were collected in the twelve months to this date."
    matched = replace(made("price_for_similar_need", []), priced=uncollected)
    assert cost.value("London", "Foster placements", matched) == f"London, foster placements: {why}"
    assert cost.value_by_sector(replace(made("price_for_similar_need_by_sector", []), priced=uncollected)).endswith(why)
    kinds = made("costs_by_type", [{"placement_type": "Foster placements", "median_gbp_week": None}])
    assert cost.by_type("London", replace(kinds, priced=uncollected)).endswith(why)
    assert cost.funding("Southwark", replace(made("joint_funding", []), priced=uncollected)) == f"Southwark: {why}"


def test_what_is_not_known_of_some_is_counted_as_at_least_so_many(made: Made) -> None:
    kinds = [True, False, None]
    listed = made("children", [{"distance_class": "Not known", "is_unregistered": kind} for kind in kinds])
    assert overview.children("Camden", listed).endswith("and at least 1 in unregistered placements.")
    nobody = made("children", [{"distance_class": "Not known", "is_unregistered": False}] * 2)
    assert overview.children("Camden", nobody).endswith("and none in unregistered placements.")
    unknown = made("children", [{"distance_class": "Not known", "is_unregistered": None}] * 2)
    assert overview.children("Camden", unknown).endswith("and an unknown number in unregistered placements.")
    dear = made("top_placements", [{"weekly_cost_gbp_week": 9000.0, "is_unregistered": kind} for kind in kinds])
    assert cost.dearest("Camden", dear).endswith("at least 1 of them is unregistered.")


def test_one_child_is_said_as_one(made: Made) -> None:
    one = made("need_cohorts", [{"cohort_title": "Remand", "child_count": 1, "distant_pct": 100.0}])
    assert need.cohorts("London", one) == "London, remand: 1 child."


def test_others_children_who_may_not_be_counted_are_said_so(made: Made) -> None:
    one = made(
        "net_movement",
        [{"authority_name": "Barnet", "own_count": 345, "own_outside_count": 217, "others_in_count": 5}],
        hide=[(0, "others_in_count")],
    )
    assert distance.flows("London", one).endswith("live inside it cannot be shown.")


def test_a_gap_of_nought_or_of_one_figure_is_said_plainly(made: Made) -> None:
    row = {"area_name": "North", "category": HOMES, "need_count": 12, "demand_gap_low_count": 0}
    none = made("gaps", [row | {"demand_gap_high_count": 0}])
    assert supply.gaps("London", none) == f"London, {SMALL}: no child is placed elsewhere without a reason."
    same = made("gaps", [row | {"demand_gap_low_count": 10, "demand_gap_high_count": 10}])
    assert "North has a gap, 10 children placed elsewhere" in supply.gaps("London", same)
    one = made("gaps", [row | {"need_count": 1, "demand_gap_low_count": 1, "demand_gap_high_count": 1}])
    assert supply.gaps("London", one).endswith(
        "1 child placed elsewhere for no recorded reason of their own, of the one child who needs such a place."
    )


def test_the_largest_gap_is_so_only_where_ranges_do_not_meet(made: Made) -> None:
    north = {"area_name": "North", "category": HOMES, "need_count": 60}
    south = north | {"area_name": "South", "demand_gap_low_count": 10, "demand_gap_high_count": 19}
    for low, said in ((20, "North has the largest gap"), (19, "North is among those with the largest gaps")):
        found = made("gaps", [north | {"demand_gap_low_count": low, "demand_gap_high_count": 30}, south])
        assert said in supply.gaps("London", found)
    few = made("gaps", [south, {**north, "need_count": 19, "demand_gap_low_count": 19, "demand_gap_high_count": 19}])
    assert "largest" not in supply.gaps("London", few) or "South" in supply.gaps("London", few)


def test_of_counts_that_tie_none_is_more_than_any_other(made: Made) -> None:
    rows = [
        CITY | {"authority_name": name, "child_count": 35, "looked_after_count": 300} for name in ("Brent", "Barnet")
    ]
    assert "no fewer than any other authority" in groups.unaccompanied("London", made("unaccompanied_children", rows))
    owners = made("market_shares", [{"owner_name": name, "child_count": 15} for name in ("Alder", "Beech")])
    assert "no fewer than any other owner" in supply.market("London", HOMES, owners, made("framework_coverage", []))
    # Of two that show 35 one may be 30 and the other 39: the first is not known to be as many.
    shown = replace(made("unaccompanied_children", rows), profile="london-7-5")
    assert "with no other authority shown to have more" in groups.unaccompanied("London", shown)
    owners = replace(owners, profile="london-7-5")
    assert "with no other owner shown to have more" in supply.market(
        "London", HOMES, owners, made("framework_coverage", [])
    )
    kinds = [
        {"placement_type": name, "provider_sector": "Private", "child_count": 20, "child_pct": 50.0} for name in "AB"
    ]
    assert "among the commonest placements" in supply.mix("Barnet", made("placement_mix", kinds))


@pytest.mark.parametrize(
    ("some", "said"), [(0.0, "none of the children had"), (3.0, "3 of 11 children had"), (11.0, "all 11 children had")]
)
def test_of_few_children_stability_says_how_many_as_its_card_does(made: Made, some: float, said: str) -> None:
    headline = made("headline", HEADLINE)
    parts = ["value", "value_low", "value_high", "numerator_count", "denominator_count"]
    wide = (some / 11 * 100, max(some / 11 * 100 - 40, 0), min(some / 11 * 100 + 26, 100), some, 11.0)
    headline.rows.loc[headline.rows["measure"] == "three_placements", parts] = wide
    settled = stability.settled("City of London", headline, made("placement_changes", []))
    assert settled.startswith(f"City of London: {said} three or more placements in the year")


def test_what_is_withheld_is_left_out_where_the_sentence_can_do_without(made: Made) -> None:
    dear = made(
        "costs_by_type",
        [{"placement_type": HOMES, "median_gbp_week": 7720.0, "ninetieth_gbp_week": 9000.0}],
        hide=[(0, "ninetieth_gbp_week")],
    )
    assert (
        cost.by_type("London", dear) == f"London: {SMALL} cost most; half of those priced cost more than £7,720 a week."
    )
    headline = made("headline", HEADLINE, hide=[(5, "value")])
    said = stability.settled("Barnet", headline, made("placement_changes", []))
    assert said == "Barnet: 9% of children had three or more placements in the year."


def test_one_authority_is_compared_by_its_own_count(made: Made) -> None:
    found = made(
        "published_comparison",
        [
            {
                "measure": "looked_after",
                "category": data.ALL,
                "area_code": "E09000003",
                "area_name": "Barnet",
                "return_year": "2025",
                "child_count": 345,
                "published": 343,
            }
        ],
    )
    assert data.compared("Barnet", found) == (
        "On 31 March 2025 these returns count 345 children looked after in Barnet; DfE published 343."
    )


def test_where_nothing_is_gained_and_nobody_lives_no_leader_is_named(made: Made) -> None:
    moves = made(
        "net_movement",
        [
            {"authority_name": name, "own_count": own, "net_count": net}
            for name, own, net in (("Brent", 300, -1), ("Bromley", 300, -3), ("City of London", 11, -8))
        ],
    )
    assert distance.flows("London", moves) == (
        "London: every authority places more of these children elsewhere than it takes in, Bromley the most, by 3."
    )
    owners = made("market_shares", [{"owner_name": "Alder", "child_count": 0}])
    routes = made("framework_coverage", [])
    assert supply.market("London", HOMES, owners, routes) == (
        f"London, {SMALL}: none of these children lives in such a place."
    )


def test_only_what_changed_beyond_chance_is_said_to_have_changed(made: Made) -> None:
    row = {"measure": "distant", "measure_name": "Placed over 20 miles from home", "unit": "pct", "value": 20.0}
    row |= {"last_year_value": 12.0, "change_value": 8.0}
    still, unknown = row | {"measure": "out_of_area"}, row | {"measure": "weekly_cost", "change_value": None}

    def said(*rows: dict[str, object]) -> str:
        headline = made("headline", rows)
        headline.rows["change_is_clear"] = [each["measure"] == "distant" for each in rows]
        return overview.changed(headline)

    assert said(row, still, unknown) == "Changed in the year: placed over 20 miles from home, up from 12% to 20%."
    assert said(still) == "No headline measure changed in the year beyond chance."
    assert said(unknown) == "No headline measure is known of a year ago as well."


def test_what_a_scenario_costs_is_said_with_its_range(made: Made) -> None:
    """Each part at its low: 2.0 less and 0.1 less, for the second has no range; each at its high: 0.5 more and 0.1."""
    parts = [
        {"item": "Placements", "difference_gbp": -1e6, "difference_low_gbp": -2e6, "difference_high_gbp": 5e5},
        {"item": "Assessments", "difference_gbp": -1e5},
    ]
    said = scenarios.cost(made("scenario_costs", parts))
    assert "cost £1.1m less in that year (from £2.1m less to £400,000 more" in said
    assert "(from" not in scenarios.cost(made("scenario_costs", parts[1:]))


def test_the_tracker_says_where_it_begins_and_how_much_it_cannot_tell(made: Made) -> None:
    rows = [("Barnet", date(2024, 3, 31)), ("Barnet", date(2024, 6, 30)), ("Camden", date(2024, 6, 30))]
    told = made("liberty_tracker", [{"authority_name": name, "quarter_date": day} for name, day in rows])
    said = groups.tracked("All children", told)
    assert "It begins with the quarter to 31 March 2024" in said and "whose costs return has not come" in said
    assert "1 of 4 are not listed" in said


def test_why_an_aim_was_missed_is_said_once_of_each(made: Made) -> None:
    rows = [
        {"aim": "Sixteen <and> over", "level": level, "outcome": "Missed", "why": "Fewer came."}
        for level in ("London", "Median authority")
    ]
    missed = planning.why_missed(made("forecast_aims", rows))
    assert missed.count("<li><b>Sixteen &lt;and&gt; over.</b> Fewer came.") == 1
    assert planning.why_missed(made("forecast_aims", [{**rows[0], "outcome": "Met", "why": ""}])) == ""


def test_which_way_of_foretelling_was_the_least_far_off_is_said_whichever_it_was(made):
    rows = [
        {"level": "London", "method": "This tool's simulation", "weighted_error": 7.7},
        {"level": "London", "method": "The sector's method", "weighted_error": 5.5},
        {"level": "Authorities", "method": "Last value", "weighted_error": 1.0},
    ]
    said = planning.nearest(made("forecast_errors", rows))
    assert said == "the sector's method was the least far off in London"
    both = [{**row, "weighted_error": 5.5} for row in rows]
    assert planning.nearest(made("forecast_errors", both)).startswith(
        "this tool's simulation and the sector's method were"
    )
    assert planning.nearest(made("forecast_errors", rows[2:])) == "the less the better"


def test_the_forecasts_aims_are_counted_and_what_was_missed_is_pointed_to(made: Made) -> None:
    row = {"aim": "All children looked after", "most_ratio": 1.05}
    said = planning.aims(
        made(
            "forecast_aims",
            [
                {**row, "level": "London", "error_ratio": 1.2, "outcome": "Missed"},
                {**row, "level": "Median authority", "error_ratio": 1.0, "outcome": "Met"},
            ],
        )
    )
    assert said == (
        "Two years ahead 1 of 2 aims were met; by how much the others were missed stands in the table, and why "
        "under it."
    )


def test_what_usable_places_rest_on_is_said_of_one_area_in_numbers_and_of_several_by_name(made: Made) -> None:
    north = {"area_name": "North", "category": HOMES, "registered_places": 60.0, "reported_places": 25.0}
    south = north | {"area_name": "South", "reported_places": 0.0}
    fostering = {
        "area_name": "North",
        "category": "Foster placements",
        "registered_places": None,
        "reported_places": 0.0,
    }
    assert supply.reported(made("gaps", [north])) == (
        "North: 25 of 60 registered places are in homes that said how many they staff, assumptions stand for the others"
    )
    assert supply.reported(made("gaps", [north | {"reported_places": 60.0}])) == (
        "North: all 60 registered places are in homes that said how many they staff"
    )
    assert supply.reported(made("gaps", [south])) == (
        "No home in South said how many places it staffs: assumptions stand for all"
    )
    assert supply.reported(made("gaps", [north, south])) == (
        "Homes in North said how many places they staff: assumptions stand for the others"
    )
    assert supply.reported(made("gaps", [south, south | {"area_name": "East"}])).startswith("No home in the areas here")
    assert "no such place is registered" in supply.reported(made("gaps", [fostering]))


def test_of_placements_still_open_it_says_what_they_are_and_by_which_share_where_that_came_nearer(made: Made) -> None:
    row = {
        "area_name": "London",
        "kind": "Of today's placements still open",
        "category": "All",
        "led_by": "Last value",
        "expected_count": 2284,
        "expected_80_low_count": 2201,
        "expected_80_high_count": 2367,
    }
    days = {0: date(2026, 3, 31), 24: date(2028, 3, 31)}
    said = planning.expected(
        made("forecast", [{**row, "months_ahead": m, "as_at": day} for m, day in days.items()]), 24
    )
    assert said.startswith("London, in today's placements still open, all: 2,284 children expected on 31 March 2028")
    assert "no nearer than the share of placements that stayed open before, so that is shown" in said


def test_pounds_are_no_more_exact_than_an_estimate_is() -> None:
    """'From £289,899 to £3.4m a year' was one estimate."""
    said = [scenarios.pounds(value) for value in (3_412_000, 289_899, -400_000, 8_280.4)]
    assert said == ["£3.4m", "£290,000", "£400,000", "£8,280"]


def test_market_says_why_it_names_no_owner_and_what_to_change(made: Made) -> None:
    nobody, routes = made("market_shares", []), made("framework_coverage", [])
    held = made("market_concentration", [{"basis": "Children placed", "owner_count": 35.0, "behind_count": 45.0}])
    chosen = {"authority": ("E09000008",), "age_band": ("16 and over",), "as_at": ("2026-03-31",)}
    protected = [replace(result, profile=LONDON_7_5, choices=chosen) for result in (nobody, routes, held)]
    assert supply.market("London", HOMES, *protected) == (
        f"London, {SMALL}: 45 children live with some 35 owners, none of whom has enough of them to be shown. "
        "Clear Responsible authority or Age to see more."
    )
    alone = [replace(result, choices={}) for result in protected]
    assert (
        supply.market("London", HOMES, *alone[:2])
        == f"London, {SMALL}: no owner has enough of these children to be shown."
    )


@pytest.mark.parametrize(("low", "high"), [(9.0, 52.0), (25.0, 78.0)], ids=["among others", "furthest of all"])
def test_a_cohort_of_which_next_to_nothing_is_known_is_not_said_to_be_far(made: Made, low: float, high: float) -> None:
    """'Furthest from home is “Complex adolescents”: too few to say what share live more than 20 miles away.'"""
    rows = [
        {"cohort_title": title, "child_count": count, "distant_pct": share, "distant_low_pct": least}
        | {"distant_high_pct": most}
        for title, count, share, least, most in (
            ("Sixteen and over", 205, 14.0, 9.0, 20.0),
            ("Complex adolescents", 55, 45.0, low, high),
        )
    ]
    result = made("need_cohorts", rows)
    ends = replace(result.view.column("distant_pct"), low="distant_low_pct", high="distant_high_pct")
    columns = [ends if column.name == "distant_pct" else column for column in result.view.columns]
    columns += [replace(ends, name=name, low="", high="") for name in ("distant_low_pct", "distant_high_pct")]
    frame = pd.DataFrame(rows).reindex(columns=[column.name for column in columns])
    symbols = pd.DataFrame("", index=frame.index, columns=frame.columns)
    wide = replace(result, view=replace(result.view, columns=tuple(columns)), rows=frame, symbols=symbols)
    said = need.cohorts("London", wide)
    assert said.startswith("London: sixteen and over is ") and said.endswith(", with 205 children.")


def test_prices_of_too_few_to_rank_are_said_all_together(made: Made) -> None:
    """The page said that nothing had a price that could be shown, over a card and a map with the price."""
    rows = [{"placement_type": kind, "priced_count": 1, "median_gbp_week": 14045.0} for kind in (cost.ALL, HOMES)]
    assert (
        cost.by_type("London", made("costs_by_type", rows))
        == "London: the one placement that has a price costs £14,045 a week."
    )
    rows = [row | {"priced_count": 6} for row in rows]
    assert cost.by_type("London", made("costs_by_type", rows)) == (
        "London: half of those priced cost more than £14,045 a week; "
        "they are too few to say which kind of placement costs most."
    )
    hidden = made("costs_by_type", rows, hide=[(0, "median_gbp_week"), (1, "median_gbp_week")])
    assert "no placement" in cost.by_type("London", hidden).lower()


@pytest.mark.parametrize(
    "is_unregistered, said", [(True, " and is unregistered"), (False, " and is registered"), (None, "")]
)
def test_one_placement_is_not_called_the_dearest_of_several(
    is_unregistered: bool | None, said: str, made: Made
) -> None:
    one = made("top_placements", [{"weekly_cost_gbp_week": 14045.0, "is_unregistered": is_unregistered}])
    assert cost.dearest("Camden", one) == f"Camden: the one placement that has a price costs £14,045 a week{said}."
    saved = made("top_ten_savings", [{"least_saving_gbp": 0.0, "largest_saving_gbp": 463000.0}])
    assert "a year over 1 placement, by three" in cost.negotiation("Camden", saved)
    used = made("price_for_similar_need", [{"provider_name": "Elm", "matched_count": 1}])
    assert cost.providers_used(used) == "The one provider used"


def test_a_gap_that_cannot_be_told_says_why_and_what_to_do(made: Made) -> None:
    """At a date without what gaps rest on the page asked to clear a choice, where none was made."""
    rows = [{"area_name": "North Central London", "category": HOMES, "demand_gap_high_count": 120}]
    unknown = made("gaps", rows, hide=[(0, "demand_gap_high_count")])
    unknown.symbols["demand_gap_high_count"] = "x"
    assert supply.gaps("London", unknown).endswith("not known then. Choose another date.")
    few = replace(made("gaps", rows, hide=[(0, "demand_gap_high_count")]), profile=LONDON_7_5)
    assert supply.gaps("London", few).endswith("of nobody, of too few children, or not known at this date.")
    asked = replace(few, choices={"authority": ("E09000003",)})
    assert supply.gaps("London", asked).endswith("Clear Responsible authority to see more.")


def test_a_protected_plan_says_of_whom_it_is() -> None:
    assert siting.protected("").endswith("nothing of one authority's children.")
    said = siting.protected("Croydon")
    assert "of Croydon as one area" in said and "nothing of one" not in said


def test_a_plan_names_the_day_of_its_prices_and_says_where_it_cannot_break_even() -> None:
    """At September 2024 a plan told of 'today's prices', and of 8 beds that 101% of them must be filled."""
    site = {"site_name": "Camden", "homes": 2, "beds": 8, "children": 6.8, "miles_saved": 86.4, "saving": -380_000.0}
    rows = pd.DataFrame([site | {"break_even_children": 8.1, "break_even_pct": 101.0}])
    columns = tuple(column for column in siting_columns.SITES if column.name in rows)
    view = View("siting_plan", "marts", "What each home does", columns=columns)
    priced = (("Camden", date(2024, 3, 31)), ("Barnet", None))
    plan = Result(view, rows, rows.map(lambda _: ""), priced=priced)
    assert siting.plan(plan, "children").endswith("a year more at the prices of 31 March 2024.")
    assert siting.break_even(plan).endswith("to break even: 8.1 in Camden (more than the 8 it has).")
    within = replace(plan, rows=rows.assign(break_even_children=5.3, break_even_pct=66.0))
    assert siting.break_even(within).endswith("5.3 in Camden (66% of its beds).")


def test_searches_say_that_another_date_changes_nothing(made: Made) -> None:
    told = replace(made("searches_outcomes", [{"outcome_pct": 84.0}]), as_at=date(2026, 3, 31))
    assert searches.of_when(told, "31 March 2026") == ""
    said = searches.of_when(told, "30 September 2024")
    assert said.startswith("The date chosen, 30 September 2024, changes nothing") and "to 31 March 2026" in said


def test_homes_whose_places_no_list_gives_are_told_as_homes(made: Made) -> None:
    """'Supported accommodation: City of London has 0 places' stood where places are not published."""
    rows = [{"area_name": "Camden", "home_count": 19, "place_count": None, "children_per_place_ratio": None}]
    hidden = [(0, "place_count"), (0, "children_per_place_ratio")]
    told = made("provision_by_area", rows, hide=hidden)
    kind = "Supported accommodation"
    said = supply.provision("Camden", kind, told)
    assert said == "Supported accommodation: Camden has 19 homes; no list says how many places they have."
    rows.append(rows[0] | {"area_name": "Barnet", "home_count": 7})
    several = made("provision_by_area", rows, hide=[*hidden, (1, "place_count"), (1, "children_per_place_ratio")])
    assert "Camden has 19 homes, the most; no list says" in supply.provision("London", kind, several)
    assert supply.provision("Camden", kind, told.at([False])).endswith("no such place is registered.")


def test_one_child_for_each_place_is_one(made: Made) -> None:
    rows = [{"area_name": "Camden", "place_count": 23, "children_per_place_ratio": 1.0}]
    said = supply.provision("Camden", HOMES, made("provision_by_area", rows))
    assert said.endswith("Camden has 23 places, and 1 child for each of them.")


def test_of_a_handful_of_children_no_share_is_said_and_one_child_is_the_only_one(made: Made) -> None:
    """'1 child, the most of any owner; too few to say what share of such placements were bought by spot purchase'."""

    def wide(result: Result, stem: str) -> Result:
        low, high = f"{stem}_low_pct", f"{stem}_high_pct"
        columns = tuple(
            replace(column, low=low, high=high) if column.name == f"{stem}_pct" else column
            for column in result.view.columns
        )
        rows = result.rows.assign(**{low: 10.0, high: 99.0})
        return replace(result, rows=rows, view=replace(result.view, columns=columns))

    owner = {"placement_type": HOMES, "owner_name": "Alpha Ltd", "child_count": 1}
    routes = made("framework_coverage", [{"placement_type": HOMES, "sourcing_route": "Spot", "route_pct": 50.0}])
    said = supply.market("City of London", HOMES, made("market_shares", [owner]), wide(routes, "route"))
    assert said == f"City of London, {SMALL}: Alpha Ltd has 1 child, the only one."
    kind = {"placement_type": "Foster placements", "provider_sector": "Private", "child_count": 5, "child_pct": 45.5}
    assert supply.mix("City of London", wide(made("placement_mix", [kind]), "child")) == (
        "City of London: 5 children live in foster placements (private), among the commonest placements, "
        "too few to say what share."
    )
