"""What is said of found placements: how they compare with what was wanted, and of whom they are."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from sufficiency import query
from sufficiency.database.scope import Scope
from sufficiency.presentation import coverage
from sufficiency.presentation.sentences import searches
from sufficiency.result import EXACT

FOUND = (
    "select 'E09000007' as authority_code, date '2026-03-31' as quarter_end, i as child_id, 'Today' as needed_by, "
    "0::double as days_to_find, 'Preferred' as foster_suitability, 'Foster' as placement_type, "
    "true as is_location_preferred, make_date(2026, 2, i::integer) as placement_start from range(1, 5) t (i)"
)


@pytest.fixture(scope="module")
def scope(tmp_path_factory: pytest.TempPathFactory) -> Scope:
    """A database of four found placements of Camden's, and a child each in its return and Barnet's."""
    from tests.conftest import snapshot_of

    sent = "select a authority_code, 2026 return_year, 99 child_id from (values ('E09000003'), ('E09000007')) t (a)"
    rows = {
        "found_placements": FOUND,
        "header": sent,
        "episodes": f"select *, date '2025-05-01' as decom, 'C2' as ls, 'U4' as place from ({sent})",
    }
    return Scope(snapshot_of(tmp_path_factory.mktemp("found"), rows))


def test_what_was_found_is_said_beside_what_was_wanted_and_of_whom(scope: Scope) -> None:
    results = query.fetch(scope, ["searches", "searches_outcomes", "placement_mix"], {}, profile=EXACT)
    outcomes = results["searches_outcomes"]
    # Four of four, by Wilson's interval.
    assert searches.against_wanted("London", outcomes, results["searches"]) == (
        "London: where one kind of home was preferred, between 51% and 100% were placed in it; where a place was "
        "preferred, between 51% and 100% came to one; of placements needed the same day, between 51% and "
        "100% were found that day."
    )
    assert coverage.words(outcomes).startswith(
        "1 of 33 authorities sent found placements of the quarter to 31 March 2026, without "
    )
    assert coverage.seen_once(results["searches"]) == ""
    assert results["placement_mix"].sent == "" and "sent found" not in coverage.words(results["placement_mix"])


def test_an_authority_that_sent_none_says_so(scope: Scope) -> None:
    chosen = {"authority": ("E09000003",)}
    results = query.fetch(scope, ["searches", "searches_outcomes"], chosen, profile=EXACT)
    assert coverage.words(results["searches"]) == "Barnet sent no found placements of the quarter to 31 March 2026"
    assert coverage.of_nobody(results["searches"]) == (
        "No figure can be given: Barnet sent no found placements of the quarter to 31 March 2026. Data submission "
        "lists what each authority sent."
    )
    assert searches.against_wanted("London", results["searches_outcomes"], results["searches"]).startswith(
        "London: too few placements"
    )
    assert isinstance(results["searches"].rows, pd.DataFrame) and results["searches"].as_at >= date(1900, 1, 1)
