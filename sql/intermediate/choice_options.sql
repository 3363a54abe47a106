/*
title:    What may be chosen
summary:  Every value of every choice, with the words shown for it; the filter bar is made from this. Beside a date stands
          how many authorities' inputs vouch for it.
grain:    one row per choice, value, grouping
source:   Code lists and groupings in data/reference; month ends and authorities in the snapshot
stored:   yes
*/
with sent as (
    select distinct authority_code from int_episodes
),

options as (
    select
        'as_at' as choice,
        as_at::varchar as value,
        strftime(as_at, '%-d %B %Y') as label,
        '' as grouping,
        -month_number as position
    from int_month_ends
    union all
    select distinct
        'grouping',
        grouping,
        grouping_name,
        '',
        display_order
    from stg_areas
    union all
    select distinct
        'area',
        a.area_name,
        a.area_name,
        a.grouping,
        0
    from stg_areas as a
    union all
    select
        'authority',
        s.authority_code,
        coalesce(a.authority_name, s.authority_code),
        '',
        0
    from sent as s
    left join stg_authorities as a on s.authority_code = a.authority_code
    union all
    select
        'comparator',
        value,
        label,
        '',
        position
    from
        (
            values ('london', region_title(), 1), ('area', 'Sub-region', 2), ('neighbours', 'Neighbours', 3)
        ) as t (value, label, position)
    union all
    select
        'age_band',
        age_band,
        age_band,
        '',
        display_order::integer
    from ref.age_bands
    union all
    select
        'sex',
        code,
        label,
        '',
        0
    from stg_codes
    where code_list = 'sex' and code in ('M', 'F', 'U')
    union all
    select distinct
        'ethnic_group',
        published_group,
        published_group,
        '',
        0
    from stg_codes
    where code_list = 'ethnic'
    union all
    select
        'need',
        code,
        label,
        '',
        right(code, 1)::integer
    from stg_codes
    where code_list = 'need'
    union all
    select distinct
        'legal_status',
        group_name,
        group_name,
        '',
        0
    from stg_codes
    where code_list = 'legal_status' and group_name <> 'Short breaks'
    union all
    select distinct
        'placement_type',
        group_name,
        group_name,
        '',
        0
    from stg_codes
    where code_list = 'placement'
    union all
    select distinct
        'provider_sector',
        group_name,
        group_name,
        '',
        0
    from stg_codes
    where code_list = 'provider'
    union all
    select
        'provider_sector',
        'Not recorded',
        'Not recorded',
        '',
        9
    union all
    select
        'unaccompanied',
        value,
        label,
        '',
        0
    from (values ('yes', 'Unaccompanied asylum-seeking'), ('no', 'Not unaccompanied')) as t (value, label)
    union all
    select
        'distance',
        value,
        value,
        '',
        position
    from (values ('20 miles or less', 1), ('Over 20 miles', 2), ('Not known', 3)) as t (value, position)
    union all
    select
        'cohort',
        cohort,
        title,
        '',
        0
    from ref.cohorts
)

select
    o.*,
    case when m.sender_count > 1 then m.authority_count || ' of ' || m.authority_total else '' end as note,
    coalesce(m.is_shown_first, false) as is_shown_first
from options as o
left join int_month_ends as m on o.choice = 'as_at' and o.value = m.as_at::varchar
order by o.choice, o.position, o.label
