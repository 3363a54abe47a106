/*
title:    Data received
summary:  Which tables each authority sent for each year, how many rows were accepted, and what was found wrong. Where no file was
          received the table says so, and the rows are 0, or withheld like every small number.
grain:    one row per authority_code, return_year, table_name
section:  data
source:   The importer's own account of the files it read and the problems it met
caveats:  All {region}'s authorities are listed, sent or not, and for each the tables this tool uses. A table that had nothing to
          report may rightly be missing.
chart:    heat x=return_year y=authority_name colour=accepted_count
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  return_year    | text   | Return year, ending 31 March
  table_name     | code   | Table, short name
  table_title    | text   | What the table holds
  is_received    | flag   | A file was received
  files          | number | Files received
  read_count     | count  | Rows read
  accepted_count | count  | Rows accepted
  rejected_count | count  | Rows rejected
  problem_count  | count  | Problems found, of every kind
checks:   unique authority_code return_year table_name; not_null authority_code return_year table_name
*/
with years as (
    select distinct return_year
    from stg_submissions
    where return_year is not null
),

expected as (
    select
        a.authority_code,
        a.authority_name,
        y.return_year,
        t.table_name,
        t.table_title,
        t.display_order::integer as display_order
    from chosen_authorities as a
    cross join years as y
    cross join ref.return_tables as t
    where
        (a.is_in_region or a.authority_code in (select s.authority_code from stg_submissions as s))
        and y.return_year >= coalesce(t.first_return_year::integer, 0)
),

received as (
    select
        authority_code,
        return_year,
        table_name,
        count(*) as files,
        sum(rows_read) as read_count,
        sum(rows_accepted) as accepted_count,
        sum(rows_rejected) as rejected_count,
        sum(problem_count) as problem_count
    from stg_submissions
    group by authority_code, return_year, table_name
)

select
    e.authority_code,
    e.authority_name,
    e.return_year::varchar as return_year,
    e.table_name,
    e.table_title,
    r.files is not null as is_received,
    coalesce(r.files, 0) as files,
    coalesce(r.read_count, 0)::bigint as read_count,
    coalesce(r.accepted_count, 0)::bigint as accepted_count,
    coalesce(r.rejected_count, 0)::bigint as rejected_count,
    coalesce(r.problem_count, 0)::bigint as problem_count
from expected as e
left join received as r
    on e.authority_code = r.authority_code and e.return_year = r.return_year and e.table_name = r.table_name
order by e.authority_name, e.return_year, e.display_order
