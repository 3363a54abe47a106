-- Rows of a feed's periods, placements, legal statuses and times missing that begin or end after its own day.
with counted as (
    select
        unit_key,
        sum(problem_count)::bigint as row_count
    from sent_problems
    where rule in ('feed_after_its_day', 'feed_end_after_its_day')
    group by unit_key
)

select
    f.unit_key,
    '' as subject,
    sum(f.rows_read)::bigint as before_count,
    coalesce(any_value(c.row_count), 0) as after_count,
    100.0 * after_count / before_count as figure
from sent_files as f
inner join unit as u on f.unit_key = u.unit_key
left join counted as c on f.unit_key = c.unit_key
where
    u.unit_kind = 'feed'
    and f.table_name in ('ssd_cla_episodes', 'ssd_cla_placement', 'ssd_legal_status', 'ssd_missing')
group by f.unit_key
