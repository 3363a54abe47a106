/*
title:    Each child at each month end, with what became of the child by the next
summary:  What the forecast is fitted to: age, kind of placement, time in care, and whether the child stayed, moved or left within
          the month. The last month of an authority's line is the children there are.
grain:    one row per authority_code, child_id, month_number
source:   everyone; int_vouched; cohort_members
caveats:  A child who came and went between two month ends is not seen. Only the birth month is known: a child counts as 18 at the
          end of the month of the birthday.
*/
with members as (
    select
        m.child_id,
        m.as_at,
        sum(1 << c.cohort_number)::integer as cohort_bits
    from cohort_members as m
    inner join int_forecast_cohorts as c on m.cohort = c.cohort_code
    group by m.child_id, m.as_at
),

children as (
    select
        e.authority_code,
        e.child_id,
        e.as_at,
        v.month_number,
        date_diff('month', e.birth_month, e.as_at)::integer as age_months,
        coalesce(k.placement_kind, 'Other placements') as placement_kind,
        e.is_unaccompanied,
        coalesce(e.is_distant, false) as is_distant,
        date_diff('month', e.period_start, e.as_at)::integer as care_months,
        e.carer_start,
        date_diff('month', e.carer_start, e.as_at)::integer as carer_months,
        coalesce(m.cohort_bits, 0) as cohort_bits
    from everyone as e
    inner join int_vouched as v on e.authority_code = v.authority_code and e.as_at = v.as_at
    left join ref.placement_kinds as k on e.placement_type = k.placement_type
    left join members as m on e.child_id = m.child_id and e.as_at = m.as_at
),

beside as (
    select
        *,
        lag(month_number) over child as before_month,
        lead(month_number) over child as after_month,
        lead(placement_kind) over child as after_kind,
        lead(carer_start) over child as after_carer,
        lead(is_distant) over child as after_distant
    from children
    window child as (partition by authority_code, child_id order by month_number)
)

select
    b.authority_code,
    b.child_id,
    b.month_number,
    b.age_months,
    b.placement_kind,
    b.is_unaccompanied,
    b.is_distant,
    b.care_months,
    b.carer_months,
    b.cohort_bits,
    p.month_number is not null and (b.before_month is null or b.before_month < b.month_number - 1) as is_entry,
    n.month_number is not null as is_followed,
    coalesce(b.after_month = b.month_number + 1, false) as is_still_here,
    b.after_kind,
    coalesce(b.after_carer is distinct from b.carer_start, false) as has_moved,
    b.after_distant
from beside as b
left join int_vouched as p
    on b.authority_code = p.authority_code and p.month_number = b.month_number - 1 and p.is_vouched
left join int_vouched as n
    on b.authority_code = n.authority_code and n.month_number = b.month_number + 1 and n.is_vouched
order by b.authority_code, b.child_id, b.month_number
