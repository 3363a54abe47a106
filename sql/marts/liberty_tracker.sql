/*
title:    Unregistered and deprived of liberty, by authority and quarter
summary:  How many children were in an unregistered placement or deprived of their liberty in each quarter, for how many nights,
          at what price, for what recorded need, and for how long so far.
grain:    one row per authority_code, quarter_date, situation
source:   SSDA903; placement costs return; Ofsted's lists. It repeats what the Children's Commissioner asked authorities for
caveats:  Children at a month end of the quarter; each counts for the nights of that month, so who came and went between two
          month ends is not seen. Need is the main reason recorded for being a child in need, not the reason for the placement,
          which no return holds. Price and time are those at the child's last month end in the quarter of which they are known.
          Situations overlap. Deprivation of liberty before 2026-27 is seen at collections of costs alone. An authority of which a
          situation is not known, or in which nobody is in it, has no row, nor has a quarter that is not over or has not a year of
          returns before it.
section:  need
chart:    line x=quarter_date y=child_count colour=authority_name
columns:
  authority_code    | code     | Responsible authority, ONS code
  authority_name    | text     | Responsible authority
  quarter_date        | date     | End of the quarter
  situation         | text     | Situation
  child_count       | count    | Children in the quarter
  under_sixteen_count | count  | Of these, aged under 16
  night_count       | count    | Nights in the quarter | exact eyes only
  priced_count      | count    | Of these, children whose placement cost was sent
  median_gbp_week   | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
  abuse_count       | count    | Of these, recorded need abuse or neglect
  disability_count  | count    | Of these, recorded need a disability
  behaviour_count   | count    | Of these, recorded need socially unacceptable behaviour
  other_need_count  | count    | Of these, any other recorded need
  timed_count       | count    | Of these, children whose placement's start is known
  median_days       | days     | Median time in the placement so far | median of timed_count
  median_low_days   | days     | Median time, low end of its 95 per cent interval | low of median_days
  median_high_days  | days     | Median time, high end | high of median_days
collected: priced_count prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique authority_code quarter_date situation; not_null authority_code quarter_date situation child_count
*/
with long as (
    select
        authority_code,
        child_id,
        as_at,
        last_day(date_trunc('quarter', as_at) + interval 2 month) as quarter_date,
        age_years,
        need_code,
        weekly_cost_gbp,
        date_diff('day', placement_start, as_at) as days_so_far,
        unnest([
            'Unregistered placement', 'Deprived of liberty', 'Deprived of liberty in an unregistered placement'
        ]) as situation,
        unnest([is_unregistered, is_deprived_of_liberty, is_unregistered and is_deprived_of_liberty]) as is_in
    from situations_by_month as p
    where
        (is_unregistered or is_deprived_of_liberty)
        and last_day(date_trunc('quarter', as_at) + interval 2 month) <= chosen_date()
        -- Neither is known of a month for which no costs return stands or before which a year is not seen; a quarter is told
        -- whole or not at all.
        and (p.authority_code, last_day(date_trunc('quarter', p.as_at) + interval 2 month)) in (
            select
                k.authority_code,
                last_day(date_trunc('quarter', k.as_at) + interval 2 month)
            from int_known_facts as k
            inner join int_vouched as v on k.authority_code = v.authority_code and k.as_at = v.as_at
            left join (
                -- Of a placement whose kind only a later return tells it is not known whether it is registered.
                select distinct
                    authority_code,
                    as_at
                from situations_by_month
                where is_unregistered is null
            ) as u
                on k.authority_code = u.authority_code and k.as_at = u.as_at
            group by k.authority_code, last_day(date_trunc('quarter', k.as_at) + interval 2 month)
            having count(*) = 3 and bool_and(coalesce(k.are_prices_known and v.vouched_months >= 12 and u.as_at is null, false))
        )
),

children as (
    select
        authority_code,
        quarter_date,
        situation,
        child_id,
        sum(day(as_at)) as nights,
        arg_max(age_years, as_at) as age_years,
        arg_max(need_code, as_at) as need_code,
        max_by(weekly_cost_gbp, as_at) as weekly_cost_gbp,
        max_by(days_so_far, as_at) as days_so_far
    from long
    where is_in
    group by authority_code, quarter_date, situation, child_id
)

select
    c.authority_code,
    coalesce(any_value(a.authority_name), c.authority_code) as authority_name,
    c.quarter_date,
    c.situation,
    count(*) as child_count,
    count(*) filter (where not is_sixteen_plus(c.age_years)) as under_sixteen_count,
    sum(c.nights) as night_count,
    count(c.weekly_cost_gbp) as priced_count,
    median(c.weekly_cost_gbp) as median_gbp_week,
    median_low(c.weekly_cost_gbp) as median_low_gbp_week,
    median_high(c.weekly_cost_gbp) as median_high_gbp_week,
    count(*) filter (where c.need_code = 'N1') as abuse_count,
    count(*) filter (where c.need_code = 'N2') as disability_count,
    count(*) filter (where c.need_code = 'N6') as behaviour_count,
    count(*) filter (where c.need_code not in ('N1', 'N2', 'N6')) as other_need_count,
    count(c.days_so_far) as timed_count,
    median(c.days_so_far) as median_days,
    median_low(c.days_so_far) as median_low_days,
    median_high(c.days_so_far) as median_high_days
from children as c
left join stg_authorities as a on c.authority_code = a.authority_code
group by c.authority_code, c.quarter_date, c.situation
order by authority_name, c.quarter_date, c.situation
