/*
title:    Who pays
summary:  How the weekly cost is shared between social care, education and health.
grain:    one row per dimension, category
source:   Placement costs return (social care, education and health parts of the weekly cost)
caveats:  Only placements whose parts were sent and come to the weekly cost. A part of education or health left blank is nothing;
          one of social care left blank is what the others leave. A share is of the weekly cost, not of the children.
section:  cost
chart:    bar x=health_pct y=category colour=dimension
columns:
  dimension                 | text     | Breakdown
  category                  | text     | Category
  priced_count              | count    | Children whose cost was sent in parts
  joint_count               | count    | Children to whose cost education or health contributes
  education_count           | count    | Children to whose cost education contributes
  health_count              | count    | Children to whose cost health contributes
  joint_pct | pct | Share to whose cost education or health contributes | share of joint_count in priced_count
  mean_cost_gbp_week        | gbp_week | Mean weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  mean_cost_low_gbp_week | gbp_week | Mean weekly cost, low end of its 95 per cent interval | low of mean_cost_gbp_week
  mean_cost_high_gbp_week | gbp_week | Mean weekly cost, high end | high of mean_cost_gbp_week
  mean_social_care_gbp_week | gbp_week | Mean paid by social care | mean of priced_count largest largest_pct top_two top_two_pct
  mean_social_care_low_gbp_week | gbp_week | Mean paid by social care, low end | low of mean_social_care_gbp_week
  mean_social_care_high_gbp_week | gbp_week | Mean paid by social care, high end | high of mean_social_care_gbp_week
  mean_education_gbp_week | gbp_week | Education, mean | mean of education_count largest top_educ_pct top_two two_educ_pct
  mean_education_low_gbp_week | gbp_week | Education, mean, low end of its 95 per cent interval | low of mean_education_gbp_week
  mean_education_high_gbp_week | gbp_week | Education, mean, high end | high of mean_education_gbp_week
  mean_health_gbp_week | gbp_week | Health, mean | mean of health_count largest top_health_pct top_two two_health_pct
  mean_health_low_gbp_week | gbp_week | Health, mean, low end of its 95 per cent interval | low of mean_health_gbp_week
  mean_health_high_gbp_week | gbp_week | Health, mean, high end | high of mean_health_gbp_week
  social_care_pct | pct | Social care's share of the weekly cost | mean of priced_count largest largest_pct top_two top_two_pct
  social_care_low_pct | pct | Social care's share of the weekly cost, low end of its 95 per cent interval | low of social_care_pct
  social_care_high_pct | pct | Social care's share of the weekly cost, high end | high of social_care_pct
  education_pct | pct | Education's share of the weekly cost | mean of education_count largest top_educ_pct top_two two_educ_pct
  education_low_pct | pct | Education's share of the weekly cost, low end of its 95 per cent interval | low of education_pct
  education_high_pct | pct | Education's share of the weekly cost, high end | high of education_pct
  health_pct | pct | Health's share of the weekly cost | mean of health_count largest top_health_pct top_two two_health_pct
  health_low_pct | pct | Health's share of the weekly cost, low end of its 95 per cent interval | low of health_pct
  health_high_pct | pct | Health's share of the weekly cost, high end | high of health_pct
  largest_pct               | pct      | Share of the cost on the dearest child | exact eyes only
  top_two_pct               | pct      | Share of the cost on the two dearest children | exact eyes only
  top_educ_pct     | pct      | Share of education's pounds on the dearest child | exact eyes only
  two_educ_pct         | pct      | Share of education's pounds on the two dearest | exact eyes only
  top_health_pct        | pct      | Share of health's pounds on the dearest child | exact eyes only
  two_health_pct            | pct      | Share of health's pounds on the two dearest | exact eyes only
checks:   unique dimension category; not_null dimension category priced_count
*/
with parts as (
    select
        unnest(['All', 'Placement type', 'Primary need', 'Responsible authority']) as dimension,
        unnest([
            'All', p.placement_type, coalesce(v.meaning, p.primary_need, 'None recorded'),
            coalesce(a.authority_name, p.authority_code)
        ]) as category,
        p.weekly_cost_gbp,
        coalesce(p.social_care_gbp, p.weekly_cost_gbp - coalesce(p.education_gbp, 0) - coalesce(p.health_gbp, 0))
            as social_care_gbp,
        coalesce(p.education_gbp, 0) as education_gbp,
        coalesce(p.health_gbp, 0) as health_gbp
    from looked_after as p
    left join stg_authorities as a on p.authority_code = a.authority_code
    left join ref.input_values as v on v.value_list = 'primary_need' and p.primary_need = v.value
    where
        p.weekly_cost_gbp is not null
        and (p.social_care_gbp is not null or p.education_gbp is not null or p.health_gbp is not null)
),

