/*
title:    What was matched to what
summary:  For every authority, year and table, how many rows found the child, placement or provider they are about, and why the
          others did not.
grain:    one row per authority_code, return_year, table_name, matched_to, outcome
section:  data
source:   SSDA903; placement costs return; Ofsted's lists
caveats:  A cost is matched to the placement open on the day it was collected, whatever start it gives. Rows refused at import are
          counted with the data received. Shown to those entitled to exact figures alone.
columns:
  authority_code | code  | Authority, ONS code
  authority_name | text  | Authority
  return_year    | text  | Return year, ending 31 March
  table_name     | code  | Table, short name
  table_title    | text  | What the table holds
  matched_to     | text  | Table its rows are matched to
  outcome        | text  | Matched, or why not
  is_matched     | flag  | Whether these rows found it
  row_count      | count | Rows
  table_count    | count | All rows of the table that are to be matched to it
  row_pct        | pct   | Share of the table's rows | share of row_count in table_count
checks:   unique authority_code return_year table_name matched_to outcome; not_null authority_code return_year outcome row_count
*/
select
    m.authority_code,
    a.authority_name,
    m.return_year::varchar as return_year,
    m.table_name,
    t.table_title,
    m.matched_to,
    o.outcome,
    o.is_matched = 'yes' as is_matched,
    sum(m.row_count)::bigint as row_count,
    (sum(sum(m.row_count)) over whole)::bigint as table_count,
    pct(sum(m.row_count), sum(sum(m.row_count)) over whole) as row_pct
from int_matches as m
inner join chosen_authorities as a on m.authority_code = a.authority_code
inner join ref.return_tables as t on m.table_name = t.table_name
inner join ref.match_outcomes as o on m.outcome = o.outcome
group by
    m.authority_code, a.authority_name, m.return_year, m.table_name, t.table_title, m.matched_to, o.outcome, o.is_matched
window whole as (partition by m.authority_code, m.return_year, m.table_name, m.matched_to)
order by a.authority_name, m.return_year, t.table_title, m.matched_to, o.outcome
