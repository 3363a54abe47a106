/*
title:    Where new placements were made in the year
summary:  Placements begun in the twelve months to the date, by DfE's classes of boundary and distance.
grain:    one row per locality_class
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE, Children looked after in England (location of new placements)
caveats:  Placements are counted, not children. Temporary placements and short breaks are left out. DfE puts every placement whose
          distance is not known together; so does this table.
chart:    bar x=placement_pct y=locality_class
columns:
  locality_class      | text   | Boundary and distance from home
  placement_count     | count  | Placements begun in the twelve months
  all_placement_count | count  | All placements begun in the twelve months
  placement_pct       | pct    | Share of all placements begun | share of placement_count in all_placement_count
  last_year_count     | count  | Placements begun in the twelve months before
  published_value     | number | DfE's share, latest published on or before the date, per cent
  published_year      | text   | Year of DfE's figure (to 31 March)
look_back: placement_count 12 months; all_placement_count 12 months; placement_pct 12 months; last_year_count 24 months
checks:   unique locality_class; not_null locality_class
*/
with begun as (
    select
        c.class_name as locality_class,
        v.event_date > last_day((chosen_date() - interval 12 month)::date) as is_this_year
    from chosen_events as v
    inner join ref.new_placement_classes as c
        on v.distance_class = c.distance_class and (v.distance_class = 'Not known' or v.locality = c.locality)
    inner join int_chosen_authorities as a on v.authority_code = a.authority_code
    where
        a.vouched_months >= 12
        and v.event = 'placement'
        and v.event_date > last_day((chosen_date() - interval 24 month)::date)
        and v.event_date <= chosen_date()
),

counted as (
    select
        locality_class,
        count(*) filter (where is_this_year) as placement_count,
        count(*) filter (where not is_this_year) as last_year_count
    from begun
    group by locality_class
),

-- The year before stands beside only where all the authorities counted reach back two years: it is then of the same.
reach as (
    select
        max(vouched_months) as longest_months,
        min(vouched_months) filter (where vouched_months >= 12) as shortest_months
    from int_chosen_authorities
),

classes as (
    select
        r.class_name,
        r.published_category,
        r.is_listed,
        r.display_order,
        case when h.longest_months >= 12 then coalesce(c.placement_count, 0) end as placement_count,
        case when h.shortest_months >= 24 then coalesce(c.last_year_count, 0) end as last_year_count
    from ref.new_placement_classes as r
    cross join reach as h
    left join counted as c on r.class_name = c.locality_class
)

select
    r.class_name as locality_class,
    r.placement_count,
    (sum(r.placement_count) over ())::bigint as all_placement_count,
    pct(r.placement_count, sum(r.placement_count) over ()) as placement_pct,
    r.last_year_count,
    p.published_value,
    p.published_year
from classes as r
left join chosen_published as p on p.measure = 'new_placements_location' and r.published_category = p.category
where r.is_listed = 'yes'
order by r.display_order
