/*
title:    Authorities that the one looked at is compared with, and the month ends at which they count
summary:  Those whose inputs vouch for the month end, where enough of them do to be compared with.
grain:    one row per authority_code, as_at
source:   int_vouched; int_comparator_authorities
*/
select
    v.authority_code,
    v.as_at
from int_vouched as v
inner join int_comparator_authorities as c on v.authority_code = c.authority_code
cross join int_look_back as b
cross join int_least_compared as n
where v.is_vouched and v.vouched_months >= b.look_back_months
qualify count(*) over (partition by v.as_at) >= any_value(n.least_count) over (partition by v.as_at)
