/*
title:    Our counts in DfE's categories, on each 31 March
summary:  Each authority's children in each published category, unfiltered, to stand beside what DfE published.
grain:    one row per return_year, authority_code, measure, category
belongs_to: authority
stored:   yes
source:   everyone and int_events; DfE's categories in data/reference/codes.csv, age_bands.csv and locality_classes.csv
*/
with people as (
    select
        e.authority_code,
        year(e.as_at) as return_year,
        coalesce(pl.published_group, 'Not recorded') as placement_group,
        coalesce(ls.published_group, 'Not recorded') as legal_group,
        b.published_category as age_group,
        case e.sex when 'M' then 'Male' when 'F' then 'Female' else 'Unknown' end as sex_group,
        e.ethnic_group,
        coalesce(concat(e.need_code, '. ', cin.label), 'Not recorded') as need_group,
        coalesce(pr.label, 'Placement provider not reported') as provider_group,
        coalesce(lo.published_category, 'Not recorded') as locality_group,
        case e.distance_class
            when 'Over 20 miles' then 'Placed more than 20 miles from home'
            when '20 miles or less' then 'Placed 20 miles or less from home'
            else 'Distance not known or not recorded'
        end as distance_group,
        case when e.is_unaccompanied then 'UASC' else 'Non-UASC' end as unaccompanied_group,
        case when e.placements_12_months >= 3 then 'With 3 or more placements during the year' else 'Fewer' end as moves_group
    from everyone as e
    left join stg_codes as pl on pl.code_list = 'placement' and e.placement_code = pl.code
    left join stg_codes as ls on ls.code_list = 'legal_status' and e.legal_status_code = ls.code
    left join stg_codes as cin on cin.code_list = 'need' and e.need_code = cin.code
    left join stg_codes as pr on pr.code_list = 'provider' and e.provider_code = pr.code
    left join ref.age_bands as b on e.age_band = b.age_band
    left join ref.locality_classes as lo on e.locality = lo.locality and e.distance_class = lo.distance_class
    where month(e.as_at) = 3
),

grouped as (
    select
        return_year,
        authority_code,
        unnest([
            { 'measure': 'looked_after', 'category': 'Looked after on 31 March' },
            { 'measure': 'placement_type', 'category': placement_group },
            { 'measure': 'legal_status', 'category': legal_group },
            { 'measure': 'age_band', 'category': age_group },
            { 'measure': 'sex', 'category': sex_group },
            { 'measure': 'ethnic_group', 'category': ethnic_group },
            { 'measure': 'need', 'category': need_group },
            { 'measure': 'provider_sector', 'category': provider_group },
            { 'measure': 'distance', 'category': distance_group },
            { 'measure': 'distance_locality', 'category': locality_group },
            { 'measure': 'uasc', 'category': unaccompanied_group },
            { 'measure': 'moves_1_year', 'category': moves_group }
        ], recursive := true)
    from people
)

select
    return_year,
    authority_code,
    measure,
    category,
    count(*) as child_count
from grouped
group by return_year, authority_code, measure, category
union all
select
    return_year_of(event_date) as return_year,
    authority_code,
    'looked_after' as measure,
    case event when 'start' then 'Started to be looked after in year' else 'Ceased to be looked after in year' end as category,
    count(distinct child_id) as child_count
from int_events
where event in ('start', 'end') and return_year_of(event_date) in (select return_year from people)
group by return_year_of(event_date), authority_code, event
