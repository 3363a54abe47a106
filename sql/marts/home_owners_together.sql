/*
title:    Who runs the homes of all authorities here together
summary:  Each owner of registered homes, with its homes and places in {region}, or the area chosen, and how Ofsted judges them.
grain:    one row per placement_type, owner_name
source:   Ofsted's published lists; data/reference/placement_supply.csv says which provision serves which placement type
caveats:  Owners are as Ofsted names them; companies in one group are counted apart. They own homes here, whoever's children live
          there; owners of the places we buy, wherever those are, are on the page Market. A home that has not been
          judged is in neither count of judgements. Where no list says how many places a kind of home has, there is no
          number of them.
section:  supply
chart:    bar x=place_count y=owner_name sort=-x
columns:
  placement_type | text   | Placement type that the provision serves
  owner_name     | text   | Owner
  owner_type     | text   | Kind of owner
  home_count     | places | Registered homes
  place_count    | places | Registered places
  good_home_count     | places | Homes judged good or outstanding
  weak_home_count     | places | Homes judged to require improvement or inadequate
collected: place_count lists
checks:   unique placement_type owner_name; not_null placement_type owner_name home_count
*/
select
    placement_type,
    owner_name,
    coalesce(max(owner_type), 'Not recorded') as owner_type,
    count(*) as home_count,
    sum(place_count)::bigint as place_count,
    count(*) filter (where is_good_or_better(overall_rating)) as good_home_count,
    count(*) filter (where has_judgement(overall_rating) and not is_good_or_better(overall_rating)) as weak_home_count
from int_provision_chosen
where has_places and is_in_region
group by placement_type, owner_name
order by placement_type, owner_name
