/*
title:    Gaps by sub-region
summary:  Children who need each kind of place, the places usable in their area, and the children placed elsewhere for
          want of one.
grain:    one row per area_name, kind, category_code
source:   This tool's own definition: need less usable places (supply side), and children placed outside the area,
          over 20 miles away or unregistered (demand side). Ofsted's lists; SSDA903; placement costs return;
          this tool's assumptions, which Gaps lists
caveats:  Registered is not available: usable places rest on the places that homes said they staff in the month to the date, where
          they were sent (reported_places), and on the assumptions elsewhere. Choices about children narrow need, not
          supply. Children with relatives, parents or adopters are left out; an unregistered placement counts as need
          for a children's home. No register lists foster carers' places, so fostering has a demand side only. A
          cohort's places are its share of {region}'s children in each type; cohorts that only found placements tell of are
          left out, because not all of an area's authorities send them. The low demand figure needs a distance reason
          from the costs return. In one authority's own database its children are set against the places in its
          own area.
section:  supply
chart:    range x=area_name low=demand_gap_low_count mid=demand_gap_high_count high=demand_gap_high_count
columns:
  grouping                    | text   | Grouping of areas
  area_name                   | text   | Area
  kind                        | text   | Kind of need: a placement type or a need cohort
  category_code               | code   | Placement type or cohort
  category                    | text   | Placement type or need cohort
  need_count                  | count  | Children of the area who need such a place
  need_for_places_count       | count  | Of these, children who need a kind of home whose places are listed
  registered_places           | places | Registered places in the area (a cohort's share of them)
  reported_places             | places | Of these, places in homes that said how many they staff
  usable_low_places           | places | Usable places in the area, low
  usable_high_places          | places | Usable places in the area, high
  supply_gap_low_count | count | Need less usable places, low | difference of need_for_places_count less usable_high_places
  supply_gap_high_count | count | Need less usable places, high | difference of need_for_places_count less usable_low_places
  placed_outside_count        | count  | Children placed outside the area
  distant_count               | count  | Children placed over 20 miles from home
  unregistered_count          | count  | Children in unregistered placements
  place_unknown_count         | count  | Children whose place is not known
  demand_gap_low_count        | count  | Outside, far or unregistered, and local provision said to be lacking or full
  demand_gap_high_count       | count  | Outside, far or unregistered, for no recorded reason of their own
  neighbour_gap_count         | count  | The high figure in neighbouring areas together
  shared_gap_count            | count  | The high figure in the area and its neighbours
  shared_home_places          | places | Places in one home shared with the neighbours (assumption)
  served_by_shared_home_count | count  | Of these children, how many one shared home would serve
  homes_filled_ratio | ratio | Shared homes that these children would fill | rate of shared_gap_count in shared_home_places
collected: need_count prices; need_for_places_count prices; supply_gap_low_count prices; supply_gap_high_count prices;
          placed_outside_count prices; distant_count prices; unregistered_count prices; place_unknown_count prices;
          demand_gap_low_count prices; demand_gap_high_count prices; neighbour_gap_count prices; shared_gap_count prices;
          served_by_shared_home_count prices; homes_filled_ratio prices
checks:   unique area_name kind category_code; not_null area_name kind category_code
*/
select
    grouping,
    area_name,
    kind,
    category_code,
    category,
    need_count,
    need_for_places_count,
    registered_places,
    reported_places,
    usable_low_places,
    usable_high_places,
    supply_gap_low_count,
    supply_gap_high_count,
    placed_outside_count,
    distant_count,
    unregistered_count,
    place_unknown_count,
    demand_gap_low_count,
    demand_gap_high_count,
    neighbour_gap_count,
    shared_gap_count,
    shared_home_places,
    served_by_shared_home_count,
    homes_filled_ratio
from int_gaps
where is_chosen('grouping', grouping) and is_chosen('area', area_name)
order by area_name, kind desc, category
