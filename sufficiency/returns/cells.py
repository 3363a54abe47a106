"""Text cells to typed ones, in SQL over whole tables; what does not fit is left blank."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pyarrow as pa

from sufficiency.reference.tables import records
from sufficiency.returns import places, schema, spellings, workspace

HIGHEST_WEEKLY_COST = 100_000
BLANKS = "' ' || chr(9) || chr(10) || chr(13) || chr(160) || chr(65279)"
# A time of day after a date, as databases and spreadsheets write it; it says nothing here.
TIME = "([ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.][0-9]+)?)?( ?[AaPp][Mm])?Z?)?"
OUTWARD = "[A-Z]{1,2}[0-9][A-Z0-9]?"
CODES: dict[str, pa.DataType] = {"list": pa.string(), "code": pa.string(), "first": pa.int32(), "last": pa.int32()}
VALUES: dict[str, pa.DataType] = dict.fromkeys(("list", "key", "value", "meaning"), pa.string())
POSTCODE = "[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2}|GIR0AA"


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make the code lists and value lists that cells are checked against."""
    workspace.fill(
        con,
        "code_list",
        CODES,
        [
            (r["return_column"], r["code"], int(r["first_return_year"] or 0), int(r["last_return_year"] or 9999))
            for r in records("codes")
            if r["group_name"] != "Repair"
        ],
    )
    workspace.fill(
        con,
        "value_list",
        VALUES,
        [(r["value_list"], r["value"].lower(), r["value"], r["meaning"]) for r in records("input_values")],
    )


def load(con: duckdb.DuckDBPyConnection, table: schema.Table, rows: pa.Table, today: date) -> None:
    """Make the table named for ``table`` with every cell typed, or NULL where it will not fit.

    Beside each column stands ``sent <column>``: the text as it came, trimmed.
    """
    con.register("as_read", rows)
    trimmed = ", ".join(f'nullif(trim(r."{c.name}", {BLANKS}), \'\') as "{c.name}"' for c in table.columns)
    con.execute(
        f"create or replace table trimmed as select r.file_id, r.line, "
        f"f.authority_code as of_authority, f.return_year as of_year, f.period as of_period, "
        f"r.file_id * 10000000000 + r.line as row_id, "
        f"r.* exclude (file_id, line) replace ({trimmed}) "
        f"from as_read r join file f using (file_id)"
    )
    con.unregister("as_read")
    row_count = rows.num_rows
    del rows  # its memory is wanted again
    workspace.pack(con, row_count)
    spellings.set_blank(con, table)
    spellings.read_codes(con, table)
    spellings.tell_decimals(con, table)
    if any(c.value_type == "authority" for c in table.columns):
        _name_authorities(con, table)
    _type(con, table, today)
    con.execute("drop table trimmed")
    workspace.pack(con, row_count)


def _name_authorities(con: duckdb.DuckDBPyConnection, table: schema.Table) -> None:
    names: set[str] = set()
    for column in table.columns:
        if column.value_type == "authority":
            rows = con.execute(f'select distinct "{column.name}" from trimmed').fetchall()
            names |= {row[0] for row in rows if row[0]}
    sent = [(name, places.authority(name)) for name in sorted(names)]
    workspace.fill(con, "authority_sent", {"key": pa.string(), "code": pa.string()}, sent)


def _type(con: duckdb.DuckDBPyConnection, table: schema.Table, today: date) -> None:
    typed, joins = [], []
    for at, column in enumerate(table.columns):
        text = f's."{column.name}"'
        expression, join = _typed(column, text, f"v{at}", today)
        typed.append(f'{expression} as "{column.name}", {text} as "sent {column.name}"')
        joins += [join] if join else []
    con.execute(
        f'create or replace table "{table.name}" as select s.row_id, s.file_id, s.line, '
        f"s.of_authority, s.of_year, s.of_period, {', '.join(typed)} from trimmed s {' '.join(joins)}"
    )


