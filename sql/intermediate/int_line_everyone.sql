/*
title:    Authorities and month ends that a line over time of all authorities is of
summary:  Kept ready: no choice changes it.
grain:    one row per authority_code, as_at
source:   int_lines, which says which they are
stored:   yes
*/
select
    authority_code,
    as_at
from int_lines
where population = 'everyone'
