"""The provision register: lists of providers and of settings, merged to one row a place of supply."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import duckdb
import pyarrow as pa

from sufficiency.plurals import counted
from sufficiency.reference.tables import records
from sufficiency.returns import problems, repeats, schema
from sufficiency.returns.notes import Note

TABLE = "provision_register"
# Names of sheets and files that hold who has left, not who is there.
ANOTHER = re.compile(
    r"(?<![A-Za-z])(closed|closures?|leavers?|joiners?|deregistered|resigned|cancelled)(?![A-Za-z])", re.I
)


def is_another_list(name: str, columns: Collection[str]) -> bool:
    """True for lists of inspections, closures, leavers and joiners, whose columns include a register's."""
    table = schema.tables()[TABLE]
    return bool(ANOTHER.search(name)) or any(
        c.value_type == "another list" and c.name in columns for c in table.columns
    )


def merge(con: duckdb.DuckDBPyConnection) -> list[Note]:
    """Make one row a provider, or a setting of one, and list date; say what is not counted as supply.

    The first sheet or file to give a provider's value gives it. Settings share their provider's
    number: each is a row with its own authority and places, all from the first file that lists any.
    A list in which everyone is closed is refused.
    """
    _date(con)
    _refuse_several_days(con)
    _read_words(con)
    _refuse_closures(con)
    repeats.drop(con, schema.tables()[TABLE], within='"LIST_DATE"', among=IS_PROVIDER)
    _note_differences(con)
    columns = (
        "PROVISION_TYPE",
        "REGISTRATION_DATE",
        "REGISTRATION_STATUS",
        "LOCAL_AUTHORITY",
        "SECTOR",
        "OWNER_NAME",
        "PLACES",
        "OVERALL_RATING",
        "CLOSED_DATE",
        "POSTCODE",
    )
    con.execute(
        f"""
        create or replace table {TABLE} as
        with told as (
            select *, bool_or("SHORT_BREAK_ONLY" is not null) over (partition by "LIST_DATE") as is_short_break_told
            from {TABLE}
        ),
        providers as (
            select "LIST_DATE", "URN", min(row_id) as row_id, {", ".join(map(_first, columns))},
                case when any_value(is_short_break_told) then coalesce(bool_or("SHORT_BREAK_ONLY"), false) end
                    as "SHORT_BREAK_ONLY"
            from told group by "LIST_DATE", "URN"
        ),
        settings as (
            select *, row_number() over (partition by "LIST_DATE", "URN" order by row_id) as number
            from (select *, min(file_id) over (partition by "LIST_DATE", "URN") as first_file
                from {TABLE} where {IS_SETTING})
            where file_id = first_file
        )
        select p.* replace (
                coalesce(s."SETTING_STATUS", s."REGISTRATION_STATUS", p."REGISTRATION_STATUS") as "REGISTRATION_STATUS",
                case when s.row_id is null then p."LOCAL_AUTHORITY"
                    else coalesce(s."SETTING_AUTHORITY", s."LOCAL_AUTHORITY") end as "LOCAL_AUTHORITY",
                case when s.row_id is null then p."PLACES" else s."PLACES" end as "PLACES",
                case when s.row_id is null then p."POSTCODE" else s."POSTCODE" end as "POSTCODE",
                coalesce(s."CLOSED_DATE", p."CLOSED_DATE") as "CLOSED_DATE"),
            coalesce(s.number, 1) as "SETTING_NUMBER", s."SETTING_CATEGORY"
        from providers p left join settings s using ("LIST_DATE", "URN")
        """
    )
    return _not_supply(con)


IS_SETTING = '("SETTING_AUTHORITY" is not null or "SETTING_CATEGORY" is not null)'
# Two settings of one provider may be alike in all that is kept of them, and are two.
IS_PROVIDER = f"not {IS_SETTING}"


def _first(column: str) -> str:
    return f'first("{column}" order by row_id) filter ("{column}" is not null) as "{column}"'


def _date(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        f'update {TABLE} as r set "LIST_DATE" = f.register_date from file f '
        'where f.file_id = r.file_id and r."LIST_DATE" is null'
    )


