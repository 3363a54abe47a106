"""Who may be called the highest, and when two figures differ, beyond what chance explains."""

from __future__ import annotations

import pytest

from sufficiency.database.scope import Scope
from sufficiency.presentation import leading
from sufficiency.presentation.leading import Figure, Lead


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
