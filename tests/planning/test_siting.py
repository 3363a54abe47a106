"""Where homes are opened: a plan worked out by hand, and the optimum against every plan there is."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linear_sum_assignment

from sufficiency.planning.site_costs import Level, OwnCosts, bed_capital, bed_year
from sufficiency.planning.siting import solve
from sufficiency.planning.siting_inputs import Candidate, Facts, nearest, problem
from sufficiency.planning.siting_problem import Area, NoPlan, Problem, Site
from sufficiency.planning.siting_settings import Wanted, settings
from sufficiency.planning.siting_worth import break_even, worth

# Nine children of three boroughs. A's four live 30 miles away at 6,000 pounds a week, B's three 20 miles at 9,000,
# C's two 10 miles at 5,000. One home of four beds, at North or at South; miles from each borough to each:
#              North  South
#   A (4)        2      12
#   B (3)        8       4
#   C (2)       14       3
NINE = Problem(
    areas=(Area("A", 4, 30, 6000), Area("B", 3, 20, 9000), Area("C", 2, 10, 5000)),
    sites=(Site("North", 4), Site("South", 4)),
    miles=((2, 12), (8, 4), (14, 3)),
    homes=1,
    reach=40,
    weight=1,
)


def with_(problem: Problem, **changed: object) -> Problem:
    return Problem(**{**problem.__dict__, **changed})  # type: ignore[arg-type]


def test_by_distance_the_home_is_in_the_north_and_serves_the_four_children_who_live_furthest() -> None:
    """Miles saved a child. North: A 30-2=28, B 20-8=12, C 10-14=-4. South: A 18, B 16, C 7. Four beds at North go to
    A's four: 4x28 = 112 miles. At South to A's four too: 4x18 = 72. North is best."""
    plan = solve(NINE)
    assert plan.homes == (1, 0)
    assert plan.served.round(6).tolist() == [[4, 0], [0, 0], [0, 0]]
    # Each mile is worth 1/28, 28 being the most that any child saves: 112/28 = 4.
    assert plan.value == pytest.approx(4)


def test_by_cost_the_dearest_children_are_served_and_the_sites_differ_by_what_a_home_costs() -> None:
    """B's three at 9,000 and one of A's at 6,000: 33,000 a week, wherever it is. North's home costs 52x18,000 a year
    and South's 52x9,000, so South: (33,000-9,000)/9,000 = 2.667."""
    sites = (Site("North", 4, 1, 52 * 18000), Site("South", 4, 1, 52 * 9000))
    plan = solve(with_(NINE, sites=sites, weight=0))
    assert plan.homes == (0, 1)
    assert plan.served.round(6).tolist() == [[0, 1], [0, 3], [0, 0]]
    assert plan.value == pytest.approx(24 / 9)


def test_by_both_alike_a_child_is_worth_half_of_each() -> None:
    """Half of miles/28 and half of price/9,000. North: A .5+.333=.833, B .214+.5=.714, C -.071+.278=.206:
    A's four, 3.333. South: A .321+.333=.655, B .286+.5=.786, C .125+.278=.403: B's three and one of A's, 3.012."""
    plan = solve(with_(NINE, weight=0.5))
    assert plan.homes == (1, 0) and plan.value == pytest.approx(4 * (0.5 + 0.5 * 2 / 3))
    second = solve(with_(NINE, weight=0.5), barred=[plan.homes])
    assert second.homes == (0, 1)
    assert second.value == pytest.approx(3 * (0.5 * 16 / 28 + 0.5) + 0.5 * 18 / 28 + 0.5 * 2 / 3)


