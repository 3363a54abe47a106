/*
title:    Which authorities count at the date
summary:  For each authority chosen, whether the inputs it sent vouch for the date, for how many months without a hole, and why
          it does not count where it does not.
grain:    one row per authority_code
section:  data
source:   Returns received; this tool's own rule
caveats:  An input vouches for the days of a return year, 1 April to 31 March, when its episodes and its headers were accepted; a
          case system's feed for those from the day after the last of them to its own. No figure about children counts an
          authority outside the days its inputs vouch for.
chart:    bar x=vouched_months y=authority_name sort=-x
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  is_counted     | flag   | Its inputs vouch for the date
  vouched_months | number | Months to the date that its inputs vouch for without a hole
  reason         | text   | Why it does not count (blank where it does)
  newest_day     | text   | Newest month end that its inputs vouch for (blank where there is none)
checks:   unique authority_code; not_null authority_code is_counted
*/
with newest as (
    select
        authority_code,
        strftime(max(as_at), '%-d %B %Y') as newest_day
    from int_vouched
    where is_vouched
    group by authority_code
)

select
    c.authority_code,
    c.authority_name,
    c.is_counted,
    c.vouched_months,
    c.reason,
    coalesce(n.newest_day, '') as newest_day
from int_counted as c
left join newest as n on c.authority_code = n.authority_code
order by c.authority_name
