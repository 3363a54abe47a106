/*
title:    Authorities and month ends that a line over time is of
summary:  The line ends at the date chosen, or at the newest month end before it that more than half of those that sent returns
          vouch for, and begins as early as more than half of the authorities that count there reach back without a hole. It is of
          the authorities that vouch for every month of it. Of one authority it is every month end it vouches for up to the date,
          with gaps between. Populations: those chosen and those they are compared with (comparators); int_lines_everyone has
          those of everyone.
grain:    one row per population, authority_code, as_at
source:   int_vouched; the choices of date, area, authority and comparator
once:     yes
*/
with offered as (
    select
        'chosen' as population,
        v.*
    from int_vouched as v
    inner join chosen_authorities as a on v.authority_code = a.authority_code
    where v.as_at <= chosen_date()
    union all
    select
        'comparators' as population,
        v.*
    from int_vouched as v
    where
        v.as_at <= chosen_date()
        and (is_compared_with_region() or v.authority_code in (select c.authority_code from int_comparator_authorities as c))
),

ends as (
    select
        population,
        as_at as last_at,
        month_number as last_number,
        count(*) filter (where is_vouched) as counted_count,
        count(*) as sender_count
    from offered
    group by population, as_at, month_number
    qualify row_number() over (
        partition by population
        order by
            2 * counted_count > sender_count desc,
            case when 2 * counted_count > sender_count then 0 else counted_count end desc,
            as_at desc
    ) = 1
),

reaching as (
    select
        o.population,
        o.authority_code,
        o.vouched_months,
        e.last_number,
        row_number() over (partition by o.population order by o.vouched_months desc, o.authority_code) as place,
        count(*) over (partition by o.population) as counted_count
    from offered as o
    inner join ends as e on o.population = e.population and o.as_at = e.last_at
    where o.is_vouched
),

-- The place just beyond half of them: with it, more than half reach back as far.
spans as (
    select
        population,
        last_number,
        last_number - vouched_months + 1 as first_number,
        vouched_months as month_count
    from reaching
    where place = floor(counted_count / 2.0) + 1
),

senders as (
    select
        population,
        count(distinct authority_code) as sender_count
    from offered
    group by population
)

select
    o.population,
    o.authority_code,
    o.as_at,
    o.month_number,
    -- The same at every month end, but of one authority with gaps.
    count(*) over (partition by o.population, o.as_at) as authority_count
from offered as o
inner join senders as n on o.population = n.population
inner join spans as s on o.population = s.population
left join reaching as r on o.population = r.population and o.authority_code = r.authority_code
where
    o.is_vouched
    and (
        n.sender_count = 1
        or (r.vouched_months >= s.month_count and o.month_number between s.first_number and s.last_number)
    )
