"""The demonstration between the ends of its years, which nothing published describes: no saw."""

from __future__ import annotations

import duckdb
import pytest

from sufficiency import settings
from sufficiency.snapshot import store


@pytest.fixture(scope="module")
def episodes() -> duckdb.DuckDBPyRelation:
    """Every episode of the demonstration's returns."""
    found = store.read(settings.DEMONSTRATION)
    return duckdb.connect().read_parquet(str(found.file("episodes")))


@pytest.mark.parametrize("year", range(2022, 2027))
def test_care_ends_no_more_often_on_the_last_day_of_a_year_than_on_others(episodes, year):
    ends = episodes.filter(f"return_year = {year} and rec like 'E%' and place not like 'T%'")
    on_last = ends.filter(f"dec = date '{year}-03-31'").shape[0]
    assert on_last < 3 * ends.shape[0] / 365 + 10


@pytest.mark.parametrize("year", range(2022, 2027))
def test_foster_care_s_share_stays_near_what_it_is_at_the_year_s_end(episodes, year):
    def share(day: str) -> float:
        there = episodes.filter(
            f"return_year = {year} and decom <= date '{day}' and place not like 'T%' "
            f"and (dec is null or dec > date '{day}')"
        )
        return 100 * there.filter("place like 'U%'").shape[0] / there.shape[0]

    at_end = share(f"{year}-03-31")
    months = (f"{year - 1}-06-30", f"{year - 1}-09-30", f"{year - 1}-12-31")
    assert all(abs(share(day) - at_end) < 4 for day in months)
