-- The middle price of a unit, each beside what is usual for its kind of placement: in the same authority's year before,
-- else among the other authorities, else in ref.usual_prices. 435 per cent is a month's price, 5,200 a year's.
with priced as (
    select
        authority_code,
        return_year,
        provision_type,
        weekly_cost_gbp
    from result.placement_costs
    where weekly_cost_gbp > 0
),

of_units as (
    select
        u.unit_key,
        p.authority_code,
        p.return_year,
        p.provision_type,
        p.weekly_cost_gbp
    from unit as u
    inner join priced as p on u.authority_code = p.authority_code and u.return_year = p.return_year
),

offered as (
    select
        u.unit_key,
        p.provision_type,
        median(p.weekly_cost_gbp) as usual_gbp_week,
        case when p.authority_code = u.authority_code then 1 else 2 end as preference
    from (select distinct
        unit_key,
        authority_code,
        return_year
    from of_units) as u
    inner join priced as p
        on
            (p.authority_code = u.authority_code and p.return_year = u.return_year - 1)
            or (p.authority_code <> u.authority_code and p.return_year between u.return_year - 1 and u.return_year)
    group by u.unit_key, u.authority_code, p.authority_code, p.provision_type
    having count(*) >= 5
    union all
    select
        u.unit_key,
        r.provision_type,
        r.usual_gbp_week::double as usual_gbp_week,
        3 as preference
    from (select distinct unit_key from of_units) as u
    cross join ref.usual_prices as r
),

beside as (
    select
        unit_key,
        provision_type,
        arg_min(usual_gbp_week, preference) as usual_gbp_week
    from offered
    group by unit_key, provision_type
),

compared as (
    select
        o.unit_key,
        count(*) as price_count,
        median(o.weekly_cost_gbp / b.usual_gbp_week) as ratio
    from of_units as o
    inner join beside as b on o.unit_key = b.unit_key and o.provision_type = b.provision_type
    group by o.unit_key
)

select
    unit_key,
    case
        when ratio > 20 then format('{:.0f} times what is usual, as a price of a year would be', ratio)
        when ratio > 2.5 then format('{:.1f} times what is usual, as a price of a month would be', ratio)
        when ratio < 0.4 then format('{:.2f} of what is usual, as a price of a day or in thousands would be', ratio)
        else format('{:.1f} times what is usual', ratio)
    end as subject,
    price_count as before_count,
    price_count as after_count,
    100.0 * greatest(ratio, 1 / ratio) as figure
from compared
