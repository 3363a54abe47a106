/*
title:    Provision by area
summary:  Homes and registered places in each area by rating, owner and size, beside the area's own children who need
          such a place.
grain:    one row per area_name, placement_type, dimension, category
source:   Ofsted's lists; SSDA903; data/reference/placement_supply.csv says which provision serves which placement
          type
caveats:  Registered is not vacant or usable: see the page Gaps. Children per place above 1 means more children than places.
          Only authorities that sent returns are counted. Where no list says how many places a kind of home has, there is no
          number of them.
section:  supply
chart:    bar x=place_count y=area_name colour=placement_type
columns:
  grouping                 | text   | Grouping of areas
  area_name                | text   | Area
  placement_type           | text   | Placement type that the provision serves
  dimension                | text   | Breakdown
  category                 | text   | Category
  home_count               | places | Registered homes
  place_count              | places | Registered places
  child_count              | count  | The area's own children who need this type of place
  children_per_place_ratio | ratio  | The area's children for each registered place | rate of child_count in place_count
collected: place_count lists; child_count prices; children_per_place_ratio prices
checks:   unique area_name placement_type dimension category; not_null area_name placement_type home_count
*/
with divided as (
    select
        a.grouping,
        a.area_name,
        p.placement_type,
        unnest(['All', 'Rating', 'Owner', 'Size']) as dimension,
        unnest(['All', p.overall_rating, coalesce(p.owner_type, 'Not recorded'), p.home_size]) as category,
        p.place_count
    from int_provision_chosen as p
    inner join chosen_areas as a on p.authority_code = a.authority_code
    where p.has_places
),

needs as (
    select
        grouping,
        area_name,
        placement_type,
        count(*) as child_count
    from int_gap_children
    group by grouping, area_name, placement_type
),

summed as (
    select
        grouping,
        area_name,
        placement_type,
        dimension,
        category,
        count(*) as home_count,
        sum(place_count)::bigint as place_count
    from divided
    group by grouping, area_name, placement_type, dimension, category
)

select
    s.grouping,
    s.area_name,
    s.placement_type,
    s.dimension,
    s.category,
    s.home_count,
    s.place_count,
    coalesce(n.child_count, 0) as child_count,
    coalesce(n.child_count, 0) / nullif(s.place_count, 0)::double as children_per_place_ratio
from summed as s
left join needs as n
    on s.grouping = n.grouping and s.area_name = n.area_name and s.placement_type = n.placement_type
order by s.area_name, s.placement_type, s.dimension, s.category