def test_where_far_is_20_miles_the_home_serves_who_is_near_it_and_not_who_lives_furthest() -> None:
    """With 20 miles at most, A's 30 count as 20. South: A 20-12=8, B 16, C 10-3=7. Of the home at South alone, B's
    three and one of A's: 3x16 + 8 = 56; without, A's four: 4x18. North is not offered."""
    sites = (Site("North", 4, 0), Site("South", 4))
    assert solve(with_(NINE, sites=sites)).served[:, 1].round(6).tolist() == [4, 0, 0]
    plan = solve(with_(NINE, sites=sites, far=20))
    assert plan.served[:, 1].round(6).tolist() == [1, 3, 0]
    assert plan.value == pytest.approx(56 / 16)


def test_a_home_serves_nobody_beyond_its_reach_and_as_many_as_can_be_come_first() -> None:
    """Within 5 miles North reaches A's four alone and South B and C. With five beds North fills four, South all five
    (B's three and C's two), so South, though North saves more miles (112 against 3x16 + 2x7 = 62)."""
    plan = solve(with_(NINE, reach=5, sites=(Site("North", 5), Site("South", 5))))
    assert plan.homes == (0, 1)
    assert plan.children == pytest.approx(5)


def test_places_announced_serve_children_whatever_is_opened() -> None:
    """South has four places announced and reaches all; North then serves the four of the other five who gain most. All
    eight places fill; one of the nine waits: one of C's, who gains least."""
    sites = (Site("North", 4), Site("South", 4, 0, 0, 4))
    plan = solve(with_(NINE, sites=sites))
    assert plan.homes == (1, 0)
    assert plan.served[:, 0].round(6).tolist() == [4, 0, 0]
    assert plan.before[:, 1].round(6).tolist() == [0, 3, 1]


def test_when_every_plan_is_barred_or_too_many_homes_are_asked_for_it_says_so() -> None:
    with pytest.raises(NoPlan, match="no other plan"):
        solve(NINE, barred=[(1, 0), (0, 1)])
    with pytest.raises(NoPlan, match="fewer homes"):
        solve(with_(NINE, homes=3))


def test_with_one_home_to_a_board_the_second_best_board_has_its_own() -> None:
    """North's two homes would serve eight of the nine at most miles; with one to a board South has the second. A home
    of no board is never counted."""
    sites = (Site("North", 4, 2, board="N"), Site("South", 4, board="S"))
    both = with_(NINE, sites=sites, homes=2)
    # A's four at North save 112; then B's three and one of C's: at North 3x12 - 4, at South 3x16 + 7.
    assert solve(both).homes == (1, 1)
    served = with_(both, miles=((2, 12), (8, 18), (14, 9)))
    # Now at South 3x2 + 1: less than at North, which may have one alone.
    assert solve(served).homes == (2, 0)
    assert solve(replace(served, in_board=1)).homes == (1, 1)
    with pytest.raises(NoPlan, match="fewer homes"):
        solve(replace(served, sites=(sites[0],), miles=((2,), (8,), (14,)), in_board=1))
    assert solve(replace(served, sites=tuple(replace(site, board="") for site in sites), in_board=1)).homes == (2, 0)


def test_the_optimum_is_that_of_every_plan_tried_in_200_small_cases() -> None:
    random = np.random.default_rng(903)
    for case in range(200):
        problem = drawn(random)
        plan = solve(problem)
        children, value, homes = best_of_all(problem)
        assert plan.children == pytest.approx(children, abs=1e-5), case
        assert plan.value == pytest.approx(value, abs=1e-5), (case, plan.homes, homes)


def drawn(random: np.random.Generator) -> Problem:
    """Two to four areas of up to three children each, two to four sites of one or two homes, one to three to open."""
    areas, sites = random.integers(2, 5, 2)
    miles = random.integers(1, 30, (areas, sites))
    most = random.integers(1, 3, sites)
    return Problem(
        tuple(
            Area(f"a{i}", int(random.integers(0, 4)), float(random.integers(1, 60)), float(random.integers(10, 99)))
            for i in range(areas)
        ),
        tuple(
            Site(f"s{j}", int(random.integers(1, 4)), int(most[j]), float(random.integers(0, 2000)))
            for j in range(sites)
        ),
        tuple(tuple(float(m) for m in row) for row in miles),
        int(min(random.integers(1, 4), most.sum())),
        float(random.choice([12, 20, 40])),
        float(random.choice([0, 0.3, 0.5, 1])),
        float(random.choice([20, math.inf])),
    )


