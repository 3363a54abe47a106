"""What a reader who knows its own counts exactly is shown of all: what everybody sees, or nothing, and what is
withheld tells nothing of what is left.

Until 28 November 2026 a figure was withheld where the others alone were truly too few. Beside what a viewer is
shown of the same children, and may pass on, that it was withheld told that they were; so what is expected here
is now worked out from what is shown and from the reader's own alone (docs/intruder.md).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
import pytest

from sufficiency.database import comparators
from sufficiency.database.scope import Scope
from sufficiency.disclosure import gate
from sufficiency.result import View
from tests.disclosure.test_gate import SEEDS, table
from tests.disclosure.test_gate import view as view
from tests.intruder import unmoved

COUNTS = ["child_count", "part_count"]


def owned(rows: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The reader's own among ``rows``: of some rows none, of some all."""
    chance = np.random.default_rng(seed)
    share = chance.choice([0, 0.1, 0.5, 0.9, 1], len(rows))
    part = chance.binomial(rows["part_count"], share)
    whole = part + chance.binomial(rows["child_count"] - rows["part_count"], share)
    value = np.where(rows["unit"] == "count", part, rows["value"])
    return rows.assign(child_count=whole, part_count=part, net_count=whole - part, value=value)


def test_of_what_everybody_sees_is_withheld_whatever_might_leave_fewer_than_ten(view: View) -> None:
    whole = [15, 25, 25, 35, 19, 9, 0, 100]
    own = [0, 10, 11, 35, 19, 9, 0, 90]
    rows = table(1, len(whole)).assign(child_count=whole, part_count=0)
    shown, _ = gate.apply(view, rows, gate.LONDON_7_5, own=owned(rows, 1).assign(child_count=own, part_count=0))
    # 20 to 29 less 10 are 10 at the least; less 11 they may be 9. Nought is told where everybody is told it.
    assert shown["child_count"].tolist() == pytest.approx([15, 25, *[np.nan] * 4, 0, 105], nan_ok=True)


def test_all_of_them_being_the_readers_own_is_not_told_as_a_nought_of_others(view: View) -> None:
    """20 of 20 to 29: at the foot of its ten nobody else is there, and at its top nine are."""
    rows = table(2, 2).assign(child_count=[20, 29], part_count=0)
    shown, _ = gate.apply(view, rows, gate.LONDON_7_5, own=rows.assign(child_count=20))
    assert shown["child_count"].isna().all()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chosen", [{}, {"sex": ("F",)}], ids=["first level", "below it"])
def test_nothing_is_shown_besides_what_everybody_sees(
    view: View, seed: int, chosen: Mapping[str, tuple[str, ...]]
) -> None:
    rows = table(seed)
    everybody = gate.apply(view, rows, gate.LONDON_7_5, chosen=chosen)[0].set_index("area_name")
    mine = gate.apply(view, rows, gate.LONDON_7_5, chosen=chosen, own=owned(rows, seed))[0].set_index("area_name")
    same = everybody.loc[mine.index]
    for column in (column for column in view.columns if column.is_measure):
        there = mine[column.name].notna()
        assert mine[column.name][there].equals(same[column.name][there])
    # Not all is withheld, nor nothing.
    assert 0 < mine["child_count"].gt(0).sum() < everybody["child_count"].gt(0).sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_other_others_in_the_same_ten_leave_the_same_figures(view: View, seed: int) -> None:
    """All are moved within their ten, the reader's own stay: whoever sees the tens of all learns nothing more."""
    rows = table(seed)
    own = owned(rows, seed)
    moved = unmoved.moved(view, rows)
    for name in COUNTS:  # As many as the reader's own are there in any case.
        moved[name] = moved[name].where(moved[name] >= own[name], rows[name])
    before, marks = gate.apply(view, rows, gate.LONDON_7_5, own=own)
    after, marks_after = gate.apply(view, moved, gate.LONDON_7_5, own=own)
    assert not rows[COUNTS].equals(moved[COUNTS])
    assert before[["area_name", *COUNTS]].equals(after[["area_name", *COUNTS]])
    assert before.isna().equals(after.isna())
    assert marks[COUNTS].equals(marks_after[COUNTS])


@pytest.mark.parametrize("comparator", ["london", "area"])
def test_each_shared_view_is_the_same_of_other_others(
    london: Scope, comparator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the database of an authority's analyst: every view that stands beside its own."""
    code = london.snapshot.authorities[0]
    mine = comparators.of_authority(code, london)
    beside = comparators.ProtectedLondon(london, code)
    exact = comparators.ProtectedLondon._exact

    def moved(self: comparators.ProtectedLondon, view: View, chosen: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
        return unmoved.moved(view, exact(self, view, chosen))

    chosen = {"as_at": (london.as_at.isoformat(),), "comparator": (comparator,)}
    views = [each for each in mine.catalogue.views.values() if each.shared and not each.child_level]
    counted = 0
    for each in views:
        own = mine._own(each, mine.catalogue, chosen)
        nobody = own.assign(**{c.name: 0 for c in each.columns if c.unit == "count" or c.kind == "unit"})
        for mine_of in (own, nobody):
            before = beside.rows(each, chosen, lambda asked, rows=mine_of: rows)
            beside._kept.clear()
            with monkeypatch.context() as patch:
                patch.setattr(comparators.ProtectedLondon, "_exact", moved)
                after = beside.rows(each, chosen, lambda asked, rows=mine_of: rows)
            beside._kept.clear()
            pd.testing.assert_frame_equal(before, after)
            counted += int(before.select_dtypes("number").gt(9).any().any())
    mine.close()
    assert counted, "something is shown, or nothing would be tried"
