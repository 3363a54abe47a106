/*
title:       Sixteen and over
definition:  Aged 16 or over at the date, whatever the placement.
source:      SSDA903 header, month of birth
limits:      Age is from month of birth, so up to a month out. Readiness for independence and category of supported
             accommodation are not recorded.
*/
select
    child_id,
    as_at
from everyone
where is_sixteen_plus(age_years)
