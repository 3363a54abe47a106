/*
title:    Autism and social, emotional and mental health needs
summary:  By authority, children whose primary need is autism or social, emotional and mental health: plans,
          placements, distance, cost and who pays.
grain:    one row per authority_code, need
source:   Placement costs return (primary need and EHC plan; DfE special educational needs codes)
caveats:  The looked-after return holds no special educational need. An authority that sent no costs return has a row
          with the reason and no figures.
section:  need
chart:    bar x=child_count y=authority_name colour=need
columns:
  authority_code    | code     | Responsible authority, ONS code
  authority_name    | text     | Responsible authority
  need              | text     | Primary need
  reason            | text     | Why there are no figures (blank where there are) | word of priced_count
  child_count       | count    | Children with this primary need
  priced_count      | count    | All children in the costs return
  need_pct          | pct      | Share of children in the costs return | share of child_count in priced_count
  plan_count        | count    | With an education, health and care plan
  plan_pct          | pct      | Share with a plan | share of plan_count in child_count
  residential_count | count    | In a children's home, secure home or residential school
  residential_pct   | pct      | Share in residential care | share of residential_count in child_count
  distant_count     | count    | Placed over 20 miles from home
  distant_pct       | pct      | Share placed over 20 miles from home | share of distant_count in child_count
  joint_count       | count    | To whose cost education or health contributes
  joint_pct         | pct      | Share jointly funded | share of joint_count in child_count
  median_gbp_week   | gbp_week | Median weekly cost | median of child_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
collected: child_count prices; priced_count prices; need_pct prices; plan_count prices; plan_pct prices;
          residential_count prices; residential_pct prices; distant_count prices; distant_pct prices; joint_count prices;
          joint_pct prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique authority_code need; not_null authority_code need
*/
with authorities as (
    select
        authority_code,
        count(weekly_cost_gbp) as priced_count
    from looked_after
    group by authority_code
),

needs as (
    select
        v.value as need_code,
        v.meaning as need
    from ref.input_values as v
    where v.value_list = 'primary_need' and v.value in ('ASD', 'SEMH')
),

counted as (
    select
        p.authority_code,
        p.primary_need,
        count(*) as child_count,
        count(*) filter (where p.has_ehcp) as plan_count,
        count(*) filter (
            where p.placement_type in ('Children''s homes and secure homes', 'Residential schools')
        ) as residential_count,
        count(*) filter (where p.is_distant) as distant_count,
        count(*) filter (where p.education_gbp > 0 or p.health_gbp > 0) as joint_count,
        median(p.weekly_cost_gbp) as median_gbp_week,
        median_low(p.weekly_cost_gbp) as median_low_gbp_week,
        median_high(p.weekly_cost_gbp) as median_high_gbp_week
    from looked_after as p
    group by p.authority_code, p.primary_need
)

select
    a.authority_code,
    coalesce(n.authority_name, a.authority_code) as authority_name,
    d.need,
    case when a.priced_count = 0 then 'No placement costs were sent for these children' else '' end as reason,
    case when a.priced_count > 0 then coalesce(c.child_count, 0) end as child_count,
    a.priced_count,
    pct(case when a.priced_count > 0 then coalesce(c.child_count, 0) end, a.priced_count) as need_pct,
    c.plan_count,
    pct(c.plan_count, c.child_count) as plan_pct,
    c.residential_count,
    pct(c.residential_count, c.child_count) as residential_pct,
    c.distant_count,
    pct(c.distant_count, c.child_count) as distant_pct,
    c.joint_count,
    pct(c.joint_count, c.child_count) as joint_pct,
    c.median_gbp_week,
    c.median_low_gbp_week,
    c.median_high_gbp_week
from authorities as a
cross join needs as d
left join stg_authorities as n on a.authority_code = n.authority_code
left join counted as c on a.authority_code = c.authority_code and d.need_code = c.primary_need
order by authority_name, d.need
