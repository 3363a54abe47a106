"""The case system's feed: the tables of the Standard Safeguarding Dataset as they are exported on a day.

Of its tables those of ``input_columns.csv`` are read, and of them only the columns named there: names, NHS numbers and
lines of addresses are never read. What is kept is composed from them (``feed_episodes``) and the tables are forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

import duckdb
import pyarrow as pa

from sufficiency.returns import cells, feed_checks, feed_episodes, periods, schema
from sufficiency.returns.checks import drop_rejected
from sufficiency.returns.feed_checks import KIND

# What is composed of a feed, as the snapshot calls it.
COMPOSED = ("feed_children", "feed_episodes", "feed_missing", "feed_outcomes")
POSTCODES = (("ssd_address", "ADDR_ADDRESS_POSTCODE"), ("ssd_cla_placement", "CLAP_CLA_PLACEMENT_POSTCODE"))
# How a file of the dataset is called, whatever stands before and after.
_NAMED = re.compile(r"ssd_[a-z_]*[a-z]")


def tables() -> list[str]:
    """The tables that a feed may hold."""
    return [name for name, row in periods.by_table().items() if row["unit_kind"] == KIND]


def is_of_no_measure(name: str) -> bool:
    """True of a file in a feed whose own name is that of another table of the dataset than those that are read."""
    parts = name.lower().split("/")
    match = _NAMED.search(parts[-1])
    return len(parts) > 3 and parts[1] == KIND and match is not None and match[0] not in tables()


def compose(con: duckdb.DuckDBPyConnection, sent: Collection[str], today: date) -> list[str]:
    """Check the tables of feeds and make of them children, episodes and times missing; the names of what was made."""
    came = [name for name in tables() if name in sent]
    if not came:
        return []
    for name in tables():
        if name not in sent:
            cells.load(con, schema.tables()[name], _empty(name), today)
    _whose(con)
    feed_checks.before(con, came)
    for name in came:
        drop_rejected(con, name)
    feed_episodes.make(con)
    feed_checks.after(con)
    return list(COMPOSED)


def _whose(con: duckdb.DuckDBPyConnection) -> None:
    """Give each placement its child where the table does not: some case systems name the period of care alone."""
    for named, of in (("CLAE_CLA_PLACEMENT_ID", "CLAP_CLA_PLACEMENT_ID"), ("CLAE_CLA_ID", "CLAP_CLA_ID")):
        con.execute(
            f"""update ssd_cla_placement p set "CLAP_PERSON_ID" = e.person from (
                select of_authority, of_period, "{named}" as named, min("CLAE_PERSON_ID") as person
                from ssd_cla_episodes group by all having count(distinct "CLAE_PERSON_ID") = 1
            ) e where p."CLAP_PERSON_ID" is null and p.of_authority = e.of_authority and p.of_period = e.of_period
                and p."{of}" = e.named"""
        )


def forget(con: duckdb.DuckDBPyConnection) -> None:
    """Take away the tables of feeds, of which all that is kept has been composed."""
    # Names may stand in any cell that people type, so the report shows every value of a feed by its shape.
    con.execute(
        "update problem set is_identifier = true "
        "where file_id in (select file_id from file where list_contains(?, table_name))",
        [tables()],
    )
    for name in tables():
        con.execute(f"drop table {name}")


def _empty(name: str) -> pa.Table:
    columns = {column.name: pa.array([], pa.string()) for column in schema.tables()[name].columns}
    return pa.table({"file_id": pa.array([], pa.int32()), "line": pa.array([], pa.int64()), **columns})
