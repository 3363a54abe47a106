"""Who may be called the highest, and when two figures differ, beyond what chance explains."""

from __future__ import annotations

import pytest

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
