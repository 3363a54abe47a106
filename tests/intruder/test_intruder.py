"""A sample of the intruder's attack: the rule must hold, and the attack must be able to break a rule."""

from __future__ import annotations

import io
from datetime import date
from itertools import combinations, product
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from sufficiency import choices, settings
from sufficiency.disclosure import gate
from sufficiency.presentation import export, worked_examples
from sufficiency.result import Result
from tests import tiny
from tests.intruder import attack, blind, marts, months, told
from tests.intruder.cells import Cells
from tests.intruder.editions import Bounds, Edition, first, second, third
from tests.intruder.lattice import Lattice

NO_MORE_KNOWN = 2


@pytest.fixture(scope="module")
def authorities() -> list[pd.DataFrame]:
    """Some invented authorities of 200 children."""
    return [_children(np.random.default_rng(seed)) for seed in range(11, 17)]


@pytest.fixture(scope="module")
def children(authorities: list[pd.DataFrame]) -> pd.DataFrame:
    """One of them."""
    return authorities[0]


def _children(chance: np.random.Generator) -> pd.DataFrame:
    made = {
        "age_band": chance.choice(list("abcde"), 200, p=[0.4, 0.25, 0.2, 0.1, 0.05]),
        "sex": chance.choice(list("FM"), 200),
        "ethnic_group": chance.choice(list("pqrst"), 200, p=[0.5, 0.2, 0.15, 0.1, 0.05]),
        "placement_type": chance.choice(list("uvwxyz"), 200, p=[0.5, 0.2, 0.15, 0.1, 0.03, 0.02]),
    }
    return pd.DataFrame({"authority_code": "A", **made})


def narrowest(authorities: list[pd.DataFrame], edition: Edition) -> float:
    """The least width of any small cell of any three dimensions: of all by intervals, and of those
    narrowest so, and some others, by linear programming."""
    found: list[float] = []
    for children, picked in product(authorities, combinations(attack.KNOWN, 3)):
        lattice = Lattice(children, picked, edition)
        small = lattice.small()
        widths = lattice.widths(small)
        order = small[np.argsort(widths, kind="stable")]
        found += [widths.min(), *(lattice.width(answer) for answer in [*order[:2], *order[2::60]])]
    return min(found)


def test_a_count_of_one_is_told_where_nought_is_shown_and_is_not_where_it_is_withheld() -> None:
    # Seven children, each alone in their kind, under a withheld total: the first edition gives all away.
    alone = pd.DataFrame({"kind": list("abcdefg"), "sex": "F"})

    def below_the_first_level(true: np.ndarray, crossed: int) -> Bounds:
        return third(true, crossed + 1)

    for edition, width in ((first, 0), (below_the_first_level, 9)):
        lattice = Lattice(alone, ("kind", "sex"), edition)
        cell = next(n for n, some in enumerate(lattice.members) if len(some) == 1)
        assert lattice.width(cell) == width


def test_no_small_cell_of_any_three_dimensions_is_known_to_two(authorities: list[pd.DataFrame]) -> None:
    assert narrowest(authorities, third) > NO_MORE_KNOWN


def test_the_rule_of_fives_is_broken_by_the_same_attack(authorities: list[pd.DataFrame]) -> None:
    """So that the test above can fail: with counts to the nearest 5 a cell of 6 or 7 is told."""
    assert narrowest(authorities, second) <= NO_MORE_KNOWN
    # 7 girls and 11 boys: 20 in all and 10 boys were shown, so that at least 6 of up to 7 were girls.
    pair = pd.DataFrame({"sex": ["F"] * 7 + ["M"] * 11, "unaccompanied": "no"})
    for edition, least in ((second, 1), (third, 9)):
        lattice = Lattice(pair, ("sex", "unaccompanied"), lambda true, crossed, ed=edition: ed(true, crossed + 1))
        girls = next(n for n in lattice.small() if len(lattice.members[n]) == 1)
        assert lattice.width(girls) == least


@pytest.mark.parametrize("others", [1, 2, 3, 4, 5, 6])
def test_what_is_left_of_a_total_leaves_many_values_whatever_the_others_are(others: int) -> None:
    """The rule's own promise, for every small count and random others: one total, all other parts shown."""
    chance = np.random.default_rng(others)
    for small in range(1, 8):
        parts = chance.integers(10, 80, (2_000, others))
        low, high = (ends.reshape(parts.shape) for ends in third(parts.ravel(), 2))
        whole_low, whole_high = third(parts.sum(axis=1) + small, 2)
        least = np.maximum(whole_low - high.sum(axis=1), 0)
        most = np.minimum(whole_high - low.sum(axis=1), 9)
        assert (most == 9).all() and (least <= others).all()


def test_no_attribute_follows_from_others(children: pd.DataFrame) -> None:
    assert Lattice(children, attack.KNOWN, first).told() > 0
    assert Lattice(children, attack.KNOWN, third).told() == 0


