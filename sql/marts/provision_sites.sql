/*
title:    Where homes stand
summary:  Homes and registered places in each postcode sector, by the placement type they serve.
grain:    one row per placement_type, authority_code, postcode_sector
source:   Ofsted's providers list for local authorities, which gives postcodes; data/reference/placement_supply.csv
caveats:  Ofsted's published lists withhold where homes are: those stand under Not known. A sector is some 3,000 addresses;
          nothing finer is kept. Shown to exact eyes alone, because the list is made for placement teams.
          Where no list says how many places a kind of home has, there is no number of them.
section:  supply
chart:    bar x=place_count y=postcode_sector sort=-x top=15
columns:
  placement_type  | text   | Placement type that the provision serves
  authority_code  | code   | Authority the homes lie in, ONS code
  authority_name  | text   | Authority the homes lie in
  is_in_region       | flag   | Whether it lies in {region}
  postcode_sector | text   | Postcode sector the homes stand in, or Not known
  home_count      | places | Registered homes | exact eyes only
  place_count     | places | Registered places | exact eyes only
collected: place_count lists
checks:   unique placement_type authority_code postcode_sector; not_null placement_type authority_code postcode_sector home_count
*/
select
    placement_type,
    authority_code,
    authority_name,
    is_in_region,
    coalesce(postcode_sector, 'Not known') as postcode_sector,
    count(*) as home_count,
    sum(place_count)::bigint as place_count
from int_provision_chosen
where has_places
group by placement_type, authority_code, authority_name, is_in_region, coalesce(postcode_sector, 'Not known')
order by placement_type, authority_name, postcode_sector
