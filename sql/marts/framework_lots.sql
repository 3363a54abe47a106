/*
title:    Approved lists, lot by lot
summary:  Providers on each lot at the date, their judgements, and the children placed with them.
grain:    one row per framework, lot, sub_lot
source:   Framework registers of commissioning partnerships; Ofsted's list at the date; SSDA903 URN
caveats:  A provider may be on several lots; its children count in each.
section:  supply
chart:    bar x=child_count y=sub_lot colour=lot
columns:
  framework                     | text     | Approved list
  lot                           | text     | Lot
  sub_lot                       | text     | Part of the lot
  provider_count                | places   | Providers on it
  good_or_better_provider_count | places   | Of these, judged Good or Outstanding
  not_listed_count              | places   | Of these, not on Ofsted's list at the date
  child_count                   | count    | Children placed with them
  priced_count                  | count    | Children whose placement cost was sent
  median_gbp_week               | gbp_week | Median weekly cost | median of priced_count
  median_low_gbp_week | gbp_week | Median weekly cost, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median weekly cost, high end | high of median_gbp_week
collected: priced_count prices; median_gbp_week prices; median_low_gbp_week prices; median_high_gbp_week prices
checks:   unique framework lot sub_lot; not_null framework provider_count
*/
with current_members as (
    select distinct
        framework,
        lot,
        coalesce(sub_lot, 'All') as sub_lot,
        urn
    from stg_frameworks
    where joined_date <= chosen_date() and (left_date is null or left_date > chosen_date())
),

providers as (
    select
        m.framework,
        m.lot,
        m.sub_lot,
        count(*) as provider_count,
        count(*) filter (where is_good_or_better(p.overall_rating)) as good_or_better_provider_count,
        count(*) filter (where p.urn is null) as not_listed_count
    from current_members as m
    left join int_providers_at as p on m.urn = p.urn and p.as_at = chosen_date() and p.is_registered
    group by m.framework, m.lot, m.sub_lot
),

children as (
    select
        m.framework,
        m.lot,
        m.sub_lot,
        count(*) as child_count,
        count(p.weekly_cost_gbp) as priced_count,
        median(p.weekly_cost_gbp) as median_gbp_week,
        median_low(p.weekly_cost_gbp) as median_low_gbp_week,
        median_high(p.weekly_cost_gbp) as median_high_gbp_week
    from current_members as m
    inner join looked_after as p on m.urn = p.urn
    group by m.framework, m.lot, m.sub_lot
)

select
    v.framework,
    v.lot,
    v.sub_lot,
    v.provider_count,
    v.good_or_better_provider_count,
    v.not_listed_count,
    coalesce(c.child_count, 0) as child_count,
    coalesce(c.priced_count, 0) as priced_count,
    c.median_gbp_week,
    c.median_low_gbp_week,
    c.median_high_gbp_week
from providers as v
left join children as c on v.framework = c.framework and v.lot = c.lot and v.sub_lot = c.sub_lot
order by v.framework, v.lot, v.sub_lot
