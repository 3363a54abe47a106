/*
title:    Kind of home preferred and kind found
summary:  For each kind of home that the social worker preferred, which kinds were found in the newest quarter sent. Where a cell
          is empty none was found, or too few to show.
grain:    one row per preferred_type, found_type
section:  supply
source:   National Placements Standard, as placement teams fill it in
caveats:  The form lets several kinds be preferred, or none; such rows stand by themselves. Residential family centres have no
          kind of their own in the form.
chart:    heat x=found_type y=preferred_type colour=found_count sort=none
columns:
  preferred_type  | text  | Kind of home preferred
  found_type      | text  | Kind of home found
  found_count     | count | Placements found
  preferred_count | count | Placements found for those with that preference
  found_pct       | pct   | Share of those with that preference | share of found_count in preferred_count
checks:   unique preferred_type found_type; not_null preferred_type found_type
*/
select
    preferred_type,
    coalesce(placement_type, 'Not said') as found_type,
    count(*) as found_count,
    sum(count(*)) over (partition by preferred_type)::bigint as preferred_count,
    pct(count(*), sum(count(*)) over (partition by preferred_type)) as found_pct
from int_found
group by preferred_type, coalesce(placement_type, 'Not said')
order by preferred_type in ('More than one', 'None said'), preferred_type, found_type = 'Not said', found_type
