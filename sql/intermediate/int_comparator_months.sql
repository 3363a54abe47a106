/*
title:    Authorities that the one looked at is compared with, and the month ends at which they count
summary:  Those whose inputs vouch for the month end, where enough of them do to be compared with.
grain:    one row per authority_code, as_at
source:   int_vouched; int_comparator_authorities
once:     yes
*/
select
    v.authority_code,
    v.as_at
from int_vouched as v
inner join int_comparator_authorities as c on v.authority_code = c.authority_code
cross join int_look_back as b
left join int_known_facts as f on v.authority_code = f.authority_code and v.as_at = f.as_at
cross join int_least_compared as n
where v.is_vouched and v.vouched_months >= b.look_back_months and (not b.is_of_searches or f.are_searches_known)
qualify count(*) over (partition by v.as_at) >= any_value(n.least_count) over (partition by v.as_at)
