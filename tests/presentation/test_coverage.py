"""The words that say of whom and from when figures are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from sufficiency.presentation import asides, coverage, kinds_not_known
from sufficiency.presentation.export import facts
from sufficiency.result import Column, Fact, Result, View

VIEW = View(
    "lines",
    "marts",
    "Lines",
    columns=(Column("measure", "text", "Measure"), Column("unit", "text", "Unit"), Column("value", "number", "Value")),
)
ROWS = pd.DataFrame(
    {
        "measure": ["distant", "sdq_concern", "weekly_cost", "orders"],
        "unit": ["pct", "pct", "gbp_week", "pct"],
        "value": 1.0,
    }
)
MARCH = date(2025, 3, 31)
RESULT = Result(
    view=VIEW,
    rows=ROWS,
    symbols=pd.DataFrame("", index=ROWS.index, columns=ROWS.columns),
    as_at=date(2025, 5, 31),
    authority_count=3,
    authority_total=3,
    priced=(("Barnet", MARCH), ("Brent", None), ("Camden", MARCH)),
    scored=(("Barnet", MARCH), ("Brent", MARCH), ("Camden", MARCH)),
    facts=(
        Fact("measure", "sdq_concern", "outcomes"),
        Fact("measure", "weekly_cost", "prices"),
        Fact("measure", "orders", "prices"),
    ),
)


def test_facts_seen_once_a_year_say_from_when_they_are_and_who_has_none() -> None:
    assert coverage.seen_once(RESULT) == (
        "Prices, orders and needs are those collected on 31 March 2025; Brent sent none. "
        "Scores, convictions and substance misuse are those collected on 31 March 2025."
    )


def test_only_what_is_shown_is_dated() -> None:
    assert coverage.seen_once(RESULT.where(measure="distant")) == ""
    assert coverage.seen_once(RESULT.where(measure="weekly_cost")).startswith("Prices are those collected on")
    assert coverage.seen_once(RESULT.where(measure="orders")).startswith("Orders and needs are those collected on")
    nobody = replace(RESULT.where(measure="sdq_concern"), scored=(("Barnet", None),))
    assert coverage.seen_once(nobody) == (
        "No scores, convictions and substance misuse were collected in the twelve months to this date."
    )


def test_what_only_searches_tell_says_which_authorities_sent_them() -> None:
    sent = replace(
        RESULT.where(measure="distant"),
        facts=(Fact("measure", "distant", "searches"),),
        searched=(("Barnet", MARCH), ("Brent", None), ("Camden", date(2024, 12, 31))),
    )
    assert coverage.seen_once(sent) == (
        "Need that returns do not hold is told by found placements of a quarter up to 31 March 2025, which were sent "
        "by 2 of 3 authorities: Barnet and Camden."
    )
    nobody = replace(sent, searched=(("Brent", None),))
    assert coverage.seen_once(nobody) == (
        "Need that returns do not hold is x: no found placements were sent of a quarter in the twelve months to this "
        "date."
    )
    assert coverage.seen_once(replace(sent, facts=())) == ""
    assert "where all chosen sent" in coverage.seen_once(replace(sent, is_line=True))


def test_a_line_says_whom_it_leaves_out_and_that_such_facts_are_points() -> None:
    line = replace(RESULT, is_line=True, line_without=("Brent",))
    assert coverage.over_time(line) == "The line is of 2 of 3 authorities, without Brent."
    assert "Prices are points at the days they were collected." in coverage.seen_once(line.where(measure="weekly_cost"))
    assert coverage.over_time(RESULT) == ""
    assert any("The line is of 2 of 3" in words for words in facts.caption(line))


def test_a_line_that_is_not_told_of_at_a_day_says_who_sent_nothing_for_it() -> None:
    gaps = (("outcomes", MARCH, ("Brent",)), ("outcomes", date(2024, 3, 31), ("Brent",)))
    line = replace(RESULT, is_line=True, line_gaps=gaps).where(measure="sdq_concern")
    assert coverage.seen_once(line) == (
        "Scores, convictions and substance misuse are points at the days they were collected; x at 31 March 2025 and "
        "31 March 2024, for Brent sent none (a count at such a date alone is of the others)."
    )
    alone = replace(line, authority_total=1)
    assert coverage.seen_once(alone).endswith("for Brent sent none.")
    priced = replace(line, line_gaps=(("prices", MARCH, ("Brent",)),))
    assert coverage.seen_once(priced).endswith("at the days they were collected.")


def test_a_line_that_begins_with_x_says_why() -> None:
    columns = (Column("as_at", "date", "Month end"), Column("start_count", "count", "Started", look_back=12))
    rows = pd.DataFrame({"as_at": [date(2024, 4, 30), MARCH], "start_count": [float("nan"), 40.0]})
    symbols = pd.DataFrame({"as_at": ["", ""], "start_count": ["x", ""]})
    line = replace(
        RESULT, view=replace(VIEW, columns=columns), rows=rows, symbols=symbols, is_line=True, vouched=(("Barnet", 72),)
    )
    assert coverage.looking_back(line) == "What looks back 12 months is x where the line has fewer before it."
    assert coverage.looking_back(replace(line, is_line=False)) == ""
    assert coverage.looking_back(replace(line, symbols=symbols.assign(start_count=""))) == ""
    assert "no inputs here vouch" in coverage.looking_back(replace(line, vouched=(("Barnet", 3),)))


def test_of_those_left_out_it_is_said_for_which_dates_they_count() -> None:
    april = date(2024, 4, 30)
    holed = replace(RESULT, authority_count=0, authority_total=1, left_out=("Barnet",), counts_when=((MARCH, april),))
    assert coverage.words(holed) == (
        "Barnet does not count at this date: its figures count up to 31 March 2025 and again from 30 April 2024. "
        "Choose such a date"
    )
    first = replace(holed, counts_when=((None, april),))
    assert "its figures count from 30 April 2024. Choose" in coverage.words(first)
    never = replace(holed, counts_when=((None, None),))
    assert coverage.words(never) == "Barnet does not count at this date: it sent nothing that counts here"
    both = replace(holed, authority_total=2, left_out=("Barnet", "Brent"), counts_when=((MARCH, None), (None, None)))
    assert coverage.words(both) == (
        "None of 2 authorities counts at this date: Barnet (its figures count up to 31 March 2025) and Brent (it "
        "sent nothing that counts here). Choose such a date"
    )
    some = replace(holed, authority_count=2, authority_total=3, counts_when=((MARCH, None),))
    assert coverage.words(some) == (
        "2 of 3 authorities count at this date, without Barnet (its figures count up to 31 March 2025)"
    )


def test_what_stands_beside_is_named_with_those_left_out() -> None:
    beside = replace(RESULT, compared_with="9 of 10 statistical neighbours", compared_without="Luton")
    assert asides.beside(beside) == "Compared with 9 of 10 statistical neighbours, without Luton."
    assert asides.beside(replace(RESULT, compared_with="London")) == ""
    assert ("Beside", asides.beside(beside)) in [(fact.heading, fact.words) for fact in facts.of(beside)]


def test_of_one_authority_it_says_its_name_and_no_fraction() -> None:
    one = replace(RESULT, authority_count=1, authority_total=1, vouched=(("Camden", 72),))
    assert coverage.words(one) == "Camden counts at this date"
    sent = replace(one, sent="sent found placements of the quarter to 31 March 2026")
    assert coverage.words(sent) == "Camden sent found placements of the quarter to 31 March 2026"
    assert coverage.words(replace(one, vouched=())) == "The one authority chosen counts at this date"


def test_a_place_without_a_row_is_not_said_to_be_marked() -> None:
    rows = ROWS.assign(area_name=["Camden", "Barnet", "Brent", "Ealing"])
    shown = replace(RESULT, rows=rows, marked=("Camden",))
    assert asides.marked(shown) == "Camden is marked among the others."
    gone = replace(shown, marked=("City of London",))
    assert asides.marked(gone) == "City of London has no row here."
    assert asides.marked(replace(gone, profile="london-7-5")) == "City of London has too few children to be shown here."
    homes = replace(gone.view, columns=(Column("authority_name", "text", "A"), Column("home_count", "places", "Homes")))
    seen = replace(gone, profile="london-7-5", view=homes)
    assert asides.marked(seen) == "City of London has no row here.", "a register of homes counts no children"


def test_what_rests_on_kinds_that_nobody_knows_is_not_said_to_stand_as_collected() -> None:
    """Every gap was x under *Orders and needs are those collected on 31 March*, and no word said why."""
    view = replace(VIEW, columns=(*VIEW.columns, Column("unregistered_count", "count", "In unregistered placements")))
    rows = pd.DataFrame({"measure": ["Homes", "Fostering"], "unit": "count", "value": 1.0, "unregistered_count": 2.0})
    known = replace(
        RESULT,
        view=view,
        rows=rows,
        symbols=pd.DataFrame("", index=rows.index, columns=rows.columns),
        priced=(("Barnet", MARCH), ("Camden", MARCH)),
        facts=(Fact("", "", "prices"),),
    )
    assert coverage.seen_once(known) == "Orders and needs are those collected on 31 March 2025."
    untold = replace(known, symbols=known.symbols.assign(unregistered_count=["x", ""]))
    assert coverage.seen_once(untold) == (
        "Orders and needs are those collected on 31 March 2025. Of some placements begun since 31 March 2025 neither "
        "code nor price tells whether they are registered: what rests on that is x."
    )
    assert kinds_not_known.instead_of_gaps(untold).endswith("needs a home. Choose another date, such as 31 March 2025.")
    on_the_day = replace(untold, as_at=MARCH)
    assert kinds_not_known.instead_of_gaps(on_the_day).endswith("Choose another date.")
    assert "Of some placements neither code" in coverage.seen_once(on_the_day)
    # Where somebody's prices do not stand, that is why.
    unpriced = replace(untold, priced=(("Barnet", MARCH), ("Camden", None)))
    assert kinds_not_known.instead_of_gaps(unpriced) == "" and "registered" not in coverage.seen_once(unpriced)


def test_the_headline_says_so_of_its_measure() -> None:
    rows = RESULT.rows.assign(measure=["distant", "sdq_concern", "weekly_cost", "unregistered"])
    known = replace(RESULT, rows=rows, priced=(("Barnet", MARCH), ("Camden", MARCH)))
    assert "registered" not in coverage.seen_once(known)
    untold = replace(known, symbols=known.symbols.assign(value=["", "", "", "x"]))
    assert coverage.seen_once(untold).endswith("whether they are registered: what rests on that is x.")
