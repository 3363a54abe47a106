/*
title:       Under fives
definition:  Aged under five at the date.
source:      SSDA903 header, month of birth
limits:      Sibling groups cannot be seen: the return holds no sibling identifier.
*/
select
    child_id,
    as_at
from everyone
where is_under_five(age_years)
