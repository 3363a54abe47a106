"""Weighted choices: what they must sum to, and what they may never choose."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from sufficiency.synthetic.dates import age_on, birthday, first_day, last_day, year_of
from sufficiency.synthetic.people import born_for
from sufficiency.synthetic.population import plan_year
from sufficiency.synthetic.random_draws import apportion, draw, rounded, stream, systematic, take
from sufficiency.synthetic.targets import YearTargets, completed


def test_apportioned_counts_sum_and_follow_the_weights():
    assert apportion(10, {"a": 1, "b": 1, "c": 2}) == {"a": 3, "b": 2, "c": 5}
    assert apportion(0, {"a": 1.0}) == {"a": 0}


def test_nothing_of_weight_nought_is_taken():
    rng = stream(1, "test")
    assert set(take(rng, range(10), lambda n: float(n % 2), 8)) <= {1, 3, 5, 7, 9}
    assert len(take(rng, range(10), lambda n: 1.0, 4)) == 4


def test_heavier_members_are_taken_oftener():
    taken = Counter(m for n in range(500) for m in take(stream(n), "abc", "abc".find, 1))
    assert taken["c"] > 1.5 * taken["b"] > 0 == taken["a"]


def test_systematic_choice_is_within_one_of_its_share():
    for seed in range(50):
        dealt = Counter(systematic(stream(seed), {"a": 2.5, "b": 7.5}, 10))
        assert dealt["a"] in (2, 3) and dealt.total() == 10


def test_rounding_is_right_on_average():
    rng = stream(3)
    assert sum(rounded(rng, 0.25) for _ in range(4000)) == pytest.approx(1000, rel=0.1)


def test_an_unknown_mix_is_named():
    with pytest.raises(KeyError, match="nosuch"):
        draw(stream(1), "nosuch")


def test_hidden_cells_share_what_the_others_leave():
    filled = completed({"a": 90.0, "b": None, "c": None}, 100, {"a": 0.5, "b": 0.4, "c": 0.1})
    assert filled == {"a": 90, "b": 8, "c": 2}


def test_return_years_and_birthdays():
    assert date.fromordinal(first_day(2025)) == date(2024, 4, 1)
    assert date.fromordinal(last_day(2025)) == date(2025, 3, 31)
    assert year_of(date(2024, 4, 1).toordinal()) == 2025 == year_of(last_day(2025))
    leap = date(2008, 2, 29).toordinal()
    assert date.fromordinal(birthday(leap, 18)) == date(2026, 2, 28)
    assert age_on(leap, date(2026, 2, 28).toordinal()) == 18


def test_birth_dates_put_children_in_their_age_band():
    rng, day = stream(5), last_day(2025)
    for band, (low, high) in enumerate([(0, 0), (1, 4), (5, 9), (10, 15), (16, 17)]):
        for _ in range(200):
            assert low <= age_on(born_for(rng, band, day, day, False), day) <= high


def test_a_year_s_plan_ends_at_the_wanted_stock():
    held, wanted = [5, 10, 12, 30, 20], [6, 12, 12, 33, 40]
    plan = plan_year(held, wanted, YearTargets(sum(wanted), 60, 54), 20)
    ends = [h - out + new for h, out, new in zip(held, plan.leavers, plan.starters, strict=True)]
    assert sum(ends) == sum(wanted)
    assert sum(plan.leavers) + 20 + plan.short == 54
