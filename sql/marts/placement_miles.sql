/*
title:    How many miles from home children live
summary:  How the children chosen are spread over steps of five miles from home, on both sides of DfE's 20 miles.
grain:    one row per distance_band
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's formula for distance; steps of data/reference/distance_steps.csv
caveats:  Straight line, not road. The last steps are wide. Distance not known is a step of its own and is always shown.
chart:    histogram x=distance_band y=child_count colour=distance_class
columns:
  distance_band    | text  | Miles from home to placement
  distance_class   | text  | Whether that is over 20 miles
  child_count      | count | Children looked after
  all_child_count  | count | All children looked after, of those chosen
  child_pct        | pct   | Share of all children looked after | share of child_count in all_child_count
checks:   unique distance_band; not_null distance_band child_count
*/
with counted as (
    select
        s.distance_band,
        count(*) as child_count
    from looked_after as p
    inner join ref.distance_steps as s
        on
            (p.distance_miles > s.over_miles::double and p.distance_miles <= s.up_to_miles::double)
            or (p.distance_miles is null and s.over_miles is null)
    group by s.distance_band
),

everybody as (select count(*) as all_child_count from looked_after)

select
    s.distance_band,
    case
        when s.over_miles is null then 'Not known'
        when is_distant(s.up_to_miles::double) then 'Over 20 miles'
        else '20 miles or less'
    end as distance_class,
    coalesce(c.child_count, 0) as child_count,
    e.all_child_count,
    pct(coalesce(c.child_count, 0), e.all_child_count) as child_pct
from ref.distance_steps as s
cross join everybody as e
left join counted as c on s.distance_band = c.distance_band
order by s.display_order::integer
