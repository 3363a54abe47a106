/*
title:    Authorities and month ends that the lines over time of all authorities are of
summary:  Kept ready, so that figures over time of everyone are at every date that a page may be about.
grain:    one row per line_number, authority_code, as_at
source:   int_lines_everyone, which says which they are
stored:   yes
*/
select distinct
    l.line_number,
    v.authority_code,
    v.as_at
from int_lines_everyone as l
inner join int_vouched as v
    on l.authority_code = v.authority_code and l.first_number <= v.month_number and l.last_at >= v.as_at
where v.is_vouched
