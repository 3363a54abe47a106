"""Who may be called the highest, and when two figures differ, beyond what chance explains."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sufficiency.database.scope import Scope
from sufficiency.presentation import leading
from sufficiency.presentation.leading import Figure, Lead
from sufficiency.result import Column


def test_three_of_eleven_children_crown_nobody() -> None:
    city, camden, croydon = Figure(27, 10, 57, 11), Figure(25, 20, 31, 240), Figure(12, 9, 15, 500)
    assert leading.highest([city, camden, croydon]) == Lead(1, True)
    assert leading.highest([city]) is None
    assert leading.highest([Figure(27, 10, 57, 19), Figure(12, 9, 15, 20)]) == Lead(1, True)


def test_a_leader_whose_interval_meets_anothers_is_among_the_highest() -> None:
    assert leading.highest([Figure(25, 20, 31, 240), Figure(20, 16, 25, 300)]) == Lead(0, False)
    assert leading.highest([Figure(25, 21, 31, 240), Figure(18, 14, 20.9, 300)]) == Lead(0, True)
    assert leading.lowest([Figure(25, 20, 31, 240), Figure(12, 9, 15, 500)]) == Lead(1, True)
    assert leading.lowest([Figure(14, 10, 19, 240), Figure(12, 9, 15, 500)]) == Lead(1, False)


def test_of_many_the_leader_is_further_ahead_than_of_two() -> None:
    """Among 33 the 32 comparisons are together what one is: by Bonferroni 3.16 errors, where two intervals that touch
    are 2.77 apart, so that each reaches 1.14 times as far."""
    first, other = Figure(25, 21, 29, 240), Figure(18, 15, 20.9, 300)
    assert leading.highest([first, other]) == Lead(0, True)
    assert leading.highest([first, *[other] * 8]) == Lead(0, True)
    assert leading.highest([first, *[other] * 32]) == Lead(0, False)
    # 26.3 - 4.56 is above 18 + 3.31.
    assert leading.highest([Figure(26.3, 22.3, 30.3, 240), *[other] * 32]) == Lead(0, True)
    assert leading.is_clear(first, other) and not leading.is_clear(first, other, 32)
    assert leading.has_changed(Figure(240), Figure(290), "count")
    assert not leading.has_changed(Figure(240), Figure(290), "count", comparisons=17)


@pytest.mark.parametrize("behind", [20, 25, 60, 400])
def test_a_provider_stands_out_only_beyond_the_99_8_per_cent_limits(behind: int) -> None:
    error = 100.0
    inner, outer = (float(stats.t.ppf(level, behind - 1)) for level in (0.975, 0.999))
    for errors in (-1.02 * outer, -0.98 * outer, inner, 1.05 * inner, 0.98 * outer, 1.02 * outer):
        mean = errors * error
        figure = Figure(mean, mean - inner * error, mean + inner * error, behind)
        assert leading.stands_out(figure) is bool(abs(errors) > outer), errors
    assert not leading.stands_out(Figure(900, 800, 1000, 19)), "of fewer nothing is said"
    assert not leading.stands_out(Figure(900, None, None, 60))


def test_students_t_is_that_of_the_views(empty_scope: Scope) -> None:
    for freedom, z in ((19, 1.959964), (7, 3.090232), (300, 3.090232)):
        with empty_scope.cursor() as cursor:
            macro = cursor.execute("select student_t(?, ?)", [freedom, z]).fetchall()[0][0]
        assert leading.student(freedom, z) == pytest.approx(macro)


def test_what_is_withheld_leads_nothing_and_a_count_is_a_fact() -> None:
    assert leading.highest([Figure(None, None, None, 300), Figure(12, 9, 15, 500)]) == Lead(1, True)
    assert leading.highest([Figure(5), Figure(9), Figure(7)]) == Lead(1, True)
    assert leading.highest([Figure(None), Figure(None)]) is None


def test_a_median_of_a_few_without_an_interval_leads_nothing() -> None:
    assert leading.highest([Figure(9000, None, None, 3), Figure(4000, 3500, 4500, 60)]) == Lead(1, True)
    assert not leading.has_changed(Figure(9000, None, None, 30), Figure(4000, None, None, 30), "gbp_week")


def test_a_count_that_rose_did_so_as_the_views_test_it(empty_scope: Scope) -> None:
    pairs = [(345, 346), (240, 280), (240, 290), (3, 11), (19, 2), (20, 2), (0, 30), (290, 240)]
    for one, other in pairs:
        with empty_scope.cursor() as cursor:
            sql = "select counts_differ(?, ?, ?, confidence_z())"
            asked = [abs(one - other), one + other, max(one, other)]
            wanted = cursor.execute(sql, asked).fetchall()[0][0]
        assert leading.has_changed(Figure(one), Figure(other), "count") is wanted, (one, other)


def test_counts_known_to_their_ten_are_as_near_as_they_may_be() -> None:
    # 245 and 295 are 240 to 249 and 290 to 299: 41 apart at the least, where 46 would be beyond chance.
    assert leading.has_changed(Figure(245), Figure(295), "count")
    assert not leading.has_changed(Figure(245), Figure(295), "count", 10)
    assert leading.has_changed(Figure(30), Figure(31), "places"), "places are what they are"


def test_a_share_of_a_wide_interval_is_known_by_it() -> None:
    assert Figure(78, 47, 100, 15).is_wide("pct")
    assert not Figure(78, 68, 88, 60).is_wide("pct")
    assert not Figure(900, 600, 1200, 60).is_wide("gbp_week")


@pytest.mark.parametrize(
    ("part", "whole", "is_untold"),
    [
        (1, 2, True),
        (4, 8, True),
        (5, 9, True),
        (6, 11, True),
        (6, 12, False),
        (0, 4, False),
        (0, 3, True),
        (8, 9, False),
    ],
)
def test_a_share_of_next_to_nobody_is_not_said(part: int, whole: int, is_untold: bool) -> None:
    """Wilson's interval, here by SciPy, of 4 in 8 is 22 to 78 and tells nothing; that of 0 in 4 is 0 to 49."""
    low, high = map(float, stats.binomtest(part, whole).proportion_ci(0.95, method="wilson"))
    figure = Figure(100 * part / whole, 100 * low, 100 * high, whole)
    assert figure.is_untold("pct") is is_untold is (high - low > 0.5)
    assert not figure.is_untold("gbp_week")


