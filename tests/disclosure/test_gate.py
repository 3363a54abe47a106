"""The disclosure gate, held to its rules over many random tables, not over chosen examples."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sufficiency import choices
from sufficiency.catalogue import header
from sufficiency.choices import ChoiceError, Option
from sufficiency.disclosure import coarser, crossings, gate
from sufficiency.result import EXACT, Column, View

HEADER = """/*
title:    Random
summary:  Random figures, each protected in its own way.
grain:    one row per area_name
source:   numpy
columns:
  area_name       | text     | Area
  child_count     | count    | Children
  part_count      | count    | Some of them
  part_pct        | pct      | Share                 | share of part_count in child_count
  population      | number   | Children who live there
  per_10000_rate  | rate     | Rate                  | rate of part_count in population
  part_index      | ratio    | Index                 | index of part_count in child_count
  mean_miles      | miles    | Mean                  | mean of child_count
  median_miles    | miles    | Median                | median of child_count
  quarter_days    | days     | First quarter         | quartile of child_count
  tenth_gbp_week  | gbp_week | Last tenth            | decile of child_count
  total_gbp       | gbp      | Sum   | sum of child_count largest largest_pct top_two top_two_pct
  largest_pct     | pct      | Largest part          | exact eyes only
  top_two_pct     | pct      | Largest two parts     | exact eyes only
  dear_gbp_week   | gbp_week | Mean of what may be one child's | mean of child_count
  net_count       | count    | Children less some    | difference of child_count less part_count
  movement        | text     | Which way             | word of net_count
  unit            | text     | Unit of the value
  value           | number   | In its unit           | by unit of part_count in child_count
  bare_score      | score    | Says nothing of what stands behind it | mean of child_count
  place_count     | places   | Registered places
*/
select 1
"""
SEEDS = range(25)
Protected = list[tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]]


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """A mart with one column of every kind of protection."""
    folder = tmp_path_factory.mktemp("sql") / "marts"
    folder.mkdir()
    (folder / "random_figures.sql").write_text(HEADER, encoding="utf-8")
    return header.read(folder / "random_figures.sql")


@pytest.fixture(scope="module")
def protected(view: View) -> Protected:
    """Of each random table: its rows, what the gate shows of them, and the symbols."""
    tables = [table(seed) for seed in SEEDS]
    return [(rows, *gate.apply(view, rows, gate.LONDON_7_5)) for rows in tables]


def table(seed: int, rows: int = 120) -> pd.DataFrame:
    """Random rows, most of them of few children, as marts of small authorities are."""
    chance = np.random.default_rng(seed)
    whole = np.floor(chance.exponential(chance.choice([4, 12, 60, 400]), rows)).astype(int)
    part = chance.binomial(whole, chance.uniform(0, 1, rows))
    population = chance.integers(1_000, 90_000, rows)
    unit = chance.choice(["count", "pct", "miles", "gbp_week"], rows)
    pct = np.divide(100.0 * part, whole, out=np.full(rows, np.nan), where=whole > 0)
    other = np.where(whole > 0, chance.gamma(2, 20, rows), np.nan)
    by_unit = np.select([unit == "count", unit == "pct"], [part.astype(float), pct], other)
    return pd.DataFrame(
        {
            "area_name": [f"Area {n}" for n in range(rows)],
            "child_count": whole,
            "part_count": part,
            "part_pct": pct,
            "population": population,
            "per_10000_rate": 10_000.0 * part / population,
            "part_index": np.divide(part, whole, out=np.full(rows, np.nan), where=whole > 0),
            "mean_miles": other,
            "median_miles": other,
            "quarter_days": other * 10,
            "tenth_gbp_week": other * 100,
            "total_gbp": other * 10_000,
            "largest_pct": np.where(whole > 0, chance.uniform(5, 100, rows), np.nan),
            "top_two_pct": np.where(whole > 0, chance.uniform(50, 100, rows), np.nan),
            "dear_gbp_week": other * 100,
            "net_count": whole - part,
            "movement": np.where(whole > part, "more", "even"),
            "unit": unit,
            "value": by_unit,
            "bare_score": other,
            "place_count": chance.integers(0, 9, rows),
        }
    )


def small(counts: pd.Series) -> pd.Series:
    """Where a count is of 1 to 9 children."""
    return counts.between(1, 9)


def test_no_count_of_one_to_nine_is_shown_and_all_others_are_the_middle_of_their_ten(protected: Protected) -> None:
    for (rows, shown, _), name in product(protected, ("child_count", "part_count")):
        seen = shown[name].dropna()
        assert ((seen == 0) | ((seen >= 15) & (seen % 10 == 5))).all()
        assert shown[name].isna().equals(small(rows[name]))
        assert ((seen == 0) == (rows[name][seen.index] == 0)).all()
        assert ((seen == 0) | (seen // 10 == rows[name][seen.index] // 10)).all()


def test_a_share_is_made_from_shown_counts_or_withheld(protected: Protected) -> None:
    for _, shown, _ in protected:
        # All of it by what is shown: that a share is there, or not, tells no more than the counts do.
        part, whole = shown["part_count"], shown["child_count"]
        rest = whole - part
        risky = part.isna() | whole.isna() | (whole == 0)
        risky |= ((part == 0) & (whole < 20)) | ((rest <= 0) & (whole < 50))
        assert shown["part_pct"].isna().equals(risky)
        seen = shown["part_pct"].dropna()
        made = (100 * shown["part_count"] / shown["child_count"]).clip(upper=100).round(0)
        assert seen.equals(made[seen.index])
        assert (seen == seen.round(0)).all() and seen.between(0, 100).all()


def test_a_rate_is_made_from_the_shown_count(protected: Protected) -> None:
    for rows, shown, _ in protected:
        assert shown["per_10000_rate"].isna().equals(small(rows["part_count"]))
        made = (10_000 * shown["part_count"] / rows["population"]).round(1)
        pd.testing.assert_series_equal(shown["per_10000_rate"], made, check_names=False)


@pytest.mark.parametrize(
    ("column", "least", "step"),
    [("mean_miles", 15, 1), ("median_miles", 25, 1), ("quarter_days", 45, 5), ("tenth_gbp_week", 85, 10)],
)
def test_a_statistic_needs_children_enough_behind_it_and_is_rounded(
    protected: Protected, column: str, least: int, step: int
) -> None:
    for rows, shown, _ in protected:
        assert shown[column].notna().equals(shown["child_count"] >= least)
        seen = shown[column].dropna()
        assert (seen % step == 0).all()
        assert ((seen - rows[column][seen.index]).abs() <= step / 2 + 1e-9).all()


def test_a_figure_half_way_between_two_steps_is_rounded_the_same_however_it_was_added_up(view: View) -> None:
    rows = pd.concat([table(0, 1)] * 3, ignore_index=True)
    rows["child_count"], rows["mean_miles"] = 100, [2.5, 2.5 - 4e-16, 2.5 + 4e-16]
    shown, _ = gate.apply(view, rows, gate.LONDON_7_5)
    assert rows["mean_miles"].nunique() == 3 and shown["mean_miles"].nunique() == 1


def test_a_sum_that_one_or_two_children_make_up_is_withheld(protected: Protected) -> None:
    for rows, shown, _ in protected:
        spread = (rows["largest_pct"] <= 50) & (rows["top_two_pct"] <= 90)
        assert shown["total_gbp"].notna().equals(spread & (shown["child_count"] >= 15))


def test_a_sum_is_its_mean_times_the_count_shown(protected: Protected) -> None:
    for rows, shown, _ in protected:
        mean = (rows["total_gbp"] / rows["child_count"] / 10).round() * 10
        seen = shown["total_gbp"].dropna()
        made = (mean * shown["child_count"] / 1000).round() * 1000
        assert (seen == made[seen.index]).all()


def test_what_one_child_may_make_up_is_for_exact_eyes_alone(protected: Protected) -> None:
    for _, shown, symbols in protected:
        for name in ("largest_pct", "top_two_pct", "dear_gbp_week"):
            assert shown[name].isna().all()
        assert set(symbols["dear_gbp_week"]) <= {"c", "z"}


def test_an_index_divides_shown_counts(protected: Protected) -> None:
    for _, shown, _ in protected:
        made = (shown["part_count"] / shown["child_count"].where(shown["child_count"] > 0)).round(2)
        pd.testing.assert_series_equal(shown["part_index"], made, check_names=False)


def test_a_word_stands_where_its_figure_is_shown_and_goes_one_way(protected: Protected) -> None:
    for _, shown, symbols in protected:
        stands = shown["net_count"].fillna(0) != 0
        assert shown["movement"].notna().equals(stands)
        assert ((symbols["movement"] == "c") == ~stands).all()
        assert set(shown["movement"][stands]) <= {"more"}
    assert any((shown["movement"] == "more").any() for _, shown, _ in protected)


def test_a_difference_is_of_shown_figures_and_goes_when_either_does(protected: Protected) -> None:
    for _, shown, _ in protected:
        made = shown["child_count"] - shown["part_count"]
        pd.testing.assert_series_equal(shown["net_count"], made, check_names=False)


def test_a_value_of_mixed_units_follows_the_rule_of_each_rows_unit(protected: Protected) -> None:
    for rows, shown, _ in protected:
        unit, value = rows["unit"], shown["value"]
        counts = unit == "count"
        assert value[counts].isna().equals(small(rows["part_count"])[counts])
        assert (value[counts].dropna() % 5 == 0).all()
        shares = unit == "pct"
        pd.testing.assert_series_equal(value[shares], shown["part_pct"][shares], check_names=False)
        others = ~(counts | shares)
        least = np.where(unit == "gbp_week", 85, 25)
        assert value[others].notna().equals((shown["child_count"] >= least)[others])
        assert (value[unit == "gbp_week"].dropna() % 10 == 0).all()


def test_public_figures_stand_and_figures_that_say_nothing_do_not(view: View) -> None:
    rows = table(1)
    shown, _ = gate.apply(view, rows, gate.LONDON_7_5)
    assert (shown["place_count"] == rows["place_count"]).all()
    assert (shown["population"] == rows["population"]).all()
    silent = View(
        name="silent",
        layer="marts",
        title="Silent",
        columns=(header.Column("bare_score", "score", "Says nothing of what stands behind it"),),
    )
    out, symbols = gate.apply(silent, rows[["bare_score"]], gate.LONDON_7_5)
    assert out["bare_score"].isna().all()
    assert set(symbols["bare_score"][rows["bare_score"].notna()]) == {"c"}


def test_a_symbol_stands_exactly_where_a_number_does_not(view: View, protected: Protected) -> None:
    exact = [(rows, *gate.apply(view, rows, EXACT)) for rows, _, _ in protected[:5]]
    for rows, shown, symbols in [*protected, *exact]:
        assert symbols.shape == rows.shape == shown.shape
        assert (symbols["area_name"] == "").all()
        for column in (column for column in view.columns if column.is_measure):
            empty = rows[column.name].isna()
            assert (symbols[column.name] == "z").equals(empty)
            assert (symbols[column.name] == "").equals(shown[column.name].notna())
            assert (symbols[column.name] == "c").equals(shown[column.name].isna() & ~empty)


def test_what_is_written_over_one_column_of_symbols_stands_in_no_other(view: View) -> None:
    _, symbols = gate.apply(view, table(1), EXACT)
    before = symbols.copy(deep=True)
    symbols.loc[symbols.index[:2], "area_name"] = "x"
    symbols.iloc[2:4, 0] = "x"
    assert (symbols["area_name"] == "x").sum() == 4
    pd.testing.assert_frame_equal(symbols.drop(columns="area_name"), before.drop(columns="area_name"))


def test_exact_figures_are_left_as_they_are(view: View) -> None:
    rows = table(2)
    shown, _ = gate.apply(view, rows, EXACT)
    pd.testing.assert_frame_equal(shown, rows)


def test_the_gate_leaves_the_rows_it_was_given_alone_and_survives_none(view: View) -> None:
    rows = table(3)
    before = rows.copy()
    gate.apply(view, rows, gate.LONDON_7_5)
    pd.testing.assert_frame_equal(rows, before)
    shown, symbols = gate.apply(view, rows.iloc[:0], gate.LONDON_7_5)
    assert shown.empty and symbols.empty


def test_one_child_more_changes_no_answer_by_anything_but_ten(view: View, protected: Protected) -> None:
    for rows, one, _ in protected:
        more = rows.assign(child_count=rows["child_count"] + 1)
        two, _ = gate.apply(view, more, gate.LONDON_7_5)
        change = (two["child_count"] - one["child_count"]).dropna()
        assert change.isin([0, 10]).all()


def test_a_profile_that_does_not_exist_protects_nothing_and_says_so(view: View) -> None:
    with pytest.raises(ValueError, match="no protection profile"):
        gate.apply(view, table(1), "none")


def test_single_placements_are_not_shown_to_those_who_see_protected_figures(tmp_path: Path) -> None:
    folder = tmp_path / "marts"
    folder.mkdir()
    text = HEADER.replace("grain:", "child_level: yes\ngrain:")
    (folder / "single.sql").write_text(text, encoding="utf-8")
    single = header.read(folder / "single.sql")
    with pytest.raises(gate.NotEntitled):
        gate.permit([single], {}, gate.LONDON_7_5)
    gate.permit([single], {}, EXACT)


def options() -> list[Option]:
    """Two values of every kind of choice."""
    return [Option(kind, value, value) for kind in choices.kinds() for value in ("a", "b")]


CROSSING = [key for key, kind in choices.kinds().items() if kind.is_crossing]


def test_protected_figures_may_be_crossed_by_three_choices_and_no_more() -> None:
    allowed = {key: ("a",) for key in CROSSING[: choices.MOST_CROSSINGS]}
    place = {"as_at": ("a",), "grouping": ("a",), "area": ("a",), "authority": ("a",)}
    assert choices.check(allowed | place, options(), is_protected=True)
    too_many = allowed | {CROSSING[choices.MOST_CROSSINGS]: ("a",)}
    with pytest.raises(ChoiceError, match="3 choices at most"):
        choices.check(too_many, options(), is_protected=True)
    assert choices.check(too_many, options(), is_protected=False)


@pytest.mark.parametrize("key", [k for k, kind in choices.kinds().items() if not kind.is_single])
def test_protected_figures_take_one_value_of_a_choice_or_all(key: str) -> None:
    with pytest.raises(ChoiceError, match="one value or all"):
        choices.check({key: ("a", "b")}, options(), is_protected=True)
    assert choices.check({key: ("a", "b")}, options(), is_protected=False)


TWO = {"sex": ("F",), "age_band": ("10 to 15",)}


def test_below_the_first_level_nought_is_as_nine_and_neither_is_listed(view: View) -> None:
    for seed in SEEDS:
        rows = table(seed)
        shown, symbols = gate.apply(view, rows, gate.LONDON_7_5, chosen=TWO)
        assert shown["area_name"].tolist() == rows["area_name"][rows["child_count"] > 9].tolist()
        assert not (shown[["child_count", "part_count"]] == 0).any(axis=None)
        assert (symbols["child_count"] == "").all()
        # A part of few and a part of none carry the same sign.
        few = rows["part_count"][rows["child_count"] > 9].reset_index(drop=True) <= 9
        assert (symbols["part_count"][few] == "c").all()


def test_what_is_empty_for_want_of_children_is_withheld_like_what_is_small(view: View) -> None:
    rows = table(4)
    rows.loc[rows["child_count"] == 0, "population"] = np.nan
    shown, symbols = gate.apply(view, rows, gate.LONDON_7_5, chosen={"sex": ("F",)}, small=())
    assert len(shown) == len(rows), "the first level lists everyone"
    few = small(rows["child_count"])
    assert (symbols["mean_miles"][few] == "c").all()


def test_an_authority_too_small_shows_its_first_level_alone(view: View) -> None:
    placed = replace(view, columns=(Column("authority_code", "code", "Authority"), *view.columns))
    rows = table(5).assign(authority_code="E09000007")
    rows.loc[::2, "authority_code"] = "E09000001"
    is_small = rows["authority_code"] == "E09000001"
    first, _ = gate.apply(placed, rows, gate.LONDON_7_5, small={"E09000001"})
    of_small = first[first["authority_code"] == "E09000001"]
    assert not (of_small[["child_count", "part_count"]] == 0).any(axis=None)
    assert of_small["child_count"].notna().all() and of_small["part_count"].notna().any()
    second, _ = gate.apply(placed, rows, gate.LONDON_7_5, chosen={"sex": ("F",)}, small={"E09000001"})
    of_small = second[second["authority_code"] == "E09000001"]
    assert of_small["part_count"].isna().all() and of_small["child_count"].notna().all()
    deep, _ = gate.apply(placed, rows, gate.LONDON_7_5, chosen=TWO, small={"E09000001"})
    assert set(deep["authority_code"]) == {"E09000007"} and is_small.any()


def test_a_views_own_keys_and_the_choices_are_three_crossings_at_most(view: View) -> None:
    by_two = replace(view, grain="one row per area_name, placement_type, host_authority_code")
    assert crossings.dimensions(by_two, {"sex": ("F",)}) == {"placement_type", "host", "sex"}
    # A choice of what the rows are divided by is no crossing more.
    assert crossings.dimensions(by_two, {"placement_type": ("a",)}) == {"placement_type", "host"}
    gate.permit([by_two], {"sex": ("F",)}, gate.LONDON_7_5)
    with pytest.raises(ChoiceError, match="clear one of: Age, Sex"):
        gate.permit([view, by_two], TWO, gate.LONDON_7_5)
    gate.permit([view, by_two], TWO, EXACT)
    gate.permit([view], TWO, gate.LONDON_7_5)


def test_what_may_still_be_chosen_is_what_no_view_of_a_page_forbids(view: View) -> None:
    by_two = replace(view, grain="one row per placement_type, host_authority_code")
    assert crossings.left([view, by_two], {}) == {}
    left = crossings.left([view, by_two], {"sex": ("F",)})
    assert set(left) == set(CROSSING) - {"sex", "placement_type"}
    assert "Sex" in left["age_band"]
    assert crossings.left([view], {"sex": ("F",)}) == {}


def test_a_view_that_crosses_too_much_is_answered_by_its_coarser_form_alone(view: View) -> None:
    by_two = replace(view, grain="one row per host_authority_code, placement_type")
    assert not coarser.is_too_fine(by_two, {"sex": ("F",)})
    assert not coarser.is_too_fine(by_two, {"authority": ("E09000007",), "as_at": ("2026-03-31",)})
    assert coarser.is_too_fine(by_two, TWO)
    by_three = replace(view, grain="one row per host_authority_code, placement_type, provider_sector")
    assert coarser.is_too_fine(by_three, {}), "most rows of three crossings are about too few"


def test_of_two_forms_the_one_that_shows_its_main_figure_in_more_rows_stands(view: View) -> None:
    nothing = float("nan")
    fine = replace(view, chart="bar x=median_miles y=area_name")
    rows = pd.DataFrame({"child_count": [20, 15, nothing], "median_miles": [4, nothing, nothing]})
    two = pd.DataFrame({"child_count": [30, 25], "median_miles": [4, 5]})
    assert coarser.shows_more(fine, two, fine, rows), "two medians against one"
    assert not coarser.shows_more(fine, rows, fine, two)
    assert not coarser.shows_more(fine, two, fine, two), "of two alike the finer stands"
    none = pd.DataFrame({"child_count": [nothing, nothing], "median_miles": [nothing, nothing]})
    some = pd.DataFrame({"child_count": [10, nothing], "median_miles": [nothing, nothing]})
    assert coarser.shows_more(fine, some, fine, none), "without a median, the one that says of how many"


def test_an_empty_figure_does_not_say_that_the_count_behind_it_is_nought(tmp_path: Path) -> None:
    """Two rows of 60 children, of whom none and three are priced: neither has a median that may be told."""
    folder = tmp_path / "marts"
    folder.mkdir()
    (folder / "priced.sql").write_text(
        "/*\ntitle: Priced\nsummary: S\ngrain: one row per placement_type\nsource: None\ncolumns:\n"
        "  placement_type | text | Type\n  child_count | count | Children\n  priced_count | count | Priced\n"
        "  priced_pct | pct | Share | share of priced_count in child_count\n"
        "  middle_gbp_week | gbp_week | Middle | median of priced_count\n*/\nselect 1\n",
        encoding="utf-8",
    )
    rows = pd.DataFrame({"placement_type": ["a", "b"], "child_count": 60, "priced_count": [0, 3]}).assign(
        priced_pct=[0.0, 5.0], middle_gbp_week=[float("nan"), 500.0]
    )
    shown, symbols = gate.apply(header.read(folder / "priced.sql"), rows, gate.LONDON_7_5)
    assert symbols["middle_gbp_week"].tolist() == symbols["priced_count"].tolist() == ["c", "c"]
    assert shown.drop(columns="placement_type").nunique().max() <= 1, "the two rows are told apart by nothing"


def test_a_form_about_far_fewer_children_does_not_stand(view: View) -> None:
    fine = pd.DataFrame({"child_count": [20, 15, 15], "median_miles": [4.0, 5.0, 6.0]})
    few, most = (pd.DataFrame({"child_count": [n], "median_miles": [4.0]}) for n in (100, 105))
    drawn = replace(view, chart="bar x=median_miles y=area_name")
    assert not coarser.shows_more(drawn, few, drawn, fine), "50 is half of 100"
    assert coarser.shows_more(drawn, most, drawn, fine), "50 is less than half of 105"
