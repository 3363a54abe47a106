/*
title:    Where a place was to be, and why
summary:  Of the placements found in the newest quarter sent, how many were to be in the authority, or out of it and for what
          reason, and how many came to a preferred place.
grain:    one row per out_of_area_reason
section:  supply
source:   National Placements Standard, as placement teams fill it in; out of the authority by the placement in the returns
caveats:  Where the placement is in no return it is not known whether it is out of the authority.
chart:    bar x=found_count y=out_of_area_reason sort=-x
columns:
  out_of_area_reason | text  | Place that was wanted, and why out of the authority
  found_count        | count | Placements found
  placed_count       | count | Of these, in a return that says where
  outside_count      | count | Of these, out of the authority
  outside_pct        | pct   | Share out of the authority | share of outside_count in placed_count
  said_count         | count | Of those found, with a word on whether the place was preferred
  preferred_count    | count | Of these, in a place that was preferred
  preferred_pct      | pct   | Share in a place that was preferred | share of preferred_count in said_count
checks:   unique out_of_area_reason; not_null out_of_area_reason
*/
select
    case
        when is_local_preferred then 'In the authority'
        when is_local_preferred is null then 'Not said'
        else 'Out of it: ' || lower(coalesce(out_of_area_reason, 'no reason said'))
    end as out_of_area_reason,
    count(*) as found_count,
    count(is_out_of_area) as placed_count,
    count(*) filter (where is_out_of_area) as outside_count,
    pct(count(*) filter (where is_out_of_area), count(is_out_of_area)) as outside_pct,
    count(is_location_preferred) as said_count,
    count(*) filter (where is_location_preferred) as preferred_count,
    pct(count(*) filter (where is_location_preferred), count(is_location_preferred)) as preferred_pct
from int_found
group by 1
order by 1
