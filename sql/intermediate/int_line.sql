/*
title:    Authorities and month ends that a line over time is of, of those chosen
grain:    one row per authority_code, as_at
source:   int_lines, which says which they are; the choices of area and authority
once:     yes
*/
-- Distinct already: saying so tells the engine how few they are, so that it looks each child up among them, not each of
-- them among the children.
select distinct
    authority_code,
    as_at,
    month_number
from int_lines
where population = 'chosen'
