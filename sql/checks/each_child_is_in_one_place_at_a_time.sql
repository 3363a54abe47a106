/*
title:    No child is counted in two places at one month end, also where a return's own episodes overlap
grain:    one row per child and month end that is
*/
select
    authority_code,
    as_at
from int_stays
group by authority_code, child_id, as_at
having count(*) > 1
