/*
title:    Placements found, by how soon they were needed
summary:  How many placements were found in the newest quarter sent, how long each took from referral to start, and whether that
          was in the time the child had.
grain:    one row per needed_by
section:  supply
source:   National Placements Standard, as placement teams fill it in; days are from referral to the start agreed
caveats:  Only found placements are in the form: a search that found nothing is not. Forms before 2026 date the entry, not the
          referral, so no days are known of them. More than five days sets no end, so nothing is said of being in time.
chart:    bar x=found_count y=needed_by sort=none
columns:
  needed_by         | text  | Time the placement was needed by
  found_count       | count | Placements found
  timed_count       | count | Of these, with the days of referral and start
  median_days       | days  | Median days from referral to start | median of timed_count
  median_low_days   | days  | Median days, low end of its 95 per cent interval | low of median_days
  median_high_days  | days  | Median days, high end | high of median_days
  judged_count      | count | Needed today or in under five days, with both days
  in_time_count     | count | Of these, found in that time
  in_time_pct       | pct   | Share found in the time the child had | share of in_time_count in judged_count
checks:   unique needed_by; not_null needed_by
*/
with said as (
    select
        coalesce(
            case needed_by when '< 5 days' then 'In under 5 days' when '> 5 days' then 'In over 5 days' else needed_by end,
            'Not said'
        ) as needed_by,
        days_to_find,
        is_in_time
    from int_found
)

select
    needed_by,
    count(*) as found_count,
    count(days_to_find) as timed_count,
    median(days_to_find) as median_days,
    median_low(days_to_find) as median_low_days,
    median_high(days_to_find) as median_high_days,
    count(is_in_time) as judged_count,
    count(*) filter (where is_in_time) as in_time_count,
    pct(count(*) filter (where is_in_time), count(is_in_time)) as in_time_pct
from said
group by needed_by
order by case needed_by when 'Today' then 1 when 'In under 5 days' then 2 when 'In over 5 days' then 3 else 4 end
