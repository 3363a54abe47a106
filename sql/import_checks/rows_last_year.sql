-- Rows of the tables that are much alike every year, in a unit and in the same authority's year before it.
select
    u.unit_key,
    b.table_title as subject,
    b.row_count as before_count,
    coalesce(a.row_count, 0) as after_count,
    100.0 * abs(coalesce(a.row_count, 0) - b.row_count) / b.row_count as figure
from unit as u
inner join result_rows as b on u.authority_code = b.authority_code and b.return_year = u.return_year - 1
left join result_rows as a
    on u.authority_code = a.authority_code and u.return_year = a.return_year and b.table_name = a.table_name
where b.table_name in ('header', 'episodes', 'placement_costs')
