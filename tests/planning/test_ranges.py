"""Ranges, factors and rivals, worked out by hand."""

from __future__ import annotations

import numpy as np

from sufficiency.planning import backtest, baselines, observed, places, published, ranges, shrinkage, tables_of
from tests.planning.small import CODES, small


def test_a_factor_is_the_score_of_the_rank_that_holds_the_share() -> None:
    # Nine scores: (9 + 1) x 0.8 is the eighth, 0.5 the fifth; the rank of 0.95 is past the last, which stands.
    found = ranges.factors(np.array([9.0, 1, 2, 3, 4, 5, 6, 7, 8, np.nan]))
    assert found.tolist() == [5.0, 8.0, 9.0]


def test_what_is_held_out_is_held_against_the_others_alone() -> None:
    score, group = np.array([1.0, 2.0, 10.0, np.nan]), np.array([0.0, 0.0, 1.0, 1.0])
    inside = ranges.held_out(score, group)[1]
    # The first two lie within 10; the third does not lie within 2.
    assert inside[:3].tolist() == [1.0, 1.0, 0.0] and np.isnan(inside[3])


def test_a_small_group_is_drawn_to_the_larger() -> None:
    happened = np.array([True] * 5 + [False] * 15)
    group = np.array([0] * 5 + [1] * 15)
    # All: 5 of 20. The first group: (5 + 5 x 0.25) / (5 + 5); the second: (0 + 1.25) / (15 + 5).
    found = shrinkage.rates(happened, [group], [2], 5)
    assert np.allclose(found, [0.625, 0.0625])


def test_smoothing_chooses_the_weight_that_would_have_foretold_best() -> None:
    # A step that stays: the weight of 1 is wrong once only, and ends at the last value.
    assert baselines.smooth(np.array([[10.0], [20.0], [20.0], [20.0]])).tolist() == [20.0]
    # 10, 20, 10, 20 by a weight w: errors 10, 10w and 10 - 10w + 10w², least squared at 0.3 of the tenths; the level
    # goes 10, 13, 12.1 and ends at 12.1 + 0.3 x 7.9.
    assert np.allclose(baselines.smooth(np.array([[10.0], [20.0], [10.0], [20.0]])), [14.47])


def test_every_method_is_held_against_the_same_cases() -> None:
    history = small(coming=3.0)
    where = places.of(CODES)
    trials = backtest.run(history, where)
    # Four years: origins after three and after two of them.
    assert [(t.origin - history.last, t.ahead) for t in trials] == [(-12, 12), (-24, 12), (-24, 24)]
    scores = backtest.scored(trials, where, "authority", 0, 12)
    assert {score.method for score in scores} == set(backtest.METHODS)
    assert {score.cases for score in scores} == {6}
    london = sum(place.level == "london" for place in where)
    assert london == 1 and trials[0].observed[-1, 0] == trials[0].observed[: len(CODES), 0].sum()


def test_last_value_of_published_counts_holds_what_it_says() -> None:
    two = [e for e in published.errors() if e.years_ahead == 2 and e.method == baselines.NAMES[0]][0]
    assert 75 <= two.covered[1] <= 85 and 75 <= two.covered_later[1] <= 85
    assert two.wape == min(e.wape for e in published.errors() if e.years_ahead == 2)


def test_last_value_of_placements_still_open_is_the_share_that_stayed_before_and_leads_where_nearer() -> None:
    """Placements of today 12 months on, as of those open a year ago stayed: now x stayed / before, by authority. Scores
    of which last value's is not known decide nothing."""
    history = small()
    placement = observed.placements(history.children)
    now, before = (observed.still_open(history, placement, m, m) for m in (history.last, history.last - 12))
    stayed = observed.still_open(history, placement, history.last - 12, history.last)
    told = baselines.still_as_before(history, placement, history.last, 12)
    np.testing.assert_allclose(told[:, 0], now[:, 0] * stayed[:, 0] / before[:, 0])
    assert np.isnan(baselines.still_as_before(history, placement, history.last, 240)).all()

    def score(method: str, ahead: int, wape: float) -> backtest.Score:
        return backtest.Score("london", 5, ahead, method, 1.0, wape, 1.0, (80.0, 95.0), 3)

    ours, last = backtest.OURS, baselines.NAMES[0]
    assert tables_of._leads([score(ours, 24, 6.2), score(last, 24, 2.8)]) == {("london", 5)}
    assert tables_of._leads([score(ours, 24, 2.0), score(last, 24, 2.8)]) == set()
    unknown = [score(ours, 24, np.nan), score(last, 24, np.nan), score(ours, 12, 2.0), score(last, 12, 3.0)]
    assert tables_of._leads(unknown) == set()
