/*
title:    Rows of each table matched to what they belong to, counted
summary:  For every authority, year and table: how many rows found the child, placement or provider they are about, and why the
          others did not.
grain:    one row per authority_code, return_year, table_name, matched_to, outcome
source:   SSDA903; placement costs return; Ofsted's lists
caveats:  Costs are of the return year they were sent with.
belongs_to: authority
stored:   yes
*/
with in_episodes as (
    select distinct
        authority_code,
        return_year,
        child_id
    from stg_episodes
),

in_headers as (
    select distinct
        authority_code,
        return_year,
        child_id
    from stg_children
),

about_children as (
    select
        authority_code,
        return_year,
        child_id,
        coalesce(is_care_leaver, false) as is_care_leaver,
        'header' as table_name
    from stg_children
    union all
    select
        authority_code,
        return_year,
        child_id,
        false as is_care_leaver,
        'uasc' as table_name
    from stg_unaccompanied
    union all
    select
        authority_code,
        return_year,
        child_id,
        false as is_care_leaver,
        'oc2' as table_name
    from stg_outcomes
    union all
    select
        authority_code,
        return_year,
        child_id,
        false as is_care_leaver,
        'missing' as table_name
    from stg_missing
    union all
    select
        authority_code,
        return_year,
        child_id,
        false as is_care_leaver,
        'dolo' as table_name
    from stg_liberty_orders
),

listed as (
    select distinct urn from stg_provision
),

last_years_open as (
    select distinct
        authority_code,
        return_year + 1 as return_year,
        child_id
    from stg_episodes
    where episode_end is null
),

years as (
    select distinct
        authority_code,
        return_year
    from in_episodes
),

outcomes as (
    select
        a.authority_code,
        a.return_year,
        a.table_name,
        'The child''s episodes' as matched_to,
        case
            when e.child_id is not null then 'Matched'
            -- A young person who has left care has a header for the leaving-care table, and no episode.
            when a.is_care_leaver then 'Care leaver, matched to the leaving-care table'
            else 'Child has no episode in this return'
        end as outcome
    from about_children as a
    left join in_episodes as e
        on a.authority_code = e.authority_code and a.return_year = e.return_year and a.child_id = e.child_id
    union all
    select
        e.authority_code,
        e.return_year,
        'episodes' as table_name,
        'The child''s header' as matched_to,
        case when h.child_id is null then 'Child is not in the header of this return' else 'Matched' end as outcome
    from stg_episodes as e
    left join in_headers as h
        on e.authority_code = h.authority_code and e.return_year = h.return_year and e.child_id = h.child_id
    union all
    select
        e.authority_code,
        e.return_year,
        'episodes' as table_name,
        'The register' as matched_to,
        urn_outcome(e.urn, l.urn) as outcome
    from stg_episodes as e
    left join listed as l on e.urn = l.urn
    where expects_urn(e.placement_code) and exists (select 1 from listed)
    union all
    select
        o.authority_code,
        o.return_year,
        'episodes' as table_name,
        'Children open in the return before' as matched_to,
        case when e.child_id is null then 'Child is not in this return' else 'Matched' end as outcome
    from last_years_open as o
    inner join years as y on o.authority_code = y.authority_code and o.return_year = y.return_year
    left join in_episodes as e
        on o.authority_code = e.authority_code and o.return_year = e.return_year and o.child_id = e.child_id
    union all
    select
        c.authority_code,
        c.return_year,
        'placement_costs' as table_name,
        'The placement priced' as matched_to,
        case when c.outcome = 'Open on the day' then 'Matched' else c.outcome end as outcome
    from int_cost_matches as c
    union all
    select
        c.authority_code,
        c.return_year,
        'placement_costs' as table_name,
        'The register' as matched_to,
        urn_outcome(c.urn, l.urn) as outcome
    from int_cost_matches as c
    left join listed as l on c.urn = l.urn
    where is_ofsteds(c.provision_type) and exists (select 1 from listed)
)

select
    authority_code,
    return_year,
    table_name,
    matched_to,
    outcome,
    is_match(outcome) as is_matched,
    count(*) as row_count
from outcomes
group by authority_code, return_year, table_name, matched_to, outcome
