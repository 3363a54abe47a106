/*
title:    Owners' shares of the market
summary:  For each owner outside the councils: homes and places in the areas chosen, children placed there, and
          weekly spend.
grain:    one row per placement_type, owner_name
source:   Ofsted's lists; SSDA903 URN matched to the list; placement costs return
caveats:  Owners are as Ofsted names them; companies in one group are counted apart. Children are counted wherever the
          home is; places only in the areas chosen.
section:  supply
chart:    bar x=child_count y=owner_name colour=placement_type sort=-x top=20
columns:
  placement_type | text     | Placement type
  owner_name     | text     | Owner
  home_count     | places   | Registered homes or agencies in the areas chosen
  place_count    | places   | Registered places in the areas chosen
  child_count    | count    | Children placed
  type_count     | count    | Children placed with any owner outside the councils
  child_pct      | pct      | Share of these children | share of child_count in type_count
  priced_count   | count    | Children whose placement cost was sent
  spend_gbp_week | gbp_week | Weekly spend | sum of priced_count largest largest_pct top_two top_two_pct
  largest_pct    | pct      | Share of the spend on the dearest placement | exact eyes only
  top_two_pct    | pct      | Share of the spend on the two dearest | exact eyes only
collected: place_count lists; priced_count prices; spend_gbp_week prices; largest_pct prices; top_two_pct prices
checks:   unique placement_type owner_name; not_null placement_type owner_name child_count
*/
select
    placement_type,
    owner_name,
    home_count,
    -- Of homes or agencies whose places no list tells the number is not known, and not nought.
    case when home_count = 0 or place_count > 0 then place_count::bigint end as place_count,
    child_count,
    (sum(child_count) over (partition by placement_type))::bigint as type_count,
    pct(child_count, sum(child_count) over (partition by placement_type)) as child_pct,
    priced_count,
    case when priced_count > 0 then spend_gbp_week end as spend_gbp_week,
    pct(largest_gbp_week, spend_gbp_week) as largest_pct,
    pct(top_two_gbp_week, spend_gbp_week) as top_two_pct
from int_market
order by placement_type, owner_name
