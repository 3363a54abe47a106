/*
title:    Children's details as sent each year
grain:    one row per authority_code, return_year, child_id as sent
source:   SSDA903 header table; SEX 1 and 2 (to 2024) and M, F, U (from 2025) made one; OC3 says who is a care leaver
*/
select
    authority_code,
    return_year,
    child_id,
    case when sex in ('1', 'M') then 'M' when sex in ('2', 'F') then 'F' else 'U' end as sex,
    birth_month,
    ethnic as ethnic_code,
    is_mother,
    child_birth_month,
    is_care_leaver
from raw.header
