/*
title:    {Region}'s gaps by sub-region
summary:  The gaps of every area of {region}, for one authority to see its own beside: its own database holds nobody
          else's children.
grain:    one row per area_name, kind, category_code
source:   As gaps
caveats:  As on the page Gaps. In one authority's database these are {region}'s protected figures, which follow the date and the
          grouping only.
section:  supply
shared:   yes
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
checks:   unique area_name kind category_code; not_null area_name kind category_code
*/
select * from gaps