def test_a_months_starts_follow_from_two_months_unless_they_are_for_exact_eyes() -> None:
    rows = pd.DataFrame({"looked_after_count": [108, 102], "start_count": [0, 1], "end_count": [0, 7]})
    assert months.widths(rows, first, True) == [0, 0]
    assert min(months.widths(rows, third, False)) > 7


def test_sums_narrow_the_cells_of_a_mart_and_a_wrong_bound_is_not_passed_over() -> None:
    cells = Cells()
    for cell, true in ((("all",), 20.0), (("girls",), 7.0), (("boys",), 13.0)):
        cells.see(cell, true)
    cells.add(("all",), [("girls",), ("boys",)])
    low, high = np.array([20.0, 0.0, 10.0]), np.array([24.0, 9.0, 14.0])
    assert list(cells.widths(*cells.narrowed(low, high))) == [3]  # 20 to 24 less 10 to 14, and at most 9
    assert list(cells.guesses(low, high)) == [7]
    with pytest.raises(AssertionError, match="no bound"):
        cells.widths(np.array([20.0, 8.0, 10.0]), high)


def test_who_sees_nothing_knows_the_size_of_a_place_and_another_london(authorities: list[pd.DataFrame]) -> None:
    other = pd.DataFrame({"sex": list("FFFM"), "placement_type": list("uuvu")})
    mine = authorities[0]
    turned = mine.assign(
        sex=mine["sex"].map({"F": "M", "M": "F"}), placement_type=mine["placement_type"].to_numpy()[::-1]
    )
    for children in (mine, turned):
        lattice = Lattice(children, ("sex", "placement_type"), third)
        girls = lattice.expected(other)[: lattice.cells.shape[1] + 1]
        assert list(girls) == [100, 50, 0, 0, 0, 0, 150]  # 2, 1 and 3 quarters of 200, whoever these 200 are


def test_of_another_london_the_commonest_small_count_is_learned_by_what_was_expected() -> None:
    seen = blind.Guessed([1, 1, 2, 5, 5, 6], [1, 2, 2, 4, 6, 6], [0, 0, 0, 9, 9, 9], [1] * 6, [0, 0, 0, 1, 1, 1])
    prior = blind.Prior.learned(pd.DataFrame(), seen)
    assert prior.by_step == {(0,): 1, (9,): 5} and prior.by_both[(9, 6)] in (5, 6) and prior.by_both[(0, 1)] == 1
    words = blind.said(seen, prior)
    # Least squares is right for the 1, the 2 and the 6; who knows another London for two of each three.
    assert words.startswith("least squares 50.0%, best blind guess 66.7%, -16.7 points (") and words.endswith("of 6")


def test_one_guess_is_ahead_of_another_by_the_cells_it_alone_gets_right() -> None:
    right, wrong, lots = np.ones(40, dtype=bool), np.zeros(40, dtype=bool), np.repeat(range(8), 5)
    assert blind.more(right, wrong, lots) == (1, 1) and blind.more(right, right, lots) == (0, 0)
    low, high = blind.more(np.arange(40) % 2 == 0, np.arange(40) % 2 == 1, lots)
    assert low < 0 < high


def test_a_figure_that_no_cell_shows_is_found_in_a_file_wherever_it_hides() -> None:
    rows = pd.DataFrame({"child_count": [15.0], "all_child_count": [105.0], "child_pct": [14.0]})
    symbols = pd.DataFrame("", index=rows.index, columns=rows.columns)
    result = Result(worked_examples.VIEW, rows, symbols, as_at=date(2025, 3, 31), profile=gate.LONDON_7_5)
    for kind, make in told.MAKERS.items():
        assert list(told._besides(result, make(result), kind)) == []
    book = openpyxl.load_workbook(io.BytesIO(export.xlsx(result)))
    book.create_sheet("Behind")["A1"] = 4
    book["Behind"].sheet_state = "veryHidden"
    book.save(planted := io.BytesIO())
    assert list(told._besides(result, planted.getvalue(), "xlsx")) == ["4 is in no cell"]


def test_a_page_sent_to_a_viewer_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUFFICIENCY_DATA", str(tiny.write(tmp_path / "data")))
    page = settings.ROOT / "pages" / "supply" / "placement_mix.py"
    assert told.pages({"authority": ("E09000001",)}, [page]) == ([], 1)
    planted = tmp_path / "planted.py"
    shown = "import streamlit as st\nst.html('<table><tr><th>Children</th></tr><tr><td>4</td></tr></table>')\n"
    planted.write_text(shown, encoding="utf-8")
    assert told.pages({"authority": ("E09000001",)}, [planted]) == (["planted: Children: 4"], 1)


def test_each_choice_is_made_of_some_mart() -> None:
    crossing = {key for key, kind in choices.kinds().items() if kind.is_crossing}
    assert {key for number in range(59) for key in marts.chosen_by(number)} == crossing
