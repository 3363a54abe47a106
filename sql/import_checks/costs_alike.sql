-- Prices of a unit, and how many of them are the one that is commonest.
with counted as (
    select
        authority_code,
        return_year,
        weekly_cost_gbp,
        count(*) as price_count
    from sent.placement_costs
    where weekly_cost_gbp is not null
    group by authority_code, return_year, weekly_cost_gbp
)

select
    u.unit_key,
    '' as subject,
    sum(c.price_count)::bigint as before_count,
    max(c.price_count) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join counted as c on u.authority_code = c.authority_code and u.return_year = c.return_year
group by u.unit_key
