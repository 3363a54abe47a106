/*
title:    Core price and additional support
summary:  For each kind of home found in the newest quarter sent: the core price a week, what additional support costs above it,
          and the total.
grain:    one row per found_type
section:  cost
source:   National Placements Standard, as placement teams fill it in; prices of a week without VAT
caveats:  A total without its parts is left out of core and support: prices are not compared without their parts. Forms before
          2026 have totals alone.
chart:    bar x=median_core_gbp_week y=found_type sort=-x
columns:
  found_type                 | text     | Kind of home found
  found_count                | count    | Placements found
  priced_count               | count    | Of these, with a total price
  median_total_gbp_week      | gbp_week | Median total price | median of priced_count
  median_total_low_gbp_week  | gbp_week | Median total price, low end of its 95 per cent interval | low of median_total_gbp_week
  median_total_high_gbp_week | gbp_week | Median total price, high end | high of median_total_gbp_week
  parts_count                | count    | With a core price
  median_core_gbp_week       | gbp_week | Median core price | median of parts_count
  median_core_low_gbp_week   | gbp_week | Median core price, low end of its 95 per cent interval | low of median_core_gbp_week
  median_core_high_gbp_week  | gbp_week | Median core price, high end | high of median_core_gbp_week
  support_count              | count    | With additional support that is paid for
  support_pct                | pct      | Share with additional support that is paid for | share of support_count in parts_count
  median_support_gbp_week    | gbp_week | Median price of that support | median of support_count
  median_support_low_gbp_week | gbp_week | Median price of it, low end of its interval | low of median_support_gbp_week
  median_support_high_gbp_week | gbp_week | Median price of it, high end | high of median_support_gbp_week
checks:   unique found_type; not_null found_type
*/
with priced as (
    select
        *,
        case when core_gbp is not null and additional_support_gbp > 0 then additional_support_gbp end as paid_gbp
    from int_found
)

select
    coalesce(placement_type, 'Not said') as found_type,
    count(*) as found_count,
    count(total_gbp) as priced_count,
    median(total_gbp) as median_total_gbp_week,
    median_low(total_gbp) as median_total_low_gbp_week,
    median_high(total_gbp) as median_total_high_gbp_week,
    count(core_gbp) as parts_count,
    median(core_gbp) as median_core_gbp_week,
    median_low(core_gbp) as median_core_low_gbp_week,
    median_high(core_gbp) as median_core_high_gbp_week,
    count(paid_gbp) as support_count,
    pct(count(paid_gbp), count(core_gbp)) as support_pct,
    median(paid_gbp) as median_support_gbp_week,
    median_low(paid_gbp) as median_support_low_gbp_week,
    median_high(paid_gbp) as median_support_high_gbp_week
from priced
group by coalesce(placement_type, 'Not said')
order by found_type
