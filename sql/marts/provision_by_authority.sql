/*
title:    Where registered places are
summary:  Homes and registered places in each authority, by the placement type they serve.
grain:    one row per authority_code, placement_type
source:   Ofsted's published lists; data/reference/placement_supply.csv says which provision serves which placement type
caveats:  Registered is not vacant or usable: see the page Gaps. Where homes stand within an authority is shown by postcode
          sector to those entitled to exact figures. Where no list says how many places a kind of home has, there is no
          number of them.
section:  supply
chart:    bar x=place_count y=authority_name colour=placement_type sort=-x
columns:
  authority_code | code   | Authority the homes lie in, ONS code
  authority_name | text   | Authority the homes lie in
  is_in_region      | flag   | Whether it lies in {region}
  placement_type | text   | Placement type that the provision serves
  home_count     | places | Registered homes
  place_count    | places | Registered places
collected: place_count lists
checks:   unique authority_code placement_type; not_null authority_code placement_type home_count
*/
select
    authority_code,
    authority_name,
    is_in_region,
    placement_type,
    count(*) as home_count,
    sum(place_count)::bigint as place_count
from int_provision_chosen
where has_places
group by authority_code, authority_name, is_in_region, placement_type
order by authority_name, placement_type
