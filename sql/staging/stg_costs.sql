/*
title:    Placement costs as sent
grain:    one row per authority_code, child_id, placement_start, costed_at
source:   Placement costs return
*/
select
    authority_code,
    return_year,
    child_id,
    placement_start,
    as_at as costed_at,
    upper(nullif(trim(urn), '')) as urn,
    provider_name,
    provision_type,
    sourcing_route,
    framework,
    weekly_cost_gbp,
    social_care_gbp,
    education_gbp,
    health_gbp,
    additional_packages as has_additional_packages,
    solo,
    dol as liberty_status,
    distance_reason,
    has_ehcp,
    primary_need,
    risks
from raw.placement_costs
qualify row_number() over (
    partition by authority_code, child_id, placement_start, as_at
    order by weekly_cost_gbp is null, return_year desc, weekly_cost_gbp
) = 1
