/*
title:    Registered provision, list by list
grain:    one row per list_date, urn, setting_number
source:   Ofsted, provider-level lists; data/reference/registration_statuses.csv and ratings.csv
caveats:  Supported accommodation is listed by setting: several rows share their provider's number. A status in no list counts as
          open, and a rating in no list is not recognised; the import tells both.
belongs_to: public
stored:   yes
*/
select
    p.list_date,
    upper(trim(p.urn)) as urn,
    coalesce(p.setting_number, 1) as setting_number,
    p.setting_category,
    p.provision_type,
    p.registration_date,
    p.registration_status,
    p.closed_date,
    coalesce(s.is_registered = 'yes', true) as is_registered,
    coalesce(s.is_supply = 'yes', true) as is_supply,
    p.authority_code,
    p.postcode_sector,
    p.sector as owner_type,
    p.owner_name,
    p.place_count,
    coalesce(p.is_short_break_only, false) as is_short_break_only,
    case
        when nullif(p.overall_rating, '') is null then 'Not yet inspected'
        when p.overall_rating in (select r.rating from ref.ratings as r) then p.overall_rating
        else 'Rating not recognised'
    end as overall_rating
from raw.provision_register as p
left join ref.registration_statuses as s on lower(trim(p.registration_status)) = s.status
where p.urn is not null
qualify row_number() over (
    partition by p.list_date, upper(trim(p.urn)), coalesce(p.setting_number, 1) order by p.place_count desc nulls last
) = 1
