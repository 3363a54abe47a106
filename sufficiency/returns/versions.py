"""Two files of one table of one return: which is believed, told, and never by the order of names."""

from __future__ import annotations

import re
from collections.abc import Iterable

import duckdb

from sufficiency.plurals import counted
from sufficiency.reference.tables import records
from sufficiency.returns import problems, schema

# What tells one row of a child from another in each table.
KEYS = {
    "header": ("CHILD",),
    "uasc": ("CHILD",),
    "oc2": ("CHILD",),
    "episodes": ("CHILD", "DECOM"),
    "missing": ("CHILD", "MIS_START"),
    "dolo": ("CHILD", "DOLO_START"),
    "placement_costs": ("CHILD", "PLACEMENT_START", "AS_AT"),
    "found_placements": ("CHILD", "DATE_ENTRY_PLACEMENT"),
}
_NUMBER = re.compile(r"(?<![A-Za-z])(?:v|ver|version|rev|submission|resubmission)[ _.-]?(\d{1,3})(?!\d)", re.I)


def settle(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Leave one version of what two files of one table, authority and year say differently.

    A file whose name says it is the later (resubmitted, v2, …) is believed child by child: the
    other's rows of the same children go, and its other children stay. Where no name says so, and
    the same key has other values, both files are held and nothing of them is used.
    """
    if table.name not in KEYS:
        return
    for first, second, name_of_first, name_of_second, differ in _pairs(con, table):
        ranks = rank(name_of_first), rank(name_of_second)
        if ranks[0] == ranks[1]:
            if differ:
                _hold(con, table.name, (first, name_of_second), (second, name_of_first))
        elif ranks[0] > ranks[1]:
            _correct(con, table.name, second, first, name_of_first)
        else:
            _correct(con, table.name, first, second, name_of_second)


def _pairs(con: duckdb.DuckDBPyConnection, table: schema.Table) -> list[tuple[int, int, str, str, int]]:
    """Pairs of files that have a child in common, with how many rows of the same key differ."""
    several = (
        f"select file_id from file where table_name = '{table.name}' qualify count(*) over "
        "(partition by authority_code, return_year, period) > 1"
    )
    if not con.sql(several).fetchall():
        return []
    same = " and ".join(f'a."{key}" is not distinct from b."{key}"' for key in KEYS[table.name])
    differ = " or ".join(f'a."{c.name}" is distinct from b."{c.name}"' for c in table.columns)
    return con.sql(
        f"""
        with part as (select * from "{table.name}" where file_id in ({several}))
        select a.file_id, b.file_id, f.file_name, g.file_name, count(*) filter (({same}) and ({differ}))
        from part a join part b on a.of_authority = b.of_authority
            and a.of_year is not distinct from b.of_year and a.of_period is not distinct from b.of_period
            and a.file_id < b.file_id and a."CHILD" = b."CHILD"
        join file f on f.file_id = a.file_id join file g on g.file_id = b.file_id
        group by all order by all
        """
    ).fetchall()


def rank(name: str) -> int:
    """How late a file's own name says it is: a word for a correction first, then a version's number."""
    own = "/".join(name.split("/")[2:]).lower()
    has_word = any(re.search(r["pattern"], own) for r in records("later_marks"))
    numbers = [int(n) for n in _NUMBER.findall(own)]
    return 1000 * has_word + max(numbers, default=0)


def _correct(con: duckdb.DuckDBPyConnection, table: str, older: int, later: int, name: str) -> None:
    where = f'file_id = {older} and "CHILD" in (select "CHILD" from "{table}" where file_id = {later})'
    [(gone, kept)] = con.sql(
        f'select count(*) filter ({where}), count(*) filter (not ({where})) from "{table}" where file_id = {older}'
    ).fetchall()
    con.execute(f'delete from "{table}" where {where}')
    detail = (
        f"{gone:,} of its rows {'is' if gone == 1 else 'are'} of children who stand in {name} too; "
        f"{counted(kept, 'row')} of others {'is' if kept == 1 else 'are'} kept"
    )
    problems.tell(con, [(older, "corrected_by_later_file", "", detail)])


def _hold(con: duckdb.DuckDBPyConnection, table: str, *files: tuple[int, str]) -> None:
    """Refuse both files; a third that contradicts either is met with what is left."""
    held: Iterable[tuple[int, str, str, str]] = ((file_id, "files_contradict", "", other) for file_id, other in files)
    problems.tell(con, held)
    for file_id, _ in files:
        con.execute(f'delete from "{table}" where file_id = {file_id}')
        con.execute(f"update file set table_name = null where file_id = {file_id}")
