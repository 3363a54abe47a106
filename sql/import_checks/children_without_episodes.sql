-- Children of a unit's header for whom the importer met no episode, by its own account: all where no episode came.
with headers as (
    select
        authority_code,
        return_year,
        count(*) as child_count
    from sent.header
    group by authority_code, return_year
),

without as (
    select
        authority_code,
        return_year,
        sum(problem_count) as child_count
    from sent.problem_counts
    where rule = 'child_without_episodes' and table_name = 'header'
    group by authority_code, return_year
),

with_episodes as (
    select distinct
        authority_code,
        return_year
    from sent.episodes
)

select
    u.unit_key,
    '' as subject,
    h.child_count as before_count,
    case when e.authority_code is null then h.child_count else coalesce(w.child_count, 0) end as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join headers as h on u.authority_code = h.authority_code and u.return_year = h.return_year
left join without as w on u.authority_code = w.authority_code and u.return_year = w.return_year
left join with_episodes as e on u.authority_code = e.authority_code and u.return_year = e.return_year
