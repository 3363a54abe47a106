/*
title:    Needs and risks, and what was found
summary:  For each need or risk that the form names: how many of the placements found in the newest quarter sent were for children
          with it, in which kinds of home, and at what price.
grain:    one row per need_or_risk
section:  need
source:   National Placements Standard, as placement teams fill it in
caveats:  A child may have several. A risk is what was known to the social worker at referral; sexual exploitation is in the
          written standard and the JSON form, not in the workbook.
chart:    bar x=found_count y=need_or_risk sort=-x
columns:
  need_or_risk         | text     | Need or risk
  found_count          | count    | Placements found for children with it
  all_count            | count    | All placements found
  found_pct            | pct      | Share of all placements found | share of found_count in all_count
  residential_count    | count    | Of those with it, found a residential home
  residential_pct      | pct      | Share found a residential home | share of residential_count in found_count
  preferred_count      | count    | With one kind of home preferred
  as_preferred_count   | count    | Of these, found that kind
  as_preferred_pct     | pct      | Share found the kind preferred | share of as_preferred_count in preferred_count
  priced_count         | count    | With a total price
  median_gbp_week      | gbp_week | Median total price a week | median of priced_count
  median_low_gbp_week  | gbp_week | Median total price, low end of its 95 per cent interval | low of median_gbp_week
  median_high_gbp_week | gbp_week | Median total price, high end | high of median_gbp_week
checks:   unique need_or_risk; not_null need_or_risk
*/
with long as (
    select
        placement_type,
        preferred_type,
        total_gbp,
        unnest([
            'Self-harm', 'Exploitation', 'Substance use', 'Eating disorder', 'Going missing', 'Physical harm to others',
            'Sexual harm to others', 'Fire-setting', 'Harm to animals', 'To live alone (solo)', 'Adaptation to the home',
            'Additional support', 'Deprived of liberty', 'To live with siblings'
        ]) as need_or_risk,
        unnest([
            is_present(risk_self_harm), is_exploited, is_present(risk_substance), is_present(risk_eating_disorder),
            is_present(risk_missing), is_present(risk_physical_harm), is_present(risk_sexual_harm),
            is_present(risk_fire_setting), is_present(risk_animals), is_solo, coalesce(has_adaptation, false),
            coalesce(additional_support not in ('', 'NA'), false), coalesce(has_liberty_order, false),
            coalesce(siblings_wanted > 0, false)
        ]) as has_it
    from int_found
),

whole as (select count(*) as all_count from int_found)

select
    l.need_or_risk,
    count(*) filter (where l.has_it) as found_count,
    w.all_count,
    pct(count(*) filter (where l.has_it), w.all_count) as found_pct,
    count(*) filter (where l.has_it and l.placement_type = 'Residential') as residential_count,
    pct(count(*) filter (where l.has_it and l.placement_type = 'Residential'), count(*) filter (where l.has_it))
        as residential_pct,
    count(*) filter (where l.has_it and l.preferred_type not in ('More than one', 'None said')) as preferred_count,
    count(*) filter (where l.has_it and l.preferred_type = l.placement_type) as as_preferred_count,
    pct(
        count(*) filter (where l.has_it and l.preferred_type = l.placement_type),
        count(*) filter (where l.has_it and l.preferred_type not in ('More than one', 'None said'))
    ) as as_preferred_pct,
    count(l.total_gbp) filter (where l.has_it) as priced_count,
    median(l.total_gbp) filter (where l.has_it) as median_gbp_week,
    median_low(case when l.has_it then l.total_gbp end) as median_low_gbp_week,
    median_high(case when l.has_it then l.total_gbp end) as median_high_gbp_week
from long as l
cross join whole as w
group by l.need_or_risk, w.all_count
order by l.need_or_risk
