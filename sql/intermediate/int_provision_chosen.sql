/*
title:    Registered provision at the chosen date, of the authorities chosen, by the placement type it serves
grain:    one row per urn, setting_number
source:   Ofsted's lists; data/reference/placement_supply.csv and home_sizes.csv
*/
select
    p.urn,
    p.setting_number,
    p.setting_category,
    p.list_date,
    p.provision_type,
    s.placement_type,
    coalesce(s.has_places = 'yes', false) as has_places,
    p.registration_date,
    p.registration_status,
    p.authority_code,
    p.postcode_sector,
    c.authority_name,
    c.is_in_region,
    p.owner_type,
    coalesce(p.owner_name, 'Not recorded') as owner_name,
    p.place_count,
    p.is_short_break_only,
    p.overall_rating,
    coalesce(z.home_size, 'Places not listed') as home_size
from int_provision_at as p
inner join chosen_authorities as c on p.authority_code = c.authority_code
left join ref.placement_supply as s on p.provision_type = s.provision_type
left join ref.home_sizes as z on p.place_count between z.fewest_places::integer and z.most_places::integer
where p.as_at = chosen_date()
