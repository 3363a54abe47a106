"""DfE's published figures and the population, brought to this tool's measures."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from sufficiency.reference.tables import records
from sufficiency.returns import problems

SYMBOLS = "(select key from value_list where list = 'symbol')"


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Make ``topic``: how DfE's breakdowns are called here."""
    rows = records("published_topics")
    names = ("published_topic", "published_category", "measure", "category")
    con.register("topics", pa.table({n: [r[n] for r in rows] for n in names}))
    con.execute(
        "create table topic as select lower(published_topic) as topic, "
        "lower(published_category) as published, measure, category from topics"
    )
    con.unregister("topics")


def merge(con: duckdb.DuckDBPyConnection, sent: set[str]) -> None:
    """Make ``published_figures`` of what came in either form; one figure a year, area and class."""
    parts = []
    if "published_release" in sent:
        con.execute(_RELEASE)
        _note_unknown(con, "published_release", "BREAKDOWN", "category_sent")
        parts.append("published_release_mapped")
    if "published_figures" in sent:
        con.execute(_FIGURES)
        _note_unknown(con, "published_figures", "MEASURE", '"sent MEASURE"')
        parts.append("published_figures_mapped")
    if not parts:
        return
    union = " union all by name ".join(f"select * from {p} where measure is not null" for p in parts)
    con.execute(
        f"""
        create or replace table published_figures as
        select return_year as "RETURN_YEAR", area as "AREA_CODE", measure as "MEASURE",
            category as "CATEGORY", child_count as "CHILD_COUNT", percent as "PERCENT",
            symbol as "SYMBOL", source as "SOURCE"
        from ({union}) where area is not null
        qualify row_number() over (partition by return_year, area, measure, category
            order by row_id) = 1
        """
    )


def take_children_alone(con: duckdb.DuckDBPyConnection) -> None:
    """Keep the population of ages 0 to 17 where several age groups came; name its file."""
    problems.note(con, _unknown("population", "AGE_GROUP", 't."AGE_GROUP"', _OTHER_AGES))
    con.execute(
        f'create or replace table population as select t.*, f.file_name as "SOURCE" '
        f"from population t join file f using (file_id) where not coalesce({_OTHER_AGES}, false)"
    )


_OTHER_AGES = 't."AGE_GROUP" is not null and not regexp_matches(t."AGE_GROUP", \'0 ?(to|-) ?17\')'

_SYMBOL = f"""coalesce(
    case when lower("sent CHILD_COUNT") in {SYMBOLS} then lower("sent CHILD_COUNT") end,
    case when lower("sent PERCENT") in {SYMBOLS} then lower("sent PERCENT") end)"""

_RELEASE = f"""
create or replace table published_release_mapped as
with plain as (
    select r.row_id, r.file_id, r.line, "TIME_PERIOD" as return_year,
        case lower("GEOGRAPHIC_LEVEL")
            when 'national' then "COUNTRY_CODE" when 'regional' then "REGION_CODE"
            when 'local authority' then "NEW_LA_CODE" end as area,
        coalesce("TOPIC", case when "BREAKDOWN" is not null then "CHARACTERISTIC" end, '') as topic,
        coalesce("BREAKDOWN", "POPULATION_TYPE", "CHARACTERISTIC") as category_sent,
        "CHILD_COUNT" as child_count, "PERCENT" as percent, {_SYMBOL} as symbol,
        'DfE, ' || f.file_name as source
    from published_release r join file f using (file_id)
)
select p.*, t.measure,
    case when t.category <> '' then t.category else p.category_sent end as category
from plain p left join topic t on t.topic = lower(p.topic)
    and t.published in ('', lower(p.category_sent))
"""

_FIGURES = f"""
create or replace table published_figures_mapped as
select r.row_id, r.file_id, r.line, "sent MEASURE", r."RETURN_YEAR" as return_year,
    r."AREA_CODE" as area, coalesce(m.measure, t.measure) as measure, r."CATEGORY" as category,
    "CHILD_COUNT" as child_count, "PERCENT" as percent, {_SYMBOL} as symbol,
    f.file_name as source
from published_figures r join file f using (file_id)
left join (select distinct measure from topic) m on m.measure = lower(r."MEASURE")
left join topic t on t.topic = lower(r."MEASURE") and t.published = '' and m.measure is null
"""


def _note_unknown(con: duckdb.DuckDBPyConnection, table: str, column: str, value: str) -> None:
    problems.note(con, _unknown(f"{table}_mapped", column, value, "t.measure is null"))


def _unknown(table: str, column: str, value: str, where: str) -> str:
    return (
        f"select t.file_id, t.line, '{column}' as column_name, {value} as value, "
        f"'unknown_measure' as rule, '' as detail, '' as severity, false as is_identifier, "
        f"t.row_id from {table} t where {where}"
    )
