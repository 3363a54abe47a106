/*
title:    Every child looked after at every month end
summary:  The population behind every measure, unfiltered: what comparators are made from.
grain:    one row per authority_code, child_id, as_at
source:   SSDA903; placement costs return; Ofsted's lists
caveats:  Children in a series of short breaks are left out, as DfE leaves them out.
stored:   yes
*/
select
    s.as_at,
    s.vouched_months,
    s.child_id,
    s.authority_code,
    c.birth_month,
    date_sub('year', c.birth_month, s.as_at)::integer as age_years,
    b.age_band,
    coalesce(c.sex, 'U') as sex,
    coalesce(c.ethnic_code, 'NOBT') as ethnic_code,
    coalesce(eth.published_group, 'Refused or information not yet available') as ethnic_group,
    coalesce(c.was_unaccompanied and (c.unaccompanied_until is null or c.unaccompanied_until > s.as_at), false)
        as is_unaccompanied,
    coalesce(c.is_mother and c.child_birth_month <= s.as_at, false) as is_parent,
    s.need_code,
    coalesce(cin.label, 'Not recorded') as need,
    s.legal_status_code,
    coalesce(ls.group_name, 'Not recorded') as legal_status,
    s.placement_code,
    coalesce(pl.label, 'Not recorded') as placement_name,
    coalesce(pl.group_name, 'Not recorded') as placement_type,
    s.provider_code,
    coalesce(pr.group_name, 'Not recorded') as provider_sector,
    s.urn,
    s.placement_sector,
    s.home_authority_code,
    s.host_authority_code,
    coalesce(host.is_london, false) as is_host_london,
    s.distance_miles,
    case
        when s.distance_miles is null then 'Not known'
        when s.distance_miles > 20 then 'Over 20 miles'
        else '20 miles or less'
    end as distance_class,
    case
        when s.host_authority_code is null then 'Not known'
        when s.host_authority_code = s.authority_code then 'Inside'
        else 'Outside'
    end as locality,
    coalesce(s.host_authority_code <> s.authority_code, false) as is_out_of_area,
    coalesce(is_distant(s.distance_miles), false) as is_distant,
    s.period_start,
    s.placement_start,
    s.carer_start,
    s.episode_start,
    m.placements_12_months,
    m.placements_24_months,
    coalesce(d.missing_12_months, 0)::integer as missing_12_months,
    coalesce(d.behaviour_moves_12_months, 0)::integer as behaviour_moves_12_months,
    o.child_id is not null as has_outcomes,
    o.sdq_score,
    coalesce(o.is_convicted, false) as is_convicted,
    coalesce(o.has_substance_misuse, false) as has_substance_misuse,
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
    coalesce(k.liberty_status = 'current', false) or l.child_id is not null as is_deprived_of_liberty,
    p.urn is not null as is_registered_match,
    p.overall_rating,
    p.owner_name,
    p.owner_type,
    p.place_count as home_place_count,
    u.code is not null or coalesce(k.provision_type = 'Unregistered', false) as is_unregistered
from int_stays as s
left join int_children as c on s.authority_code = c.authority_code and s.child_id = c.child_id
left join int_ages as b on date_sub('year', c.birth_month, s.as_at) = b.age_years
left join stg_codes as eth on eth.code_list = 'ethnic' and c.ethnic_code = eth.code
left join stg_codes as cin on cin.code_list = 'need' and s.need_code = cin.code
left join stg_codes as ls on ls.code_list = 'legal_status' and s.legal_status_code = ls.code
left join stg_codes as pl on pl.code_list = 'placement' and s.placement_code = pl.code
left join stg_codes as pr on pr.code_list = 'provider' and s.provider_code = pr.code
left join ref.unregistered_codes as u on s.placement_code = u.code
left join stg_authorities as host on s.host_authority_code = host.authority_code
left join int_moves as m
    on s.authority_code = m.authority_code and s.child_id = m.child_id and s.as_at = m.as_at
left join int_disruptions as d
    on s.authority_code = d.authority_code and s.child_id = d.child_id and s.as_at = d.as_at
left join int_outcomes as o
    on s.authority_code = o.authority_code and s.child_id = o.child_id and return_year_of(s.as_at) = o.return_year
left join int_costs as k
    on s.authority_code = k.authority_code and s.child_id = k.child_id and s.as_at = k.as_at
left join int_liberty as l
    on s.authority_code = l.authority_code and s.child_id = l.child_id and s.as_at = l.as_at
left join int_provision_at as p on s.urn = p.urn and s.as_at = p.as_at
