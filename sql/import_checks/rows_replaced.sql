-- Rows of each table of a unit, beside those of the unit it would replace.
select
    u.unit_key,
    b.table_title as subject,
    b.row_count as before_count,
    coalesce(a.row_count, 0) as after_count,
    100.0 * abs(coalesce(a.row_count, 0) - b.row_count) / b.row_count as figure
from unit as u
inner join replaced_rows as b on u.unit_key = b.unit_key
left join sent_rows as a on u.unit_key = a.unit_key and b.table_name = a.table_name
