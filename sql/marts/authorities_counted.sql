/*
title:    Which authorities count at the date
summary:  For each authority chosen, whether the inputs it sent vouch for the date, for how many months without a hole, and why
          it does not count where it does not.
grain:    one row per authority_code
section:  data
source:   Returns received; this tool's own rule
caveats:  An input vouches for the days of a return year, 1 April to 31 March, when its episodes and its headers were accepted. No
          figure about children counts an authority outside the days its inputs vouch for.
chart:    bar x=vouched_months y=authority_name sort=-x
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  is_counted     | flag   | Its inputs vouch for the date
  vouched_months | number | Months to the date that its inputs vouch for without a hole
  reason         | text   | Why it does not count (blank where it does)
checks:   unique authority_code; not_null authority_code is_counted
*/
select
    authority_code,
    authority_name,
    is_counted,
    vouched_months,
    reason
from int_counted
order by authority_name
