/*
title:    Every entry of Ofsted's lists, numbered
summary:  What a home was like, kept once a list and not once a child and month; a provider of settings is one entry.
grain:    one row per home_id; 0 stands for placements that are on no list
source:   Ofsted, provider-level lists
caveats:  A provider of several settings has no size of home: which setting a child lives in is not known.
belongs_to: public
stored:   yes
*/
with entries as (
    select
        list_date,
        urn,
        min_by(overall_rating, coalesce(setting_number, 1)) as overall_rating,
        min_by(owner_name, coalesce(setting_number, 1)) as owner_name,
        min_by(owner_type, coalesce(setting_number, 1)) as owner_type,
        case when count(*) = 1 then max(place_count) end as place_count,
        bool_or(coalesce(is_registered, true)) as is_registered,
        case when count(*) = count(closed_date) then max(closed_date) end as closed_date
    from stg_provision
    group by list_date, urn
),

listed as (
    select
        row_number() over (order by list_date, urn)::integer as home_id,
        *
    from entries
)

select * from listed
union all
select
    0 as home_id,
    null as list_date,
    null as urn,
    null as overall_rating,
    null as owner_name,
    null as owner_type,
    null as place_count,
    null as is_registered,
    null as closed_date
order by home_id
