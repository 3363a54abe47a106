"""Vacancies and filled places of homes on a day, as brokers know them."""

from __future__ import annotations

import duckdb

from sufficiency.returns.checks import Check, drop_rejected, note

TABLE = "vacancies"


def check(con: duckdb.DuckDBPyConnection) -> None:
    """Note the rows of a list of vacancies that cannot be right; of a home that stands twice the first is kept."""
    twice = (
        f"exists (select 1 from {TABLE} o where o.of_authority = t.of_authority and o.of_period = t.of_period "
        'and o."URN" = t."URN" and o.row_id < t.row_id)'
    )
    for rule_check in (
        Check("URN", "home_twice", twice),
        Check("PLACES_STAFFED", "places_differ", 't."PLACES_FILLED" + t."PLACES_VACANT" <> t."PLACES_STAFFED"'),
        Check("REFERRALS_DECLINED", "more_declined", 't."REFERRALS_DECLINED" > t."REFERRALS_RECEIVED"'),
        Check("AS_AT", "day_differs", 't."AS_AT" <> t.of_period'),
    ):
        note(con, TABLE, rule_check)
    drop_rejected(con, TABLE)
