"""What a card says of a figure beside its number: how sure it is, and why there is none."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.presentation import key_figures
from sufficiency.result import EXACT, Result

CAMDEN = "E09000007"


def card(london: Scope, measure: str) -> Result:
    """One measure of Camden's thirty children, of whom two years' returns tell."""
    return query.fetch(london, ["headline"], {"authority": (CAMDEN,)}, profile=EXACT)["headline"].where(measure=measure)


def changed(result: Result, **cells: object) -> Result:
    """The same with other cells in its one row."""
    return replace(result, rows=result.rows.assign(**cells))


def test_a_share_of_a_wide_interval_stands_as_its_interval(london: Scope) -> None:
    # 9 of 30 live more than 20 miles away: 30%, by Wilson 16.7 to 47.9.
    far = card(london, "distant")
    assert far.rows["numerator_count"].tolist() == [9]
    assert key_figures.of(far).value == "17% to 48%"
    assert key_figures.of(far).sure == "9 of 30. Too few children to say more closely"
    assert key_figures.of(replace(far, profile="london-7-5")).sure == "Too few children to say more closely"
    # Nobody of 30 is unaccompanied: 0 to 11.4.
    none = key_figures.of(card(london, "unaccompanied"))
    assert (none.value, none.sure) == ("0%", "Between 0% and 11%")
    # Nobody of six: 0 to 39, which reads as if some were.
    six = changed(card(london, "unaccompanied"), denominator_count=6, value_high=39.0, change_value=0.0)
    assert (key_figures.of(six).value, key_figures.of(six).change) == ("None of 6", "None a year ago either")
    assert key_figures.of(six).sure == "Too few children for a share"
    hidden = replace(six, symbols=six.symbols.assign(denominator_count="c"))
    assert key_figures.of(hidden).value == "0% to 39%"


def test_of_a_handful_a_card_says_so_many_of_so_many_and_no_interval(london: Scope) -> None:
    """City of London's opened with *74% to 100%* over *11 of 11*."""
    ends = {
        "denominator_count": 11,
        "value_low": 10.0,
        "value_high": 57.0,
        "change_value": 9.0,
        "last_year_value": 18.0,
    }
    few = changed(card(london, "distant"), value=27.3, numerator_count=3, change_is_clear=False, **ends)
    said = key_figures.of(few)
    assert (said.value, said.sure, said.change) == (
        "3 of 11",
        "Too few children for a share",
        "No clear change in a year",
    )
    whole = changed(few, value=100.0, numerator_count=11, value_low=74.0, value_high=100.0)
    assert key_figures.of(whole).value == "All 11"
    assert key_figures.of(changed(few, value_low=0.0, value_high=80.0)).value == "3 of 11"
    assert key_figures.of(replace(few, profile="london-7-5")).value == "10% to 57%"


def test_a_count_is_up_only_beyond_chance(london: Scope) -> None:
    all_children = card(london, "looked_after")
    assert key_figures.of(all_children).change == "No change in a year"
    unclear = changed(all_children, change_value=5.0, change_is_clear=False)
    assert key_figures.of(unclear).change == "No clear change in a year (was 30)"
    assert key_figures.of(changed(unclear, change_is_clear=True)).change == "▲ up 5 in a year"


def test_a_card_without_a_figure_says_why(london: Scope) -> None:
    carer, scores = card(london, "same_carer_two_years"), card(london, "sdq_concern")
    assert "looks back 30 months" in key_figures.of(carer).sure
    assert "rests on health and behaviour, not collected" in key_figures.of(scores).sure
    assert "rests on" not in key_figures.of(replace(scores, scored=())).sure
    assert "rests on" not in key_figures.of(card(london, "distant")).sure


def test_a_distance_says_its_unit(london: Scope) -> None:
    """Over *Between 5.4 and 6.9* stood a bare 6.2."""
    far = changed(card(london, "median_distance"), value=6.2, last_year_value=6.0, change_value=0.2)
    said = key_figures.of(changed(far, change_is_clear=False))
    assert (said.value, said.change) == ("6.2 miles", "No clear change in a year (was 6 miles)")
    assert "up 0.2 miles in a year" in key_figures.of(changed(far, change_is_clear=True)).change


def test_a_card_says_from_when_its_prices_are_where_that_is_not_its_date(london: Scope) -> None:
    """Beside a line of prices that ends in March stood a card of September, and neither said why they differ."""
    cost = changed(card(london, "weekly_cost"), value=1571.0, value_low=1198.0, value_high=1945.0)
    cost = replace(cost, symbols=cost.symbols.assign(value=""), as_at=date(2024, 9, 30))
    march = replace(cost, priced=(("Camden", date(2024, 3, 31)),))
    assert key_figures.of(march).sure == "Between £1,198 and £1,945; prices of 31 March 2024"
    several = replace(cost, priced=(("Barnet", date(2024, 6, 30)), ("Camden", date(2024, 3, 31)), ("Brent", None)))
    assert key_figures.of(several).sure.endswith("; prices of 31 March 2024 to 30 June 2024")
    assert key_figures.of(replace(march, as_at=date(2024, 3, 31))).sure == "Between £1,198 and £1,945"
    far = replace(card(london, "distant"), as_at=date(2024, 9, 30), priced=march.priced)
    assert "prices" not in key_figures.of(far).sure