def best_of_all(problem: Problem) -> tuple[float, float, tuple[int, ...]]:
    """Children and value of the best of every way to open the homes, each filled by matching children to beds."""
    ways = [
        homes for homes in product(*(range(site.most + 1) for site in problem.sites)) if sum(homes) == problem.homes
    ]
    filled = [(*_filled(problem, homes), homes) for homes in ways]
    most = max(children for children, _, _ in filled)
    value, homes = max((value, homes) for children, value, homes in filled if children == most)
    return most, value, homes


def _filled(problem: Problem, homes: tuple[int, ...]) -> tuple[float, float]:
    waiting = [i for i, area in enumerate(problem.areas) for _ in range(int(area.children))]
    beds = [j for j, count in enumerate(homes) for _ in range(count * int(problem.sites[j].beds))]
    near = [
        (i, j)
        for i in range(len(problem.areas))
        for j in range(len(problem.sites))
        if problem.miles[i][j] <= problem.reach
    ]
    farthest = (
        max((abs(min(problem.areas[i].miles, problem.far) - problem.miles[i][j]) for i, j in near), default=0) or 1
    )
    dearest = max(area.price for area in problem.areas)
    worth = np.zeros((len(waiting), len(beds)))
    served_first = 1000.0
    for row, i in enumerate(waiting):
        for column, j in enumerate(beds):
            if problem.miles[i][j] <= problem.reach:
                saved = (min(problem.areas[i].miles, problem.far) - problem.miles[i][j]) / farthest
                worth[row, column] = (
                    served_first + problem.weight * saved + (1 - problem.weight) * problem.areas[i].price / dearest
                )
    rows, columns = linear_sum_assignment(worth, maximize=True) if waiting and beds else ((), ())
    pairs = [worth[pair] for pair in zip(rows, columns, strict=True) if worth[pair] > 0]
    costs = sum(count * problem.sites[j].yearly_cost for j, count in enumerate(homes))
    value = sum(pairs) - served_first * len(pairs) - (1 - problem.weight) * costs / 52 / dearest
    return len(pairs), value


def test_brent_breaks_even_at_two_and_three_quarter_children() -> None:
    """1.1 million / (7,739 x 52) = 2.733: 68 per cent of four beds, 91 of three, as its published case says."""
    needed = break_even(1_100_000, 7739)
    assert needed == pytest.approx(2.733, abs=0.001)
    assert [round(100 * needed / beds) for beds in (4, 3)] == [68, 91]


def test_of_the_plan_by_hand_children_miles_and_pounds_are_these() -> None:
    """North's home serves A's four: 112 miles / 4 = 28 nearer each; 6,000 a week each before; a bed costs 200,000 a
    year, so four 800,000, 3,846 a week each after; saved 4 x 6,000 x 52 - 800,000 = 448,000. Half of A's are
    unregistered."""
    problem = with_(NINE, sites=tuple(Site(site.name, 4, 1, 800_000) for site in NINE.sites))
    facts = Facts((4, 3, 2), (0.5, 0, 0), ((1, 1), (1, 1), (0, 1)), ())
    done = worth(problem, facts, solve(problem))
    assert (done.children, done.nearer, done.unregistered) == pytest.approx((4, 4, 2))
    assert done.miles_saved == pytest.approx(28)
    assert done.price_after == pytest.approx(800_000 / 52 / 4)
    assert done.saving == pytest.approx(448_000)
    withheld = Facts(facts.waiting, (None, 0, 0), facts.nearer, ())
    assert worth(NINE, withheld, solve(NINE)).unregistered is None


