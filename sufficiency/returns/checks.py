"""What can be wrong with one cell, noted for every row of a typed table at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import duckdb

from sufficiency.reference.tables import records
from sufficiency.returns import cells, problems, schema, spellings

URN = "(SC)?[0-9]{4,7}|X+"
# What stands in the first column of a row of totals.
TOTAL = "((grand|sub)[ -]?)?totals?([ :].*)?|(count|sum|average|mean)([ :].*)?|(no\\.?|number) of .*"


@dataclass(frozen=True)
class Check:
    """One condition on typed rows that is a problem of ``column``."""

    column: str
    rule: str
    condition: str
    detail: str = "''"
    severity: str = ""
    is_identifier: bool = False


def check(con: duckdb.DuckDBPyConnection, table: schema.Table, today: date) -> None:
    """Note every cell of a typed table that is blank, unreadable, unknown or out of range."""
    used = {r["taken_from"] for r in records("snapshot_columns") if r["table_name"] == table.name}
    cell_checks: list[Check] = []
    for column in table.columns:
        cell_checks += [*_blank(column, column.name in used), *_unreadable(column, today)]
        if column.value_list and column.value_type == "code":
            cell_checks += _codes(con, table, column)
    cell_checks += [_before(column) for column in table.columns if column.not_before]
    note(con, table.name, *cell_checks)


def note(con: duckdb.DuckDBPyConnection, table: str, *checks: Check) -> None:
    """Note one problem for every row of ``table`` (there called t) that meets the condition of any of ``checks``."""
    problems.note(con, *(_asked(table, check) for check in checks))


def _asked(table: str, row_check: Check) -> str:
    value = f't."sent {row_check.column}"' if row_check.column else "null"
    return (
        f"select t.file_id, t.line, '{row_check.column}' as column_name, {value} as value, "
        f"'{row_check.rule}' as rule, {row_check.detail} as detail, '{row_check.severity}' as severity, "
        f'{row_check.is_identifier} as is_identifier, t.row_id from "{table}" t where {row_check.condition}'
    )


def set_blank(con: duckdb.DuckDBPyConnection, table: str, cell_check: Check) -> None:
    """Note one problem and empty the cell of every row of ``table`` that meets the condition."""
    note(con, table, cell_check)
    con.execute(f'update "{table}" as t set "{cell_check.column}" = null where {cell_check.condition}')


def drop_rejected(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Take out of ``table`` every row that a noted problem refuses."""
    con.execute(
        f'delete from "{table}" where row_id in '
        f"(select m.row_id from problem m join rule r using (rule) "
        f"where coalesce(nullif(m.severity, ''), r.severity) = 'rejected row')"
    )


def _blank(column: schema.Column, is_used: bool) -> Iterator[Check]:
    if column.is_key:
        yield Check(column.name, "blank_key", f't."sent {column.name}" is null', severity=column.if_blank)
    elif column.is_required and is_used:
        not_sent = f"select file_id from problem where rule = 'missing_column' and column_name = '{column.name}'"
        yield Check(column.name, "blank_required", f't."sent {column.name}" is null and t.file_id not in ({not_sent})')


