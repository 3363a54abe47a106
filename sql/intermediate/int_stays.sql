/*
title:    Where each child was at each month end
summary:  Episodes open at the end of the day, children in a series of short breaks left out, as DfE counts them, on the month
          ends that the authority's inputs vouch for.
grain:    one row per authority_code, child_id, as_at
source:   SSDA903 episodes; DfE definition of looked after on 31 March
caveats:  An episode whose end the tool supplied (E99) counts on that day, because the return said it was open.
*/
with bounds as (
    select
        min(month_number) as first_number,
        max(month_number) as last_number
    from int_vouched
),

month_rows as (
    select
        s.stay_id,
        s.authority_code,
        s.child_id,
        s.episode_start,
        s.placement_start,
        s.placement_number,
        month_number
    from int_stay_details as s, bounds as b,
        unnest(range(greatest(s.first_month, b.first_number), least(s.last_month, b.last_number) + 1)) as t (month_number)
)

select
    m.as_at,
    m.vouched_months,
    r.* exclude (month_number)
from month_rows as r
inner join int_vouched as m on r.authority_code = m.authority_code and r.month_number = m.month_number
where m.is_vouched
