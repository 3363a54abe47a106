/*
title:    Secure homes, remand and youth custody
summary:  Month by month, children in secure children's homes, on remand or in youth custody, and how far away.
grain:    one row per as_at, situation
source:   SSDA903 placement types K1 and R5, legal status J1 to J3
caveats:  Month-end counts miss short remands. Children referred for a secure place who were not offered one are not
          in any return. Situations do not overlap: the first that fits counts.
          A line is of the authorities that vouch for every month of it.
section:  need
chart:    line x=as_at y=child_count colour=situation
columns:
  as_at                | date  | Month end
  situation            | text  | Situation
  child_count          | count | Children
  looked_after_count   | count | All children looked after, of those chosen
  known_distance_count | count | Of these, children whose distance is known
  median_miles         | miles | Median distance from home | median of known_distance_count
  median_low_miles | miles | Median distance from home, low end of its 95 per cent interval | low of median_miles
  median_high_miles | miles | Median distance from home, high end | high of median_miles
  distant_count        | count | Over 20 miles from home
  distant_pct          | pct   | Share over 20 miles from home | share of distant_count in child_count
checks:   unique as_at situation; not_null as_at situation child_count
*/
with placed as (
    select
        as_at,
        distance_miles,
        is_distant,
        case
            when is_secure_home(placement_code) and is_youth_justice(legal_status_code) then 'Secure home, youth justice'
            when is_secure_home(placement_code) then 'Secure home, welfare'
            when is_in_custody(placement_code) then 'Youth custody'
            when is_youth_justice(legal_status_code) then 'Youth justice status, placed elsewhere'
        end as situation
    from situations_by_month
    where is_secure_home(placement_code) or is_in_custody(placement_code) or is_youth_justice(legal_status_code)
),

months as (
    select
        as_at,
        sum(child_count)::bigint as looked_after_count
    from int_line_counts
    group by as_at
),

situations as (
    select unnest([
        'Secure home, youth justice', 'Secure home, welfare', 'Youth custody', 'Youth justice status, placed elsewhere'
    ]) as situation
),

counted as (
    select
        as_at,
        situation,
        count(*) as child_count,
        count(distance_miles) as known_distance_count,
        median(distance_miles) as median_miles,
        median_low(distance_miles) as median_low_miles,
        median_high(distance_miles) as median_high_miles,
        count(*) filter (where is_distant) as distant_count
    from placed
    group by as_at, situation
)

select
    m.as_at,
    s.situation,
    coalesce(c.child_count, 0) as child_count,
    m.looked_after_count,
    coalesce(c.known_distance_count, 0) as known_distance_count,
    c.median_miles,
    c.median_low_miles,
    c.median_high_miles,
    coalesce(c.distant_count, 0) as distant_count,
    pct(c.distant_count, c.child_count) as distant_pct
from months as m
cross join situations as s
left join counted as c on m.as_at = c.as_at and s.situation = c.situation
order by m.as_at, s.situation
