/*
title:    What was sent between returns
summary:  Found placements by quarter, vacancies and feeds of case systems by day: which authority sent which, and how many rows
          were accepted.
grain:    one row per authority_code, table_name, period_end
section:  data
source:   The ledger of this copy of the tool
caveats:  Authorities that sent none have no row.
chart:    heat x=period_end y=authority_name colour=row_count
columns:
  authority_code | code  | Authority, ONS code
  authority_name | text  | Authority
  table_name     | code  | Table
  table_title    | text  | What the table holds
  period_end     | text  | Last day of the quarter, or the day
  row_count      | count | Rows accepted
checks:   unique authority_code table_name period_end; not_null authority_code table_name period_end
*/
with kinds as (
    select distinct
        unit_kind,
        unit_title
    from ref.period_folders
)

select
    s.authority_code,
    c.authority_name,
    s.unit_kind as table_name,
    p.unit_title as table_title,
    s.unit_label as period_end,
    sum(s.row_count)::bigint as row_count
from stg_ledger as s
inner join chosen_authorities as c on s.authority_code = c.authority_code
inner join kinds as p on s.unit_kind = p.unit_kind
where s.is_served
group by s.authority_code, c.authority_name, s.unit_kind, p.unit_title, s.unit_label
order by c.authority_name, s.unit_kind, s.unit_label
