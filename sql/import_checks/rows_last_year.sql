-- Rows of the tables that are much alike every year, in a unit and in the same authority's year before it, or, where
-- that is not served, the year after it, unless it came at the same time and is compared with this one itself.
with beside as (
    select
        u.unit_key,
        u.authority_code,
        u.return_year,
        min(r.return_year) as other_year
    from unit as u
    inner join result_rows as r on u.authority_code = r.authority_code and abs(r.return_year - u.return_year) = 1
    where
        r.return_year < u.return_year
        or not exists (
            select 1 from unit as o
            where o.authority_code = u.authority_code and o.return_year = r.return_year
        )
    group by u.unit_key, u.authority_code, u.return_year
)

select
    u.unit_key,
    b.table_title
    || case when u.other_year < u.return_year then ', beside the year before' else ', beside the year after' end as subject,
    b.row_count as before_count,
    coalesce(a.row_count, 0) as after_count,
    100.0 * abs(coalesce(a.row_count, 0) - b.row_count) / b.row_count as figure
from beside as u
inner join result_rows as b on u.authority_code = b.authority_code and u.other_year = b.return_year
left join result_rows as a
    on u.authority_code = a.authority_code and u.return_year = a.return_year and b.table_name = a.table_name
where b.table_name in ('header', 'episodes', 'placement_costs')