-- Who pays the rest, or what is paid twice, of a price that its parts do not come to is not known; a pound is rounding.
shared as (
    select *
    from parts
    where social_care_gbp >= 0 and abs(social_care_gbp + education_gbp + health_gbp - weekly_cost_gbp) <= 1
),

-- Each payer's part is a row, so that what is said of one payer is said once.
payers as (
    select
        dimension,
        category,
        weekly_cost_gbp,
        unnest(['social care', 'education', 'health']) as payer,
        unnest([social_care_gbp, education_gbp, health_gbp]) as paid_gbp
    from shared
),

paid as (
    select
        dimension,
        category,
        payer,
        count(*) filter (where paid_gbp > 0) as child_count,
        avg(paid_gbp) as mean_gbp_week,
        mean_low(paid_gbp) as mean_low_gbp_week,
        mean_high(paid_gbp) as mean_high_gbp_week,
        pct(sum(paid_gbp), sum(weekly_cost_gbp)) as paid_pct,
        100 * ratio_low(paid_gbp, weekly_cost_gbp) as paid_low_pct,
        100 * ratio_high(paid_gbp, weekly_cost_gbp) as paid_high_pct,
        largest_pct(paid_gbp) as largest_pct,
        top_two_pct(paid_gbp) as top_two_pct
    from payers
    group by dimension, category, payer
),

children as (
    select
        dimension,
        category,
        count(*) as priced_count,
        count(*) filter (where education_gbp > 0 or health_gbp > 0) as joint_count,
        avg(weekly_cost_gbp) as mean_cost_gbp_week,
        mean_low(weekly_cost_gbp) as mean_cost_low_gbp_week,
        mean_high(weekly_cost_gbp) as mean_cost_high_gbp_week,
        largest_pct(weekly_cost_gbp) as largest_pct,
        top_two_pct(weekly_cost_gbp) as top_two_pct
    from shared
    group by dimension, category
)

select
    c.dimension,
    c.category,
    c.priced_count,
    c.joint_count,
    e.child_count as education_count,
    h.child_count as health_count,
    pct(c.joint_count, c.priced_count) as joint_pct,
    c.mean_cost_gbp_week,
    c.mean_cost_low_gbp_week,
    c.mean_cost_high_gbp_week,
    s.mean_gbp_week as mean_social_care_gbp_week,
    s.mean_low_gbp_week as mean_social_care_low_gbp_week,
    s.mean_high_gbp_week as mean_social_care_high_gbp_week,
    e.mean_gbp_week as mean_education_gbp_week,
    e.mean_low_gbp_week as mean_education_low_gbp_week,
    e.mean_high_gbp_week as mean_education_high_gbp_week,
    h.mean_gbp_week as mean_health_gbp_week,
    h.mean_low_gbp_week as mean_health_low_gbp_week,
    h.mean_high_gbp_week as mean_health_high_gbp_week,
    s.paid_pct as social_care_pct,
    s.paid_low_pct as social_care_low_pct,
    s.paid_high_pct as social_care_high_pct,
    e.paid_pct as education_pct,
    e.paid_low_pct as education_low_pct,
    e.paid_high_pct as education_high_pct,
    h.paid_pct as health_pct,
    h.paid_low_pct as health_low_pct,
    h.paid_high_pct as health_high_pct,
    c.largest_pct,
    c.top_two_pct,
    e.largest_pct as top_educ_pct,
    e.top_two_pct as two_educ_pct,
    h.largest_pct as top_health_pct,
    h.top_two_pct as two_health_pct
from children as c
inner join paid as s on c.dimension = s.dimension and c.category = s.category and s.payer = 'social care'
inner join paid as e on c.dimension = e.dimension and c.category = e.category and e.payer = 'education'
inner join paid as h on c.dimension = h.dimension and c.category = h.category and h.payer = 'health'
order by c.dimension, c.category
