"""Public figures that two files, or two rows, give of one area and time: one counts, and the other is told."""

from __future__ import annotations

import duckdb

from sufficiency.returns import checks, repeats, versions

# What a figure is of, and the columns that are the figure.
OF = {
    "population": (("MID_YEAR", "AREA_CODE"), ("POPULATION",)),
    "published_figures": (("RETURN_YEAR", "AREA_CODE", "MEASURE", "CATEGORY"), ("CHILD_COUNT", "PERCENT")),
    "sufficiency_index": (("INDEX_DATE", "INDEX_AREA", "INDEX_DOMAIN", "INDEX_INDICATOR"), ("INDEX_VALUE",)),
}


def settle(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Leave one figure of each area and time: that of the file whose name says it is the latest, else the first.

    The same figure again is told once for each two files; another figure is refused, and told with where the one
    that counts stands.
    """
    if table not in OF:
        return
    key, figure = (", ".join(f'"{name}"' for name in names) for names in OF[table])
    files = con.sql(f'select distinct file_id, file_name from "{table}" join file using (file_id)').fetchall()
    con.execute("create or replace temp table name_rank (file_id integer, version integer)")
    if files:
        con.executemany("insert into name_rank values (?, ?)", [(f, versions.rank(name)) for f, name in files])
    con.execute(
        f"create or replace temp table several as select row_id, first_value(row_id) over by_age as first_row, "
        f"({figure}) is not distinct from first_value(({figure})) over by_age as is_same "
        f'from "{table}" join name_rank using (file_id) '
        f"window by_age as (partition by {key} order by version desc, row_id)"
    )
    for is_same in ("is_same", "not is_same"):
        con.execute(
            f"create or replace temp table repeat as select row_id, first_row from several "
            f"where row_id <> first_row and {is_same}"
        )
        if is_same == "is_same":
            repeats.tell(con, table)
            con.execute(f'delete from "{table}" where row_id in (select row_id from repeat)')
        else:
            repeats.tell_pairs(con, table, "repeat", "figure_differs", OF[table][1][0])
    checks.drop_rejected(con, table)
