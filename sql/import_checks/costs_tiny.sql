-- Prices of a unit, and those of them that are less than a week of any such placement can cost.
select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (c.weekly_cost_gbp < r.least_gbp_week::double) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join sent.placement_costs as c on u.authority_code = c.authority_code and u.return_year = c.return_year
inner join ref.usual_prices as r on c.provision_type = r.provision_type
where c.weekly_cost_gbp is not null
group by u.unit_key
