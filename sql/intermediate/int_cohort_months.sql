/*
title:    Children in each cohort of each authority at each month end
summary:  What a trend reads while nobody has chosen among children, so that it need not ask about each child again.
grain:    one row per cohort, as_at, authority_code
source:   cohort_members; everyone
stored:   yes
*/
select
    m.cohort,
    m.as_at,
    p.authority_code,
    count(*) as child_count
from cohort_members as m
inner join everyone as p on m.child_id = p.child_id and m.as_at = p.as_at
group by m.cohort, m.as_at, p.authority_code
