/*
title:    Health and behaviour of children looked after for a year
grain:    one row per authority_code, return_year, child_id as sent
source:   SSDA903 OC2 table
*/
select
    authority_code,
    return_year,
    child_id,
    sdq_score,
    is_convicted,
    substance_misuse as has_substance_misuse
from raw.oc2