def _typed(column: schema.Column, text: str, alias: str, today: date) -> tuple[str, str]:
    """The typed expression of a cell, and the join it needs."""
    kind = column.value_type
    if kind in ("id", "person") or column.name == "URN":
        return spellings.whole(text), ""
    if kind == "code":
        return f"upper({text})", ""
    if kind == "date":
        earliest, latest = span(column, today)
        day = parsed_date(text)
        return f"case when {day} between '{earliest}' and '{latest}' then {day} end", ""
    if kind in ("postcode", "site"):
        compact = f"regexp_replace(upper({text}), '[^A-Z0-9]', '', 'g')"
        return f"case when regexp_full_match({compact}, '{POSTCODE}') then {compact} end", ""
    if kind == "outward":
        return f"case when regexp_full_match({text}, '{OUTWARD}') then {text} end", ""
    if kind == "listed":
        join = f"left join value_list {alias} on {alias}.list = '{column.value_list}' and {alias}.key = {plain(text)}"
        return f"{alias}.value", join
    if kind in {"choice", "flag"}:
        name = column.value_list if kind == "choice" else "flag"
        join = f"left join value_list {alias} on {alias}.list = '{name}' and {alias}.key = {plain(text)}"
        return (f"coalesce({alias}.value, {text})" if kind == "choice" else f"cast({alias}.meaning as boolean)"), join
    if kind == "choices":
        return (f"array_to_string(list_transform(string_split(lower({text}), ';'), lambda x: trim(x)), ';')"), ""
    if kind == "authority":
        return f"{alias}.code", f"left join authority_sent {alias} on {alias}.key = {text}"
    return _number(kind, text), ""


def plain(text: str) -> str:
    """SQL for ``text`` in small letters, a printer's apostrophe made a typist's."""
    return f"lower(replace({text}, chr(8217), chr(39)))"


def _number(kind: str, text: str) -> str:
    if kind.startswith("integer"):
        low, high = integer_range(kind)
        number = f"try_cast(split_part({text}, '.', 1) as integer)"
        return (
            f"case when regexp_full_match({text}, '[0-9]{{1,9}}([.]0*)?') "
            f"and {number} between {low} and {high} then {number} end"
        )
    if kind == "count":
        return (
            f"case when regexp_full_match({text}, '[0-9]{{1,9}}([.]0*)?') "
            f"then cast(try_cast({text} as double) as integer) end"
        )
    if kind == "money":
        number = f"try_cast(regexp_replace({text}, '[£, \\x{{A0}}]', '', 'g') as double)"
        shape = "£?[ \\x{A0}]?([0-9]{1,7}|[0-9]{1,3}([, \\x{A0}][0-9]{3}){1,2})([.][0-9]*)?"
        return f"case when regexp_full_match({text}, '{shape}') and {number} <= {HIGHEST_WEEKLY_COST} then {number} end"
    if kind == "figure":
        number = f"replace({text}, ',', '')"
        return (
            f"case when regexp_full_match({number}, '-?[0-9]{{1,12}}([.][0-9]{{1,9}})?') "
            f"then try_cast({number} as double) end"
        )
    if kind == "year":
        return (
            f"case when regexp_full_match({text}, '(19|20)[0-9]{{2}}') "
            f"then try_cast({text} as integer) "
            f"when regexp_full_match({text}, '(19|20)[0-9]{{2}}[-/]?[0-9]{{2}}') "
            f"and (try_cast({text}[3:4] as integer) + 1) % 100 = try_cast({text}[-2:] as integer) "
            f"then try_cast({text}[:4] as integer) + 1 end"
        )
    return text


def integer_range(kind: str) -> tuple[int, int]:
    """The bounds written in a value type such as ``integer 0-40``."""
    low, _, high = kind.removeprefix("integer").strip().partition("-")
    return int(low or 0), int(high or 999_999_999)


def parsed_date(text: str, form: str = "%d/%m/%Y") -> str:
    """SQL for the day written in ``text`` as dd/mm/yyyy or ISO, else NULL; nothing else is read.

    Leading zeros may be missing and a time of day may follow.
    """
    return (
        f"case when {is_slashed(text)} "
        f"then cast(try_strptime(split_part(replace({text}, 'T', ' '), ' ', 1), '{form}') as date) "
        f"when regexp_full_match({text}, '[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}{TIME}') "
        f"then try_cast(left({text}, 10) as date) end"
    )


def month_first(text: str) -> str:
    """SQL for the day written in ``text`` as mm/dd/yyyy, else NULL."""
    return f"({parsed_date(text, '%m/%d/%Y')})"


def is_slashed(text: str) -> str:
    """SQL for whether ``text`` is three numbers between slashes, the form that can be read two ways."""
    return f"regexp_full_match({text}, '[0-9]{{1,2}}/[0-9]{{1,2}}/[0-9]{{4}}{TIME}')"


def span(column: schema.Column, today: date) -> tuple[date, date]:
    """The earliest and latest days a date column may hold."""
    return date.fromisoformat(column.earliest), today + timedelta(days=column.latest_days)
