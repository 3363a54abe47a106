/*
title:    What changes by month about each child looked after
summary:  The narrow table behind everyone, which adds what is kept once a stay, a price and a home.
grain:    one row per authority_code, stay_id, as_at
source:   SSDA903; placement costs return; Ofsted's lists
caveats:  Facts seen once a year are those of the latest collection on or before the month end: prices of the costs return, health
          and behaviour of the 31 March before. Whether a placement is unregistered is not known where neither its code nor a
          price says so.
belongs_to: authority
stored:   yes
*/
with list_dates as (
    select distinct list_date from int_homes
    where list_date is not null
),

-- The latest list on or before the month end; before the first list, the first.
lists as (
    select
        m.as_at,
        coalesce(
            max(l.list_date) filter (where l.list_date <= m.as_at),
            min(l.list_date)
        ) as list_date
    from int_month_ends as m, list_dates as l
    group by m.as_at
),

unpriced as (
    select
        authority_code,
        price_id
    from int_prices
    where child_id is null
)

select
    s.as_at,
    s.vouched_months,
    s.authority_code,
    s.stay_id,
    f.are_prices_known,
    f.are_outcomes_known,
    f.are_searches_known,
    coalesce(k.price_id, n.price_id) as price_id,
    coalesce(h.home_id, 0) as home_id,
    date_sub('year', d.birth_month, s.as_at)::integer as age_years,
    b.age_band,
    d.was_unaccompanied and (d.unaccompanied_until is null or d.unaccompanied_until >= s.as_at) as is_unaccompanied,
    coalesce(d.parent_from <= s.as_at, false) as is_parent,
    s.placements_12_months,
    s.placements_24_months,
    s.was_looked_after_year_before,
    coalesce(x.missing_12_months, 0)::integer as missing_12_months,
    coalesce(x.behaviour_moves_12_months, 0)::integer as behaviour_moves_12_months,
    coalesce(x.custody_moves_12_months, 0)::integer as custody_moves_12_months,
    o.child_id is not null as has_outcomes,
    o.sdq_score,
    coalesce(o.is_convicted, false) as is_convicted,
    coalesce(o.has_substance_misuse, false) as has_substance_misuse,
    coalesce(k.liberty_status = 'current', false) or l.child_id is not null as is_deprived_of_liberty,
    case
        when d.has_unregistered_code or k.provision_type = 'Unregistered' then true
        when d.has_unregistered_code is not null or k.provision_type is not null then false
    end as is_unregistered
from int_moves as s
inner join int_stay_details as d on s.stay_id = d.stay_id
inner join unpriced as n on s.authority_code = n.authority_code
left join int_prices as k
    on
        s.authority_code = k.authority_code and s.child_id = k.child_id
        and s.placement_start = k.placement_start
        and s.as_at >= k.priced_from and s.as_at <= k.priced_until
left join int_known_facts as f on s.authority_code = f.authority_code and s.as_at = f.as_at
left join lists as i on s.as_at = i.as_at
left join int_homes as h on i.list_date = h.list_date and d.urn = h.urn
left join int_ages as b on date_sub('year', d.birth_month, s.as_at) = b.age_years
left join int_disruptions as x
    on s.authority_code = x.authority_code and s.child_id = x.child_id and s.as_at = x.as_at
left join int_outcomes as o
    on s.authority_code = o.authority_code and s.child_id = o.child_id and year_of_last_march(s.as_at) = o.return_year
left join int_liberty as l
    on s.authority_code = l.authority_code and s.child_id = l.child_id and s.as_at = l.as_at
order by s.as_at, s.stay_id
