/*
title:    The line over time of all authorities at the chosen date: which it is, from when and to when
grain:    one row
source:   int_lines_everyone; the choice of date
once:     yes
*/
select distinct
    line_number,
    first_number,
    last_at
from int_lines_everyone
where shown_at = chosen_date()
