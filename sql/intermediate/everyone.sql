/*
title:    Every child looked after at every month end
summary:  The population behind every measure, unfiltered: what comparators are made from.
grain:    one row per authority_code, child_id, as_at
source:   SSDA903; placement costs return; Ofsted's lists
caveats:  Children in a series of short breaks are left out, as DfE leaves them out. What is counted over twelve or twenty-four
          months is not known where the authority's inputs vouch for fewer without a hole, nor when a placement began where no
          return tells what was before it.
*/
select
    m.as_at,
    m.vouched_months,
    m.are_prices_known,
    m.are_outcomes_known,
    d.child_id,
    m.authority_code,
    d.birth_month,
    m.age_years,
    m.age_band,
    d.sex,
    d.ethnic_code,
    d.ethnic_group,
    m.is_unaccompanied,
    m.is_parent,
    d.need_code,
    d.need,
    d.legal_status_code,
    d.legal_status,
    d.placement_code,
    d.placement_name,
    d.placement_type,
    d.provider_code,
    d.provider_sector,
    d.urn,
    d.placement_sector,
    d.home_authority_code,
    d.host_authority_code,
    d.is_host_london,
    d.distance_miles,
    d.distance_class,
    d.locality,
    d.is_out_of_area,
    d.is_distant,
    d.period_start,
    case when d.is_placement_start_known then d.placement_start end as placement_start,
    d.carer_start,
    d.episode_start,
    case when m.vouched_months >= 12 then m.placements_12_months end as placements_12_months,
    case when m.vouched_months >= 24 then m.placements_24_months end as placements_24_months,
    case when m.vouched_months >= 12 then m.missing_12_months end as missing_12_months,
    case when m.vouched_months >= 12 then m.behaviour_moves_12_months end as behaviour_moves_12_months,
    m.has_outcomes,
    m.sdq_score,
    m.is_convicted,
    m.has_substance_misuse,
    k.weekly_cost_gbp,
    k.social_care_gbp,
    k.education_gbp,
    k.health_gbp,
    k.provision_type,
    k.provider_name,
    k.sourcing_route,
    k.framework,
    k.solo,
    k.distance_reason,
    k.has_ehcp,
    k.primary_need,
    k.risks,
    m.is_deprived_of_liberty,
    m.home_id > 0 and coalesce(h.is_registered, true) and coalesce(h.closed_date > m.as_at, true) as is_registered_match,
    h.overall_rating,
    h.owner_name,
    h.owner_type,
    h.place_count as home_place_count,
    m.is_unregistered
from int_child_months as m
inner join int_stay_details as d on m.stay_id = d.stay_id
inner join int_prices as k on m.price_id = k.price_id
inner join int_homes as h on m.home_id = h.home_id
