/*
title:    Times a child was missing or away without authorisation
grain:    one row per authority_code, return_year, child_id, missing_start as sent
source:   SSDA903 missing table
*/
select
    authority_code,
    return_year,
    child_id,
    missing_type,
    missing_start,
    missing_end
from raw.missing
where missing_start is not null
