/*
title:    Children in a situation that few are in, at every month end
summary:  Unregistered or perhaps unregistered, deprived of liberty, in a secure home or custody, or of a youth justice status.
          Kept ready, because they are three in a hundred of all children and months and are asked for month by month.
grain:    one row per authority_code, child_id, as_at
source:   everyone
belongs_to: authority
stored:   yes
*/
select
    authority_code,
    child_id,
    as_at,
    age_years,
    age_band,
    sex,
    ethnic_group,
    need_code,
    legal_status_code,
    legal_status,
    placement_code,
    placement_type,
    provider_sector,
    placement_start,
    is_unaccompanied,
    distance_class,
    distance_miles,
    is_distant,
    weekly_cost_gbp,
    is_unregistered,
    is_deprived_of_liberty,
    is_other_placement(placement_code) as is_other,
    is_home_without_entry(placement_code, urn, is_registered_match) as is_unmatched
from everyone
where
    -- Not known of a placement whose kind its code does not tell.
    is_unregistered is distinct from false
    or is_deprived_of_liberty
    or is_other_placement(placement_code)
    or is_home_without_entry(placement_code, urn, is_registered_match)
    or is_secure_home(placement_code)
    or is_in_custody(placement_code)
    or is_youth_justice(legal_status_code)
order by as_at, authority_code
