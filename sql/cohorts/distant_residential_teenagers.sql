/*
title:       Teenagers in children's homes over 20 miles away
definition:  Aged 13 to 17 in a children's home or secure home more than 20 miles from home.
source:      SSDA903 placement type K1 and K2; DfE distance
limits:      Children whose distance is not known are left out, and so are those of them who live far away.
*/
select
    child_id,
    as_at
from everyone
where
    is_teenager(age_years)
    and (is_childrens_home(placement_code) or is_secure_home(placement_code))
    and is_distant
