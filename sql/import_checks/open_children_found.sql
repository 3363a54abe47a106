-- Children whose episode was left open at the end of a year, and those of them that the next year's return has: of a
-- unit the year before it, and of a unit that comes after the one that follows it, its own too.
with children as (
    select
        authority_code,
        return_year,
        child_id,
        bool_or(dec is null) as is_open
    from result.episodes
    group by authority_code, return_year, child_id
),

found as (
    select
        a.authority_code,
        a.return_year,
        count(*) as open_count,
        count(b.child_id) as found_count
    from children as a
    left join children as b
        on a.authority_code = b.authority_code and b.return_year = a.return_year + 1 and a.child_id = b.child_id
    where a.is_open
    group by a.authority_code, a.return_year
),

years as (
    select distinct
        authority_code,
        return_year
    from children
)

select
    u.unit_key,
    f.return_year::varchar as subject,
    f.open_count as before_count,
    f.found_count as after_count,
    100.0 * f.found_count / f.open_count as figure
from unit as u
inner join found as f on u.authority_code = f.authority_code and f.return_year in (u.return_year - 1, u.return_year)
where
    f.return_year = u.return_year - 1
    or (
        exists (
            select 1 from years as y
            where y.authority_code = u.authority_code and y.return_year = u.return_year + 1
        )
        and not exists (
            select 1 from unit as o
            where o.authority_code = u.authority_code and o.return_year = u.return_year + 1
        )
    )
