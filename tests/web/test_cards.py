"""What a card says of a figure beside its number: how sure it is, and why there is none."""

from __future__ import annotations

from dataclasses import replace

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.result import EXACT, Result
from sufficiency.web import cards

CAMDEN = "E09000007"


def card(london: Scope, measure: str) -> Result:
    """One measure of Camden's thirty children, of whom two years' returns tell."""
    return query.fetch(london, ["headline"], {"authority": (CAMDEN,)}, profile=EXACT)["headline"].where(measure=measure)


def row(result: Result) -> dict[str, object]:
    """Its one row."""
    return {str(name): value for name, value in result.rows.iloc[0].items()}


def test_a_share_of_a_wide_interval_stands_as_its_interval(london: Scope) -> None:
    # 9 of 30 live more than 20 miles away: 30%, by Wilson 16.7 to 47.9.
    far = card(london, "distant")
    assert far.rows["numerator_count"].tolist() == [9]
    assert cards._text(far, "value") == "17% to 48%"
    assert "Too few children to say more closely" in cards._sure(far, row(far))
    # Nobody of 30 is unaccompanied: 0 to 11.4.
    none = card(london, "unaccompanied")
    assert cards._text(none, "value") == "0%"
    assert "Between 0% and 11%" in cards._sure(none, row(none))


def test_a_count_is_up_only_beyond_chance(london: Scope) -> None:
    all_children = card(london, "looked_after")
    assert cards._change(all_children, row(all_children)) == "No change in a year"
    unclear = row(all_children) | {"change_value": 5.0, "change_is_clear": False}
    assert cards._change(all_children, unclear) == "No clear change in a year (was 30)"
    assert cards._change(all_children, unclear | {"change_is_clear": True}) == "▲ up 5 in a year"


def test_a_card_without_a_figure_says_why(london: Scope) -> None:
    carer, scores = card(london, "same_carer_two_years"), card(london, "sdq_concern")
    assert "looks back 30 months" in cards._why_not(carer, row(carer))
    assert "rests on health and behaviour, not collected" in cards._why_not(scores, row(scores))
    assert cards._why_not(replace(scores, scored=()), row(scores)) == ""
    known = card(london, "distant")
    assert cards._why_not(known, row(known)) == ""
