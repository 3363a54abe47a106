/*
title:    Children looked after month by month, of those chosen, for the same authorities throughout
summary:  The population with every choice but the date applied: what trends are made from. A line never jumps because an
          authority joined or left, because it is of those in int_line.
grain:    one row per authority_code, child_id, as_at
source:   everyone; int_line
*/
select p.*
from chosen_by_month as p
inner join int_line as l on p.authority_code = l.authority_code and p.as_at = l.as_at
