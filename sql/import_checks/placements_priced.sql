-- Children with a placement open on a day that prices of a unit are of, and those of them that have a price of that day.
with days as (
    select distinct
        authority_code,
        return_year,
        as_at
    from sent.placement_costs
    where as_at is not null
),

open_then as (
    select distinct
        d.authority_code,
        d.return_year,
        d.as_at,
        e.child_id
    from days as d
    inner join sent.episodes as e
        on
            d.authority_code = e.authority_code and d.return_year = e.return_year
            and e.decom <= d.as_at and coalesce(e.dec > d.as_at, true)
)

select
    u.unit_key,
    strftime(o.as_at, '%d/%m/%Y') as subject,
    count(*) as before_count,
    count(*) filter (exists (
        select 1 from sent.placement_costs as c
        where
            c.authority_code = o.authority_code and c.return_year = o.return_year
            and c.as_at = o.as_at and c.child_id = o.child_id
    )) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join open_then as o on u.authority_code = o.authority_code and u.return_year = o.return_year
group by u.unit_key, o.as_at
