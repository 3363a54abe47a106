/*
title:    Every entry of Ofsted's lists, numbered
summary:  What a home was like, kept once a list and not once a child and month.
grain:    one row per home_id; 0 stands for placements that are on no list
source:   Ofsted, provider-level lists
belongs_to: public
stored:   yes
*/
with listed as (
    select
        row_number() over (order by list_date, urn)::integer as home_id,
        list_date,
        urn,
        overall_rating,
        owner_name,
        owner_type,
        place_count
    from stg_provision
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
    null as place_count
order by home_id
