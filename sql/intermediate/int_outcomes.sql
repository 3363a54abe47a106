/*
title:    Health and behaviour, one row a child and year
grain:    one row per authority_code, child_id, return_year
source:   SSDA903 OC2 table
*/
select
    authority_code,
    child_id,
    return_year,
    max(sdq_score) as sdq_score,
    bool_or(is_convicted) as is_convicted,
    bool_or(has_substance_misuse) as has_substance_misuse
from stg_outcomes
group by authority_code, child_id, return_year
