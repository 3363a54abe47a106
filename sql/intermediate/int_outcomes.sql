/*
title:    Health and behaviour, one row a child and year
summary:  SDQ scores are of children aged 5 to 16 on 31 March of the return year, as DfE publishes them; others are left blank.
grain:    one row per authority_code, child_id, return_year
source:   SSDA903 OC2 table, or of an authority that sent none the case system's feed; header table for the child's age
*/
with told as (
    select
        authority_code,
        child_id,
        return_year,
        sdq_score,
        is_convicted,
        has_substance_misuse
    from stg_outcomes
    union all
    select
        authority_code,
        child_id,
        return_year,
        sdq_score,
        is_convicted,
        has_substance_misuse
    from int_feed_outcomes
)

select
    o.authority_code,
    o.child_id,
    o.return_year,
    max(o.sdq_score) filter (
        where has_sdq_age(date_sub('year', c.birth_month, make_date(o.return_year, 3, 31)))
    ) as sdq_score,
    bool_or(o.is_convicted) as is_convicted,
    bool_or(o.has_substance_misuse) as has_substance_misuse
from told as o
left join int_children as c on o.authority_code = c.authority_code and o.child_id = c.child_id
group by o.authority_code, o.child_id, o.return_year
