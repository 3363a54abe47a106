"""What a sentence or a title calls highest, most or furthest is so beyond chance: all years of the invented London.

Whoever names a leader asks one function (:mod:`sufficiency.presentation.leading`); a test reads the sentences for any
that does not. What that function says is tested in another way than its own: Pearson's test of two shares, Mood's of
two medians.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest
from scipy import stats

from sufficiency import query, settings
from sufficiency.database.scope import Scope
from sufficiency.presentation import leading
from sufficiency.result import EXACT, Result
from sufficiency.snapshot import store

CHANCE = 0.05
SHARES = {
    "placement_distance": ("distant_pct", "out_of_area_pct"),
    "stability": ("many_placements_pct", "same_carer_pct"),
    "placement_changes": ("move_pct",),
    "placement_mix": ("child_pct",),
    "need_cohorts": ("distant_pct",),
    "unaccompanied_children": ("unaccompanied_pct",),
}
RANKS = ("highest", "lowest", "largest", "commonest", "furthest", "dearest", "the most", "more than any", "most above")
# What decides whether a rank may be said: the function that tests it, or one of these that ask it.
DECIDES = {"leader", "trailer", "highest", "lowest", "is_clear", "_rank", "_largest", "_furthest", "most_apart"}


@pytest.fixture(scope="module")
def demonstration() -> Iterator[Scope]:
    """London's database over the invented London of the repository."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SUFFICIENCY_DATA", raising=False)
        scope = Scope(store.read(settings.DEMONSTRATION), marts=(*SHARES, "costs_by_type"))
        yield scope
        scope.close()


def years(scope: Scope) -> list[str]:
    """Each 31 March that somebody's returns vouch for."""
    with scope.cursor() as cursor:
        rows = cursor.execute("select distinct as_at from int_vouched where is_vouched and month(as_at) = 3").fetchall()
    return sorted(day.isoformat() for (day,) in rows)


def unsupported(result: Result, name: str) -> tuple[int, list[str]]:
    """Whether a row is said to lead alone, and of whom it is not clearly ahead by Pearson's test."""
    lead = leading.highest(leading.of(result, name))
    if lead is None or not lead.is_alone:
        return 0, []
    column = result.view.column(name)
    rows = result.rows[[column.numerator, column.denominator]].astype("float64")
    first, whole = rows.iloc[lead.place]
    assert whole >= 20, f"{result.view.name}.{name}: a leader of {whole} children"
    wrong = []
    for place, (part, among) in enumerate(rows.itertuples(index=False)):
        if place == lead.place or not among >= 20 or first + part == 0:
            continue
        table = [[first, whole - first], [part, among - part]]
        if stats.chi2_contingency(table, correction=False).pvalue >= CHANCE:
            wrong.append(f"{result.view.name}.{name} {result.as_at} row {place}")
    return 1, wrong


def test_no_leader_is_named_whom_chance_explains(demonstration: Scope) -> None:
    known = query.options(demonstration)
    said, wrong = 0, []
    for day in years(demonstration)[1:]:
        found = query.fetch(demonstration, list(SHARES), {"as_at": (day,)}, profile=EXACT, known=known)
        for view, names in SHARES.items():
            for name in names:
                number, faults = unsupported(found[view], name)
                said, wrong = said + number, wrong + faults
    assert said > 0, "nobody leads at all, so that this test holds nothing"
    assert wrong == []


def test_no_kind_of_placement_is_dearest_whom_chance_explains(demonstration: Scope) -> None:
    for day in years(demonstration)[-3:]:
        found = query.fetch(demonstration, ["costs_by_type"], {"as_at": (day,)}, profile=EXACT)["costs_by_type"]
        kinds = found.where(placement_type=tuple(k for k in found.rows["placement_type"] if k != "All placements"))
        lead = leading.highest(leading.of(kinds, "median_gbp_week"))
        if lead is None or not lead.is_alone:
            continue
        with demonstration.cursor() as cursor:
            rows = cursor.execute(
                "select placement_type, list(weekly_cost_gbp) from everyone where as_at = ?::date "
                "and weekly_cost_gbp is not null group by placement_type",
                [day],
            ).fetchall()
        prices = dict(rows)
        first = prices.pop(kinds.rows["placement_type"].iloc[lead.place])
        for kind, others in prices.items():
            if len(others) >= 20:
                assert stats.median_test(first, others, correction=False).pvalue < CHANCE, f"{day} {kind}"


def test_a_leader_that_chance_explains_is_caught() -> None:
    """3 of 30 beside 5 of 30: were the second said to lead alone, the test above would count it."""
    close = [leading.Figure(16.7, 7.3, 33.6, 30), leading.Figure(10.0, 3.5, 25.6, 30)]
    assert leading.highest(close) == leading.Lead(0, False)
    assert stats.chi2_contingency([[5, 25], [3, 27]], correction=False).pvalue >= CHANCE


def test_every_sentence_that_ranks_asks_whether_it_may() -> None:
    folder = settings.ROOT / "sufficiency" / "presentation" / "sentences"
    ranking = 0
    for path in sorted(folder.glob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef):
                continue
            words = _said(function)
            if not any(rank in words for rank in RANKS):
                continue
            called = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            called |= {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
            ranking += 1
            if (path.stem, function.name) != ("cost", "dearest"):  # the title of a list for exact eyes, no claim
                assert called & DECIDES, f"{path.name}: {function.name} ranks without asking"
    assert ranking > 8


def _said(function: ast.FunctionDef) -> str:
    """The words a function puts together, without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    constants = [n.value for part in body for n in ast.walk(part) if isinstance(n, ast.Constant)]
    return " | ".join(value for value in constants if isinstance(value, str))
