-- Children with an open episode on 31 March, in a unit of real children and in what DfE has published of the same
-- authority: for that year, or else for the nearest that is published.
with counted as (
    select
        u.unit_key,
        u.authority_code,
        u.return_year,
        count(distinct e.child_id) as child_count
    from unit as u
    left join sent.episodes as e
        on
            u.authority_code = e.authority_code and u.return_year = e.return_year
            and e.decom <= make_date(u.return_year, 3, 31)
            and coalesce(e.dec > make_date(u.return_year, 3, 31), true)
    where u.unit_kind = 'return' and not u.is_synthetic
    group by u.unit_key, u.authority_code, u.return_year
),

published as (
    select
        return_year,
        area_code,
        child_count::integer as child_count
    from result.published_figures
    where measure = 'looked_after' and category = 'Looked after on 31 March' and child_count is not null
    union all
    select
        return_year::integer as return_year,
        area_code,
        try_cast(child_count as integer) as child_count
    from ref.published_figures
    where measure = 'looked_after' and category = 'Looked after on 31 March' and try_cast(child_count as integer) is not null
)

select
    c.unit_key,
    p.return_year::varchar as subject,
    p.child_count as before_count,
    c.child_count as after_count,
    100.0 * abs(c.child_count - p.child_count) / p.child_count as figure
from counted as c
inner join published as p on c.authority_code = p.area_code
where p.child_count > 0
qualify row_number() over (partition by c.unit_key order by abs(c.return_year - p.return_year), p.return_year desc) = 1
