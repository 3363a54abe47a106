/*
title:    Which authorities sent the quarter of found placements that is shown, of those chosen
summary:  {Region}'s authorities and any other that sent found placements or a return.
grain:    one row per authority_code
source:   National Placements Standard; the choices of authority and area
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  is_counted     | flag   | It sent the quarter
  quarter_end    | date   | Last day of the quarter
  newest_end     | date   | Last day of the newest quarter it sent
  found_count    | count  | Found placements in the quarter
*/
with sent as (
    select
        authority_code,
        max(quarter_end) as newest_end,
        count(*) filter (where quarter_end = (select q.quarter_end from int_found_quarter as q)) as found_count
    from stg_found
    group by authority_code
)

select
    a.authority_code,
    a.authority_name,
    coalesce(s.found_count, 0) > 0 as is_counted,
    q.quarter_end,
    s.newest_end,
    coalesce(s.found_count, 0) as found_count
from chosen_authorities as a
cross join int_found_quarter as q
left join sent as s on a.authority_code = s.authority_code
where
    a.is_in_region
    or s.authority_code is not null
    or a.authority_code in (select v.authority_code from int_vouched as v)
order by s.authority_code is null, a.authority_name
