/*
title:    How much of the spend the ten dearest placements take
summary:  What each authority's placements cost a week, and the share of it that its ten dearest take.
grain:    one row per authority_code
source:   Placement costs return; the measure follows Holmes (Rees Centre, 2021): top ten placements out of spend on looked-after
          children
caveats:  Of the weekly costs sent, so without staff, allowances and placements whose price was not sent. Where few placements are
          priced ten are most of them: compare authorities of like size. Of ten or fewer nothing is said.
section:  cost
chart:    dot x=ten_dearest_pct y=authority_name sort=-x
columns:
  authority_code  | code     | Responsible authority, ONS code
  authority_name  | text     | Responsible authority
  child_count     | count    | Children looked after
  priced_count    | count    | Children whose placement cost was sent
  spend_gbp_week  | gbp_week | Weekly spend | sum of priced_count largest largest_pct top_two top_two_pct
  ten_dearest_pct | pct      | Share of the weekly spend on the ten dearest | exact eyes only
  largest_pct     | pct      | Share of the spend on the dearest placement | exact eyes only
  top_two_pct     | pct      | Share of the spend on the two dearest | exact eyes only
collected: priced_count prices; spend_gbp_week prices; ten_dearest_pct prices; largest_pct prices; top_two_pct prices
checks:   unique authority_code; not_null authority_code child_count priced_count
*/
select
    p.authority_code,
    a.authority_name,
    count(*) as child_count,
    count(p.weekly_cost_gbp) as priced_count,
    sum(p.weekly_cost_gbp) as spend_gbp_week,
    case when count(p.weekly_cost_gbp) > 10 then pct(list_sum(max(p.weekly_cost_gbp, 10)), sum(p.weekly_cost_gbp)) end
        as ten_dearest_pct,
    largest_pct(p.weekly_cost_gbp) as largest_pct,
    top_two_pct(p.weekly_cost_gbp) as top_two_pct
from looked_after as p
inner join stg_authorities as a on p.authority_code = a.authority_code
group by p.authority_code, a.authority_name
order by a.authority_name
