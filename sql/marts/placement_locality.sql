/*
title:    Distance and locality of placements
summary:  DfE's six classes: inside or outside the authority's boundary, and 20 miles or less, over, or not known.
grain:    one row per locality_class
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; classes of DfE, Children looked after in England
caveats:  A seventh class keeps children whose placement has no known authority. DfE's figure needs one whole authority or
          {region}.
chart:    bar x=child_pct y=locality_class
columns:
  locality_class         | text   | Boundary and distance from home
  locality               | text   | Inside or outside the responsible authority's boundary
  distance_class         | text   | Distance from home
  child_count            | count  | Children looked after
  all_child_count        | count  | All children looked after
  child_pct              | pct    | Share of all children | share of child_count in all_child_count
  comparator_child_count     | count  | Children of the comparator in this class
  comparator_all_child_count | count  | All children of the comparator
  comparator_pct | pct | Share of the comparator | share of comparator_child_count in comparator_all_child_count
  published_value        | number | DfE's share, latest published on or before the date, per cent
  published_year         | text   | Year of DfE's figure (31 March)
checks:   unique locality_class; not_null locality_class
*/
with classed as (
    select
        c.locality_class,
        count(*) as child_count
    from looked_after as p
    inner join ref.locality_classes as c
        on p.locality = c.locality and (p.locality = 'Not known' or p.distance_class = c.distance_class)
    group by c.locality_class
),

total as (
    select count(*) as all_child_count from looked_after
)

select
    r.locality_class,
    r.locality,
    coalesce(r.distance_class, 'Any') as distance_class,
    coalesce(c.child_count, 0) as child_count,
    t.all_child_count,
    pct(coalesce(c.child_count, 0), t.all_child_count) as child_pct,
    l.child_count as comparator_child_count,
    l.all_child_count as comparator_all_child_count,
    l.child_pct as comparator_pct,
    p.published_value,
    p.published_year
from ref.locality_classes as r
cross join total as t
left join classed as c on r.locality_class = c.locality_class
left join comparator_locality as l on l.as_at = chosen_date() and r.locality_class = l.locality_class
left join chosen_published as p on p.measure = 'distance_locality' and r.published_category = p.category
where t.all_child_count > 0
order by r.display_order
