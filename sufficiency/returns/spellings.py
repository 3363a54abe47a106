"""Other ways to write a cell: words and dates for nothing, codes in words, ids with decimals.

Each is read, and told once a file with its count.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import duckdb
import pyarrow as pa

from sufficiency.reference.tables import records
from sufficiency.returns import problems, schema, workspace

# A spreadsheet that took an id for a number ends it so.
DECIMALS = "^([0-9]+)[.]0+$"
MOST_VALUES_TOLD = 4
SPELLINGS: dict[str, pa.DataType] = {
    "list": pa.string(),
    "spelling": pa.string(),
    "code": pa.string(),
    "first": pa.int32(),
    "last": pa.int32(),
}


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``code_spelling``: words for a code, with the years of the code they stand for."""
    workspace.fill(
        con,
        "code_spelling",
        SPELLINGS,
        [
            (
                r["return_column"],
                r["spelling"].lower(),
                r["code"],
                int(r["first_return_year"] or 0),
                int(r["last_return_year"] or 9999),
            )
            for r in records("code_spellings")
        ],
    )


def set_blank(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Empty the cells of ``trimmed`` that hold a word, number or date for nothing."""
    tests = {c.name: is_nothing(c, f'"{c.name}"') for c in table.columns if c.value_type != "figure"}
    sums = ", ".join(f'count(*) filter ({test}) as "{name}"' for name, test in tests.items())
    [counts] = con.sql(f"select {sums} from trimmed").fetchall()
    by_file: dict[int, list[tuple[str, str, int]]] = {}
    for name, count in zip(tests, counts, strict=True):
        if count:
            for file_id, value, cells in con.execute(
                f'select file_id, upper("{name}"), count(*) from trimmed where {tests[name]} group by all order by all'
            ).fetchall():
                by_file.setdefault(file_id, []).append((name, value, cells))
            con.execute(f'update trimmed set "{name}" = null where {tests[name]}')
    problems.tell(con, ((file_id, "taken_as_nothing", "", _words(cells)) for file_id, cells in by_file.items()))


def is_nothing(column: schema.Column, text: str) -> str:
    """SQL for whether ``text``, trimmed, stands for nothing in ``column``."""
    words = _values("word")
    kind = column.value_type
    if kind.startswith("integer"):
        words |= _values("number")
    if kind in {"choice", "choices", "listed", "listed several"}:
        words -= {r["value"].lower() for r in records("input_values") if r["value_list"] == column.value_list}
    test = f"lower({text}) in ({_quoted(words | (_values('date_text') if kind == 'date' else set()))})"
    if kind != "date":
        return test
    days = {form for day in _values("date") for form in _forms(date.fromisoformat(day))}
    return (
        f"({test} or left({text}, 10) in ({_quoted(days)}) "
        f"or (length({text}) <> 10 and regexp_extract({text}, '^[0-9/-]+') in ({_quoted(days)})))"
    )


def read_codes(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Put the code for each of its words in ``trimmed``."""
    listed = {row[0] for row in con.sql("select distinct list from code_spelling").fetchall()}
    for column in table.columns:
        if column.value_list not in listed or column.value_type != "code":
            continue
        match = (
            f"s.list = '{column.value_list}' and s.spelling = lower(t.\"{column.name}\") "
            "and t.of_year between s.first and s.last"
        )
        rows = con.sql(
            f"select file_id, '{column.name}', upper(t.\"{column.name}\"), count(*) "
            f"from trimmed t join code_spelling s on {match} group by all order by all"
        ).fetchall()
        by_file: dict[int, list[tuple[str, str, int]]] = {}
        for file_id, *cells in rows:
            by_file.setdefault(file_id, []).append(tuple(cells))
        if by_file:
            con.execute(f'update trimmed as t set "{column.name}" = s.code from code_spelling s where {match}')
        problems.tell(
            con, ((file_id, "code_in_words", column.name, _words(cells)) for file_id, cells in by_file.items())
        )


def tell_decimals(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    """Say of each file how many of its numbers of children and homes ended in ``.0``."""
    for column in table.columns:
        if column.value_type in ("id", "person") or column.name == "URN":
            rows = con.sql(
                f"select file_id, count(*) from trimmed where regexp_matches(\"{column.name}\", '{DECIMALS}') "
                "group by file_id order by file_id"
            ).fetchall()
            problems.tell(con, ((file_id, "id_decimals", column.name, f"{count:,}") for file_id, count in rows))


def whole(text: str) -> str:
    """SQL for an id in capitals, without the ``.0`` of a spreadsheet."""
    return f"regexp_replace(upper({text}), '{DECIMALS}', '\\1')"


def is_withheld(text: str) -> str:
    """SQL that is true of a cell whose value its publisher withholds."""
    return f"lower({text}) in ({_quoted(_values('withheld'))})"


def _values(kind: str) -> set[str]:
    return {r["value"].lower() for r in records("nothing_values") if r["kind"] == kind}


def _forms(day: date) -> set[str]:
    year = f"{day.year:04}"
    return {
        f"{day.day:02}/{day.month:02}/{year}",
        f"{day.day}/{day.month}/{year}",
        f"{day.day:02}-{day.month:02}-{year}",
        f"{year}-{day.month:02}-{day.day:02}",
    }


def _quoted(values: Iterable[str]) -> str:
    return ", ".join("'" + v.replace("'", "''") + "'" for v in sorted(values))


def _words(cells: list[tuple[str, str, int]]) -> str:
    """``18 cells (NULL; DEC 6, REC 12)`` of columns, values and counts."""
    values = list(dict.fromkeys(value for _, value, _ in cells))
    by_column: dict[str, int] = {}
    for column, _, count in cells:
        by_column[column] = by_column.get(column, 0) + count
    shown = ", ".join(values[:MOST_VALUES_TOLD]) + (" \u2026" if len(values) > MOST_VALUES_TOLD else "")
    total = sum(by_column.values())
    places = ", ".join(f"{column} {count:,}" for column, count in by_column.items())
    return f"{total:,} cell{'' if total == 1 else 's'} ({shown}; {places})"
