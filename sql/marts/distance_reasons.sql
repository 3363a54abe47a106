/*
title:    Why children live over 20 miles from home
summary:  The reason recorded for each placement over 20 miles from home.
grain:    one row per reason
section:  distance
source:   Placement costs return; SSDA903 episodes; DfE's definition of over 20 miles
caveats:  The reason is the authority's own, one a placement, of the last collection of costs; where none was sent it is not
          recorded. Local provision that is full or does not exist is what more supply could change.
chart:    bar x=distant_count y=reason sort=-x
columns:
  reason              | text  | Reason recorded for the distance
  distant_count       | count | Children placed over 20 miles from home
  all_distant_count   | count | All placed over 20 miles from home
  distant_pct         | pct   | Share of those placed over 20 miles from home | share of distant_count in all_distant_count
collected: distant_count prices; distant_pct prices
checks:   unique reason; not_null reason distant_count
*/
with far as (
    select coalesce(r.reason, 'Not recorded') as reason
    from looked_after as p
    left join ref.distance_reasons as r on p.distance_reason = r.distance_reason
    where p.is_distant
)

select
    reason,
    count(*) as distant_count,
    (sum(count(*)) over ())::bigint as all_distant_count,
    pct(count(*), sum(count(*)) over ()) as distant_pct
from far
group by reason
order by reason