def _unreadable(column: schema.Column, today: date) -> Iterator[Check]:
    sent, typed = f't."sent {column.name}"', f't."{column.name}"'
    lost = f"{sent} is not null and {typed} is null"
    kind, harm = column.value_type, column.if_unreadable
    if kind in ("id", "person"):
        yield Check(
            column.name,
            "child_damaged",
            f"regexp_full_match({sent}, '[0-9][.][0-9]+[Ee][+]?[0-9]+|[0-9][Ee][+][0-9]+')",
            is_identifier=True,
        )
        yield Check(column.name, "total_row", f"regexp_full_match(lower({sent}), '{TOTAL}')", is_identifier=True)
    elif kind == "date":
        first, last = cells.span(column, today)
        day = cells.parsed_date(sent)
        # A day that is one only with its month first is told as that, and not among those that never were.
        is_american = f"{cells.is_slashed(sent)} and {cells.month_first(sent)} is not null"
        no_day = f"{lost} and ({day}) is null"
        yield Check(column.name, "date_month_first", f"{no_day} and {is_american}", severity=harm)
        yield Check(column.name, "date_unreadable", f"{no_day} and not coalesce({is_american}, false)", severity=harm)
        yield Check(
            column.name,
            "date_out_of_range",
            f"{lost} and ({day}) is not null",
            f"'{first:%d/%m/%Y} to {last:%d/%m/%Y}'",
            harm,
        )
    elif kind == "postcode":
        yield Check(column.name, "postcode_malformed", lost)
    elif kind == "site":
        # Where a list withholds where homes are, nothing is wrong with it.
        yield Check(column.name, "site_malformed", f"{lost} and not {spellings.is_withheld(sent)}")
    elif kind == "outward":
        yield Check(column.name, "outward_malformed", lost)
    elif kind == "listed":
        yield Check(column.name, "value_not_kept", lost, is_identifier=True)
    elif kind == "flag":
        yield Check(column.name, "flag_unreadable", lost)
    elif kind == "choice":
        yield Check(column.name, "unknown_value", _not_listed(column, f"[{cells.plain(sent)}]"))
    elif kind == "choices":
        yield Check(column.name, "unknown_value", _not_listed(column, f"string_split({typed}, ';')"))
    elif kind == "authority":
        yield Check(column.name, "authority_unknown", lost)
    elif kind == "year":
        yield Check(column.name, "year_unreadable", lost, severity=harm)
    elif kind == "figure":
        yield Check(
            column.name,
            "number_unreadable",
            f"{lost} and lower({sent}) not in (select key from value_list where list = 'symbol')",
            "'a number'",
        )
    elif kind.startswith("integer") or kind in {"count", "money"}:
        yield Check(column.name, "number_unreadable", lost, f"'{_wanted(kind)}'", harm)
        if column.likely:
            low, high = column.likely
            unlikely = f"{typed} <> 0 and {typed} not between {low} and {high}"
            yield Check(column.name, "cost_unlikely", unlikely, f"'from {low:,} to {high:,} pounds'")
    if column.name == "URN":
        yield Check(column.name, "urn_damaged", f"not regexp_full_match(upper({sent}), '{URN}')")


def _wanted(kind: str) -> str:
    if kind == "money":
        return f"an amount between 0 and {cells.HIGHEST_WEEKLY_COST:,} pounds a week"
    if kind.startswith("integer "):
        low, high = cells.integer_range(kind)
        return f"a whole number from {low} to {high}"
    return "a whole number"


def _not_listed(column: schema.Column, items: str) -> str:
    listed = f"(select list(key) from value_list where list = '{column.value_list}')"
    return (
        f"t.\"sent {column.name}\" is not null and not list_has_all({listed}, list_filter({items}, lambda x: x <> ''))"
    )


def _codes(con: duckdb.DuckDBPyConnection, table: schema.Table, column: schema.Column) -> Iterator[Check]:
    """Codes met in no list, and codes met in a year they are not valid in."""
    codes = con.execute(
        f"select t.code, t.year, min(c.first), max(c.last), "
        f"coalesce(bool_or(t.year between c.first and c.last), false) from "
        f'(select distinct "{column.name}" as code, of_year as year from "{table.name}") t '
        f"left join code_list c on c.list = ? and c.code = t.code where t.code is not null "
        "group by all order by all",
        [column.value_list],
    ).fetchall()
    if any(first is None for _, _, first, _, _ in codes):
        listed = f"select code from code_list where list = '{column.value_list}'"
        yield Check(
            column.name, "unknown_code", f't."{column.name}" is not null and t."{column.name}" not in ({listed})'
        )
    for code, year, first, last, is_valid in codes:
        if first is not None and not is_valid:
            detail = f"last valid in {last}" if year > last else f"first valid in {first}"
            yield Check(
                column.name, "code_not_of_year", f"t.\"{column.name}\" = '{code}' and t.of_year = {year}", f"'{detail}'"
            )


def _before(column: schema.Column) -> Check:
    return Check(
        column.name, "end_before_start", f't."{column.name}" < t."{column.not_before}"', f"'{column.not_before}'"
    )
