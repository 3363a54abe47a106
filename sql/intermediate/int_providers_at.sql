/*
title:    Who stands behind each Ofsted number at each month end
summary:  The provider as listed, open or not: its judgement and owner, and whether it was registered on the day.
grain:    one row per as_at, urn
source:   Ofsted, provider-level lists
caveats:  A provider of several settings has no size of home: which setting a child lives in is not known.
*/
select
    as_at,
    urn,
    any_value(list_date) as list_date,
    min_by(provision_type, coalesce(setting_number, 1)) as provision_type,
    min_by(owner_type, coalesce(setting_number, 1)) as owner_type,
    min_by(owner_name, coalesce(setting_number, 1)) as owner_name,
    min_by(overall_rating, coalesce(setting_number, 1)) as overall_rating,
    case when count(*) = 1 then max(place_count) end as place_count,
    bool_or(coalesce(is_registered, true)) as is_registered
from int_listed_at
group by as_at, urn
