/*
title:    Each Ofsted number at each month end, open or not
summary:  The provider as listed: its judgement, and whether it was registered on the day.
grain:    one row per as_at, urn
source:   Ofsted, provider-level lists
*/
select
    as_at,
    urn,
    min_by(overall_rating, coalesce(setting_number, 1)) as overall_rating,
    bool_or(coalesce(is_registered, true)) as is_registered
from int_listed_at
group by as_at, urn
