/*
title:    Placements found, by local authority
summary:  For each authority that sent the newest quarter: placements found, how fast, and how many in the kind of home and the
          place preferred.
grain:    one row per authority_code
section:  supply
source:   National Placements Standard, as placement teams fill it in
caveats:  Authorities that did not send the quarter have no row. Only found placements are in the form.
chart:    bar x=as_preferred_pct y=authority_name sort=-x
funnel:   as_preferred_pct; in_time_pct
columns:
  authority_code     | code  | Responsible local authority, ONS code
  authority_name     | text  | Responsible local authority
  found_count        | count | Placements found
  timed_count        | count | With the days of referral and start
  median_days        | days  | Median days from referral to start | median of timed_count
  median_low_days    | days  | Median days, low end of its 95 per cent interval | low of median_days
  median_high_days   | days  | Median days, high end | high of median_days
  judged_count       | count | Needed today or in under five days, with both days
  in_time_count      | count | Of these, found in that time
  in_time_pct        | pct   | Share found in the time the child had | share of in_time_count in judged_count
  preferred_count    | count | With one kind of home preferred
  as_preferred_count | count | Of these, found that kind
  as_preferred_pct   | pct   | Share found the kind preferred | share of as_preferred_count in preferred_count
  said_count         | count | With a word on whether the place was preferred
  in_place_count     | count | Of these, in a place that was preferred
  in_place_pct       | pct   | Share in a place that was preferred | share of in_place_count in said_count
  linked_count       | count | Placements found that are in a return
  linked_pct         | pct   | Share that are in a return | share of linked_count in found_count
checks:   unique authority_code; not_null authority_code
*/
select
    authority_code,
    authority_name,
    count(*) as found_count,
    count(days_to_find) as timed_count,
    median(days_to_find) as median_days,
    median_low(days_to_find) as median_low_days,
    median_high(days_to_find) as median_high_days,
    count(is_in_time) as judged_count,
    count(*) filter (where is_in_time) as in_time_count,
    pct(count(*) filter (where is_in_time), count(is_in_time)) as in_time_pct,
    count(*) filter (where preferred_type not in ('More than one', 'None said')) as preferred_count,
    count(*) filter (where preferred_type = placement_type) as as_preferred_count,
    pct(
        count(*) filter (where preferred_type = placement_type),
        count(*) filter (where preferred_type not in ('More than one', 'None said'))
    ) as as_preferred_pct,
    count(is_location_preferred) as said_count,
    count(*) filter (where is_location_preferred) as in_place_count,
    pct(count(*) filter (where is_location_preferred), count(is_location_preferred)) as in_place_pct,
    count(*) filter (where starts_with(linked_to, 'Placement')) as linked_count,
    pct(count(*) filter (where starts_with(linked_to, 'Placement')), count(*)) as linked_pct
from int_found
group by authority_code, authority_name
order by authority_name