def test_a_difference_that_is_open_by_more_than_half_is_said_by_its_ends() -> None:
    more, other = (
        Column("difference_gbp_week", "gbp_week", "More", kind="mean"),
        Column("mean_gbp_week", "gbp_week", ""),
    )
    assert Figure(900, 100, 1700, 60).is_open(more) and not Figure(900, 100, 1700, 60).is_open(other)
    assert not Figure(900, 500, 1300, 60).is_open(more) and Figure(-900, -1700, -100, 60).is_open(more)


@pytest.mark.parametrize("comparisons", [1, 8, 31])
@pytest.mark.parametrize("errors", [(4.0, 4.0), (4.0, 0.4), (0.4, 4.0), (7.0, 0.0)])
def test_figures_of_unlike_intervals_are_held_to_one_chance(comparisons: int, errors: tuple[float, float]) -> None:
    """Of many pairs drawn alike no more are told apart than Bonferroni's rule lets by, however unlike their widths."""
    drawn = np.random.default_rng(20).normal(size=(20_000, 2)) * errors
    reach = 1.959964 * np.array(errors)
    pairs = (
        [Figure(50 + value, 50 + value - r, 50 + value + r) for value, r in zip(row, reach, strict=True)]
        for row in drawn
    )
    apart = sum(leading.is_clear(*pair, comparisons) for pair in pairs)
    most = 20_000 * 0.05 / comparisons
    assert apart <= most + 3 * most**0.5


@pytest.mark.parametrize(
    ("one", "other", "clear"),
    [
        (Figure(16, 12, 21, 240), Figure(15, 11, 20, 240), False),
        (Figure(30, 25, 36, 240), Figure(15, 11, 20, 240), True),
        (Figure(15, 11, 20, 240), Figure(30, 25, 36, 240), True),
        (Figure(90, 60, 98, 19), Figure(15, 11, 20, 240), False),
        (Figure(16, 12, 21, 240), Figure(15), False),
        (Figure(345), Figure(340), True),
    ],
)
def test_two_figures_differ_where_their_intervals_do_not_meet(one: Figure, other: Figure, clear: bool) -> None:
    assert leading.is_clear(one, other) is clear
