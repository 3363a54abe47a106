/*
title:    Our counts in DfE's categories, on each 31 March
summary:  Each authority's children in each published category, unfiltered, to stand beside what DfE published; of placements
          begun and moves in the year, how many they were.
grain:    one row per return_year, authority_code, measure, category
belongs_to: authority
stored:   yes
source:   everyone and int_events; DfE's categories in data/reference/codes.csv, age_bands.csv, locality_classes.csv,
          new_placement_classes.csv and placement_change_reasons.csv
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
        case when e.placements_12_months >= 3 then 'With 3 or more placements during the year' else 'Fewer' end as moves_group,
        case
            when not is_followed_two_years(e.was_looked_after_year_before, e.placements_24_months) then 'Not recorded'
            when e.placements_24_months >= 3 then 'With 3 or more placements during the previous 2 years'
            else 'Fewer'
        end as two_years_group,
        case
            when is_settled(e.age_years, e.period_start, e.as_at) and e.carer_start <= e.as_at - interval 24 month
                then 'Living with the same carer for at least 2 years'
            else 'Fewer'
        end as carer_group,
        case e.locality
            when 'Inside' then 'Placed inside the local authority boundary'
            when 'Outside' then 'Placed outside the local authority boundary'
            else 'Not recorded'
        end as boundary_group,
        case
            when e.sdq_score is null then 'Not recorded'
            when is_sdq_concern(e.sdq_score) then 'SDQ score is a cause for concern'
            when is_sdq_normal(e.sdq_score) then 'SDQ score is normal'
            else 'SDQ score is borderline'
        end as score_group,
        case when e.sdq_score is null then 'Not recorded' else 'SDQ score was received' end as scored_group,
        case
            when e.is_convicted and is_adolescent(e.age_years)
                then 'Convicted or subject to youth cautions, or youth conditional cautions during the year'
            else 'Fewer'
        end as convicted_group,
        case when e.has_substance_misuse then 'Identified as having a substance misuse problem' else 'Fewer' end as misuse_group
    from everyone as e
    left join stg_codes as pl on pl.code_list = 'placement' and e.placement_code = pl.code
    left join stg_codes as ls on ls.code_list = 'legal_status' and e.legal_status_code = ls.code
    left join stg_codes as cin on cin.code_list = 'need' and e.need_code = cin.code
    left join stg_codes as pr on pr.code_list = 'provider' and e.provider_code = pr.code
    left join ref.age_bands as b on e.age_band = b.age_band
    left join ref.locality_classes as lo on e.locality = lo.locality and e.distance_class = lo.distance_class
    where month(e.as_at) = 3
),

-- Each 31 March that somebody's inputs vouch for.
years as (
    select distinct year(as_at) as return_year
    from int_vouched
    where month(as_at) = 3 and is_vouched
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
            { 'measure': 'moves_1_year', 'category': moves_group },
            { 'measure': 'moves_2_years', 'category': two_years_group },
            { 'measure': 'same_carer_2_years', 'category': carer_group },
            { 'measure': 'locality', 'category': boundary_group },
            { 'measure': 'sdq', 'category': score_group },
            { 'measure': 'sdq', 'category': scored_group },
            { 'measure': 'convictions', 'category': convicted_group },
            { 'measure': 'substance_misuse', 'category': misuse_group }
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
where event in ('start', 'end') and return_year_of(event_date) in (select y.return_year from years as y)
group by return_year_of(event_date), authority_code, event
union all
select
    return_year_of(v.event_date) as return_year,
    v.authority_code,
    'new_placements_location' as measure,
    coalesce(nullif(r.published_category, ''), 'Not recorded') as category,
    count(*) as child_count
from int_events as v
left join ref.new_placement_classes as r
    on v.distance_class = r.distance_class and (v.distance_class = 'Not known' or v.locality = r.locality)
where v.event = 'placement' and return_year_of(v.event_date) in (select y.return_year from years as y)
group by return_year_of(v.event_date), v.authority_code, r.published_category
union all
select
    return_year_of(v.event_date) as return_year,
    v.authority_code,
    'reason_place_change' as measure,
    coalesce(nullif(r.published_category, ''), 'Not recorded') as category,
    count(*) as child_count
from int_events as v
left join ref.placement_change_reasons as r on v.reason_code = r.reason_code
where
    v.event = 'placement' and not v.begins_period
    and return_year_of(v.event_date) in (select y.return_year from years as y)
group by return_year_of(v.event_date), v.authority_code, r.published_category
