-- Rows of a feed's placements that are of children of whom it has no period of care.
with counted as (
    select
        unit_key,
        sum(problem_count)::bigint as row_count
    from sent_problems
    where rule = 'feed_placement_without_period'
    group by unit_key
)

select
    f.unit_key,
    '' as subject,
    sum(f.rows_read)::bigint as before_count,
    coalesce(any_value(c.row_count), 0) as after_count,
    100.0 * after_count / before_count as figure
from sent_files as f
left join counted as c on f.unit_key = c.unit_key
where f.table_name = 'ssd_cla_placement'
group by f.unit_key
