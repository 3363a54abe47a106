/*
title:    How long placements and periods of care last
summary:  The time by which a quarter, half and three quarters have ended, counting those still open.
grain:    one row per spell, group_name
section:  stability
source:   SSDA903 episodes begun in the five years to the date; Kaplan-Meier estimate (this tool's own use of it)
caveats:  Those still open, and those whose end no return gave, count until the last day known. A time that so many have not
          reached is blank; so is the high end of an interval that reaches beyond what is known. It is of the authorities
          whose inputs reach back five years without a hole.
chart:    range y=group_name low=quarter_days mid=half_days high=three_quarters_days
columns:
  spell               | text  | Spell: a placement or a period of care
  group_name          | text  | Placement type or age when the period of care began
  spell_count         | count | Placements or periods of care begun in the five years
  ended_count         | count | Of them, ended by the date
  quarter_days        | days  | Days by which a quarter had ended      | quartile of spell_count
  half_days           | days  | Days by which half had ended           | median of spell_count
  half_low_days       | days  | Days by which half had ended, low end of its 95 per cent interval | low of half_days
  half_high_days      | days  | Days by which half had ended, high end | high of half_days
  three_quarters_days | days  | Days by which three quarters had ended | quartile of spell_count
look_back: spell_count 60 months; ended_count 60 months; quarter_days 60 months; half_days 60 months;
          half_low_days 60 months; half_high_days 60 months; three_quarters_days 60 months
checks:   unique spell group_name; not_null spell group_name
*/
with reach as (
    select coalesce(max(vouched_months), 0) >= 60 as is_reached
    from int_chosen_authorities
),

spells as (
    select
        case event when 'placement' then 'Placement' else 'Period of care' end as spell,
        case event when 'placement' then placement_type else coalesce(age_band, 'Age not known') end as group_name,
        date_diff('day', event_date, least(coalesce(spell_end, chosen_date()), chosen_date())) as length_days,
        coalesce(spell_end <= chosen_date() and coalesce(spell_end_code, '') <> 'E99', false) as is_ended
    from chosen_events as v
    inner join int_chosen_authorities as a on v.authority_code = a.authority_code
    cross join reach as r
    where
        v.event in ('placement', 'start')
        -- Where no authority reaches back as far the groups are listed, and nothing is said of them.
        and (a.vouched_months >= 60 or not r.is_reached)
        and v.event_date > last_day((chosen_date() - interval 60 month)::date)
        and v.event_date <= chosen_date()
),

daily as (
    select
        spell,
        group_name,
        length_days,
        count(*) as leaving,
        count(*) filter (where is_ended) as ending
    from spells
    group by spell, group_name, length_days
),

at_risk as (
    select
        *,
        sum(leaving) over (
            partition by spell, group_name order by length_days desc
            rows between unbounded preceding and current row
        ) as still_open
    from daily
),

lasting as (
    select
        *,
        -- The product of the shares that last each day, kept above zero so that its logarithm exists.
        round(exp(sum(ln(greatest(1 - ending / still_open, 1e-12))) over (
            partition by spell, group_name order by length_days
            rows between unbounded preceding and current row
        )), 9) as survival,
        sum(case when ending < still_open then ending::double / (still_open * (still_open - ending)) end) over (
            partition by spell, group_name order by length_days
            rows between unbounded preceding and current row
        ) as error
    from at_risk
)

select
    spell,
    group_name,
    case when bool_and(r.is_reached) then sum(leaving)::bigint end as spell_count,
    case when bool_and(r.is_reached) then sum(ending)::bigint end as ended_count,
    min(length_days) filter (where r.is_reached and survival <= 0.75) as quarter_days,
    min(length_days) filter (where r.is_reached and survival <= 0.5) as half_days,
    min(length_days) filter (where r.is_reached and lasting_low(survival, error, confidence_z()) <= 0.5) as half_low_days,
    min(length_days) filter (where r.is_reached and lasting_high(survival, error, confidence_z()) <= 0.5) as half_high_days,
    min(length_days) filter (where r.is_reached and survival <= 0.25) as three_quarters_days
from lasting
cross join reach as r
group by spell, group_name
order by spell desc, group_name