def _refuse_several_days(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse a list whose own column gives several days; say where it gives another than its name does."""
    days = con.sql(
        f"""
        select r.file_id, list(distinct r."LIST_DATE" order by r."LIST_DATE"), any_value(f.register_date)
        from {TABLE} r join file f using (file_id) group by r.file_id order by r.file_id
        """
    ).fetchall()
    several = [(file_id, dates) for file_id, dates, _ in days if len(dates) > 1]
    shown = ((f, ", ".join(f"{day:%d/%m/%Y}" for day in dates[:4])) for f, dates in several)
    problems.tell(con, ((file_id, "several_list_dates", "LIST_DATE", words) for file_id, words in shown))
    _refuse(con, [file_id for file_id, _ in several])
    others = [(f, dates[0], name) for f, dates, name in days if len(dates) == 1 and name and dates[0] != name]
    told = ((f, f"{day:%d/%m/%Y}, as LIST_DATE says, and its name says {name:%d/%m/%Y}") for f, day, name in others)
    problems.tell(con, ((file_id, "list_date_differs", "LIST_DATE", words) for file_id, words in told))


def _refuse(con: duckdb.DuckDBPyConnection, files: Iterable[int]) -> None:
    for file_id in files:
        con.execute(f"delete from {TABLE} where file_id = {file_id}")
        con.execute(f"update file set table_name = null where file_id = {file_id}")


def _read_words(con: duckdb.DuckDBPyConnection) -> None:
    """Ratings and statuses as their lists write them; those in no list are told and kept."""
    for name, columns in (("ratings", ("spelling", "rating")), ("registration_statuses", ("status", "is_supply"))):
        arrays = {c: pa.array([r[c] for r in records(name)]) for c in columns}
        con.register("listed", pa.table(arrays))
        con.execute(f"create or replace temp table {name} as select * from listed")
        con.unregister("listed")
    plain = "lower(regexp_replace(\"OVERALL_RATING\", '\\s+', ' ', 'g'))"
    match = f"{plain} = s.spelling or (length(s.spelling) > 20 and starts_with({plain}, s.spelling))"
    _tell_unknown(con, "OVERALL_RATING", "unknown_rating", f"not exists (select 1 from ratings s where {match})")
    con.execute(f'update {TABLE} set "OVERALL_RATING" = s.rating from ratings s where {match}')
    for column in ("REGISTRATION_STATUS", "SETTING_STATUS"):
        _tell_unknown(
            con, column, "unknown_status", f'lower("{column}") not in (select status from registration_statuses)'
        )


def _tell_unknown(con: duckdb.DuckDBPyConnection, column: str, rule: str, where: str) -> None:
    rows = con.sql(
        f'select file_id, sum(n)::bigint, string_agg("{column}", \', \' order by "{column}") from '
        f'(select file_id, "{column}", count(*) as n from {TABLE} '
        f'where "{column}" is not null and {where} group by all) '
        "group by file_id order by file_id"
    ).fetchall()
    problems.tell(
        con, ((f, rule, column, f"{counted(n, 'row')} ({words[: problems.LONGEST_VALUE]})") for f, n, words in rows)
    )


def _closed(row: str) -> str:
    """SQL for why ``row`` is no supply on the day of its list; NULL when it is."""
    status = f'coalesce({row}."SETTING_STATUS", {row}."REGISTRATION_STATUS")'
    return (
        f'case when {row}."CLOSED_DATE" <= {row}."LIST_DATE" then \'Closed\' '
        f"when lower({status}) in (select status from registration_statuses where is_supply = 'no') then {status} end"
    )


def _refuse_closures(con: duckdb.DuckDBPyConnection) -> None:
    rows = con.sql(
        f"select file_id from (select r.file_id, {_closed('r')} as why from {TABLE} r) "
        "group by file_id having count(*) = count(why) and count(*) filter (why <> 'Suspended') > 1 order by file_id"
    ).fetchall()
    problems.tell(con, ((file_id, "closures_list", "", "") for (file_id,) in rows))
    _refuse(con, [file_id for (file_id,) in rows])


def _not_supply(con: duckdb.DuckDBPyConnection) -> list[Note]:
    """For each list, each list how many providers, and how many places, are not counted as supply, and why."""
    con.execute(f'alter table {TABLE} add column "SETTING_STATUS" varchar')
    rows = con.sql(
        f'select f.file_name, why, count(*), coalesce(sum("PLACES"), 0)::bigint from '
        f'(select r.row_id // 10000000000 as file_id, {_closed("r")} as why, "PLACES" from {TABLE} r) '
        "join file f using (file_id) where why is not null group by all order by all"
    ).fetchall()
    by_file: dict[str, list[str]] = {}
    for name, why, homes, places in rows:
        by_file.setdefault(name, []).append(f"{why.lower()} {homes:,} with {counted(places, 'place')}")
    return [
        Note(name, f"Not counted as places that can be used: {'; '.join(parts)}") for name, parts in by_file.items()
    ]


def _note_differences(con: duckdb.DuckDBPyConnection) -> None:
    for column, words in (("PLACES", "places"), ("PROVISION_TYPE", "type"), ("LOCAL_AUTHORITY", "authority")):
        problems.note(
            con,
            f"select t.file_id, t.line, '{column}' as column_name, t.\"sent {column}\" as value, "
            f"'provider_differs' as rule, '{words}' as detail, '' as severity, "
            f'false as is_identifier, t.row_id from (select *, first_value("{column}" ignore nulls) '
            f'over (partition by "URN", "LIST_DATE" order by row_id) as stands '
            f'from {TABLE} where not {IS_SETTING}) t where t."{column}" <> t.stands',
        )
