/*
title:    Spend beside the published outturn
summary:  What the weekly costs sent come to over the financial year of the published outturn, whatever the date chosen, beside
          what each authority reported spending, which also holds short stays, allowances and staff.
grain:    one row per authority_code, service
source:   Placement costs return, each month end's weekly costs for a twelfth of a year; MHCLG revenue outturn RO3
caveats:  Does not follow the date chosen: it is the outturn's own year. Weekly costs leave out short stays between
          month ends, allowances and staff; outturn codes differ between authorities, so read {region} before one {borough}.
          Unaccompanied children are counted under their own line.
section:  cost
chart:    scatter x=outturn_gbp y=spend_gbp label=authority_name colour=service
columns:
  authority_code  | code   | Responsible authority, ONS code
  authority_name  | text   | Responsible authority
  financial_year  | text   | Financial year of the outturn
  service         | text   | Service, as the outturn return names it
  child_count     | count  | Children looked after at a month end of the year
  priced_count    | count  | Of these, children whose placement cost was sent
  spend_gbp       | gbp    | Weekly costs sent, over the year | sum of priced_count largest largest_pct top_two top_two_pct
  largest_pct     | pct    | Share of it on the dearest child | exact eyes only
  top_two_pct     | pct    | Share of it on the two dearest children | exact eyes only
  outturn_gbp     | number | Published spend, before income (pounds)
  net_outturn_gbp | number | Published spend, net of income (pounds)
  spend_ratio     | ratio  | Weekly costs sent for each pound of outturn | exact eyes only
checks:   unique authority_code service; not_null authority_code service financial_year
*/
with years as (
    select distinct
        financial_year,
        left(financial_year, 4)::integer + 1 as return_year
    from ref.expenditure
),

children as (
    select
        p.authority_code,
        y.financial_year,
        case when p.is_unaccompanied then 'Asylum-seeking children looked after' else v.service end as service,
        p.child_id,
        sum(p.weekly_cost_gbp) * weeks_in_year() / 12 as spend_gbp,
        count(p.weekly_cost_gbp) > 0 as is_priced
    from chosen_by_month as p
    inner join years as y on return_year_of(p.as_at) = y.return_year
    left join ref.service_placements as v on p.placement_type = v.placement_type
    group by
        p.authority_code, y.financial_year, p.child_id,
        case when p.is_unaccompanied then 'Asylum-seeking children looked after' else v.service end
),

lines as (
    select
        authority_code,
        financial_year,
        service,
        child_id,
        spend_gbp,
        is_priced
    from children
    where service is not null
    union all
    select
        authority_code,
        financial_year,
        'Children looked after, total' as service,
        child_id,
        sum(spend_gbp) as spend_gbp,
        bool_or(is_priced) as is_priced
    from children
    group by authority_code, financial_year, child_id
),

-- Twelve months whose returns vouch, and whose prices were collected: a year of fewer is no year's spend.
whole_years as (
    select
        k.authority_code,
        y.financial_year
    from int_known_facts as k
    inner join years as y on return_year_of(k.as_at) = y.return_year
    inner join int_vouched as v on k.authority_code = v.authority_code and k.as_at = v.as_at
    where v.is_vouched and k.are_prices_known
    group by k.authority_code, y.financial_year
    having count(*) = 12
),

spent as (
    select
        authority_code,
        financial_year,
        service,
        count(*) as child_count,
        count(*) filter (where is_priced) as priced_count,
        sum(spend_gbp) as spend_gbp,
        largest_pct(spend_gbp) as largest_pct,
        top_two_pct(spend_gbp) as top_two_pct
    from lines
    group by authority_code, financial_year, service
)

select
    e.area_code as authority_code,
    a.authority_name,
    e.financial_year,
    e.service,
    case when w.authority_code is not null then coalesce(s.child_count, 0) end as child_count,
    case when w.authority_code is not null then coalesce(s.priced_count, 0) end as priced_count,
    s.spend_gbp,
    s.largest_pct,
    s.top_two_pct,
    e.total_expenditure_gbp::double as outturn_gbp,
    e.net_expenditure_gbp::double as net_outturn_gbp,
    s.spend_gbp / nullif(e.total_expenditure_gbp::double, 0) as spend_ratio
from ref.expenditure as e
inner join int_chosen_authorities as c on e.area_code = c.authority_code
inner join stg_authorities as a on e.area_code = a.authority_code
left join whole_years as w on e.area_code = w.authority_code and e.financial_year = w.financial_year
left join spent as s
    on w.authority_code = s.authority_code and w.financial_year = s.financial_year and e.service = s.service
order by a.authority_name, e.service
