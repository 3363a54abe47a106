"""What an authority's own analyst works out of the others, in three forms of what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from sufficiency.disclosure import rule
from tests.intruder import own_analyst
from tests.intruder.london import London
from tests.intruder.own_analyst import FORMS, STANDS, Analyst, Answers

BEFORE, TRIED = (form for form in FORMS if form != STANDS)
CAMDEN = "E09000007"
CODES = [CAMDEN, "E09000003", "E09000010", "E09000014", "E09000019", "E09000033"]
AREA = frozenset(CODES[:4])


@pytest.fixture(scope="module")
def london() -> London:
    """Six authorities of invented children, four of which are an area."""
    chance = np.random.default_rng(3)
    size = 2_400
    made = {
        "authority_code": chance.choice(CODES, size),
        "placement_type": chance.choice(list("uvwxyz"), size, p=[0.6, 0.2, 0.1, 0.06, 0.03, 0.01]),
        "need": chance.choice(list("pqrst"), size, p=[0.5, 0.2, 0.15, 0.1, 0.05]),
    }
    return London(pd.DataFrame(made), (AREA,))


@pytest.fixture(scope="module")
def analysts(london: London) -> list[Analyst]:
    """The analyst of each authority of the area."""
    return [Analyst(london, code, ("placement_type", "need")) for code in sorted(AREA)]


def of_one(own: Sequence[int], others: Sequence[int]) -> Answers:
    """Areas of so many of the analyst's own children and so many others, below the first level."""
    mine, theirs = np.array(own), np.array(others)
    foot = (mine + theirs) // rule.band() * rule.band()
    is_there = np.ones(len(mine), dtype=bool)
    least, most = np.maximum(foot - mine, 0), foot + rule.band() - 1 - mine
    return Answers(least, most, mine, theirs, np.full(len(mine), 2), is_there, ~is_there)


def with_files(form: str, seen: Answers) -> list[int]:
    """How many values more than one the others have, once a viewer's total is known besides."""
    low, high = FORMS[form](seen)
    return list((np.minimum(high, seen.most) - np.maximum(low, seen.least)).astype(int))


def test_own_and_the_others_ten_beside_a_viewers_total_would_tell_the_others() -> None:
    """9 own and 20 others are 29: a viewer sees 20 to 29, less 9 are 11 to 20, and the others' ten begins at 20."""
    seen = of_one([9, 9], [20, 25])
    assert with_files(TRIED, seen) == [0, 8]
    assert with_files(STANDS, seen) == [9, 9]


def test_a_total_withheld_for_what_is_left_would_tell_that_it_is_few() -> None:
    """9 own and 9 others are 18: a viewer sees 10 to 19, and that it is withheld says less than 10 of 1 to 10; of
    9 own and 10 others it says that they are 10, because no more than 10 can be left."""
    seen = of_one([9, 9], [9, 10])
    low, high = FORMS[BEFORE](seen)
    assert (low[1], high[1]) == (10, 10), "told by the page alone"
    low, high = FORMS[STANDS](seen)
    assert (high - low).min() > rule.band(), "withheld alike, and nothing follows"
    assert with_files(STANDS, seen) == [9, 9]


def test_beside_a_viewers_files_the_pages_add_nothing(analysts: list[Analyst]) -> None:
    for analyst in analysts:
        seen = analyst.seen
        low, high = FORMS[STANDS](seen)
        told = seen.is_among
        assert (low[told] <= seen.least[told]).all() and (high[told] >= seen.most[told]).all()


def test_no_count_of_others_is_told_and_the_other_forms_tell_some(analysts: list[Analyst]) -> None:
    least = {
        (form, has_files): min(own_analyst.widths(analyst, form, has_files=has_files).min() for analyst in analysts)
        for form in FORMS
        for has_files in (False, True)
    }
    assert least[STANDS, False] > 2 and least[STANDS, True] > 0, least
    assert least[TRIED, False] > 2, "by pages alone it is the best of all"
    assert least[TRIED, True] < least[STANDS, True], least


def test_a_bound_that_leaves_the_truth_out_is_not_passed_over(
    analysts: list[Analyst], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(FORMS, STANDS, lambda seen: (seen.most + 1.0, seen.most + 1.0))
    with pytest.raises(AssertionError):
        own_analyst.widths(analysts[0], STANDS, has_files=False)
