/*
title:    Authorities and month ends that a line over time is of, of those chosen
grain:    one row per authority_code, as_at
source:   int_lines, which says which they are; the choices of area and authority
*/
select
    authority_code,
    as_at,
    month_number
from int_lines
where population = 'chosen'