def test_a_bed_costs_what_pay_and_property_cost_there_unless_a_person_knows_better() -> None:
    """Half of 400,000 follows property half as dear again: 500,000. Of 200,000 a year eight tenths follow pay a tenth
    dearer: 216,000; and of the 100,000 more to build, half is a grant's and six in a hundred of the rest, 3,000, is
    paid each year."""
    wanted = Wanted.of(bed_year=200_000, bed_capital=400_000, pay_share=80, property_share=50, grant=50, debt_year=6)
    dear = Level(1.1, 1.5)
    assert bed_capital(wanted, dear, OwnCosts()) == pytest.approx(500_000)
    assert bed_year(wanted, dear, OwnCosts()) == pytest.approx(219_000)
    known = OwnCosts(250_000, 300_000)
    assert (bed_year(wanted, dear, known), bed_capital(wanted, dear, known)) == (250_000, 300_000)
    assert bed_year(wanted, Level(), OwnCosts()) == 200_000


def test_an_assumption_says_its_unit_and_no_part_of_a_bed_is_tried() -> None:
    """24 beds lie outside 3 to 6, so a fifth less and more is tried: 19.2 and 28.8, of which there are 19 and 29."""
    known = settings()
    assert known["beds"].ends(24) == (19, 29)
    assert known["occupancy"].ends(90) == (80, 95) and known["occupancy"].ends(60) == (48, 72)
    assert known["bed_year"].words == "Cost of a bed a year: staff, running and debt (£)"
    assert known["occupancy"].words.endswith("(%)") and known["beds"].words == "Beds in each home"


def test_a_home_is_opened_where_it_costs_less_when_all_else_is_alike() -> None:
    """Ten children of Croydon, two sites as near: Kensington's property is 3.35 of London's mean, Croydon's 0.65."""
    need = pd.DataFrame(
        {
            "area_name": ["Croydon"],
            "waiting_count": [10],
            "mean_miles": [30],
            "mean_gbp_week": [8000],
            "unregistered_count": [0],
        }
    )
    away = pd.DataFrame(
        {"area_name": ["Croydon"] * 2, "site_authority_code": ["E09000020", "E09000008"], "site_miles": [3, 3]}
    )
    wanted = Wanted.of(homes=1, beds=4, occupancy=100, take_up=100, weight=50)
    sites = [Candidate("E09000020", "Kensington and Chelsea"), Candidate("E09000008", "Croydon")]
    asked, _ = problem(need, away, sites, wanted, grouping="borough")
    assert solve(asked).homes == (0, 1)
    free = replace(sites[0], own=OwnCosts(0, 0))
    asked, _ = problem(need, away, [free, sites[1]], wanted, grouping="borough")
    assert solve(asked).homes == (1, 0)


def test_places_standing_empty_take_the_share_that_is_assumed_before_a_home_does() -> None:
    """Ten empty places of which 36 per cent would take such a child serve 3.6 of the 5; a home serves the other 1.4."""
    need = pd.DataFrame(
        {
            "area_name": ["Croydon"],
            "waiting_count": [5],
            "mean_miles": [30],
            "mean_gbp_week": [8000],
            "unregistered_count": [0],
        }
    )
    away = pd.DataFrame({"area_name": ["Croydon"], "site_authority_code": ["E09000008"], "site_miles": [3]})
    wanted = Wanted.of(homes=1, beds=4, occupancy=100, take_up=100, empty_take_up=36)
    asked, _ = problem(need, away, [Candidate("E09000008", "Croydon", empty=10)], wanted, grouping="borough")
    plan = solve(asked)
    assert (plan.children, float(plan.before.sum())) == pytest.approx((1.4, 3.6))


def test_a_sector_takes_the_levels_of_the_authority_whose_centre_is_nearest() -> None:
    assert nearest((-0.099, 51.376), ["E09000007", "E09000008", "E09000033"]) == "E09000008"
