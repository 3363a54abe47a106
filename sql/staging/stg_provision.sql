/*
title:    Registered provision, list by list
grain:    one row per list_date, urn
source:   Ofsted, provider-level lists
*/
select
    list_date,
    upper(trim(urn)) as urn,
    provision_type,
    registration_date,
    registration_status,
    authority_code,
    sector as owner_type,
    owner_name,
    place_count,
    coalesce(is_short_break_only, false) as is_short_break_only,
    coalesce(nullif(overall_rating, ''), 'Not yet inspected') as overall_rating
from raw.provision_register
where urn is not null
qualify row_number() over (partition by list_date, upper(trim(urn)) order by place_count desc nulls last) = 1
