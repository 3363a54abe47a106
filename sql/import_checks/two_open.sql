-- Children of a unit with an open episode, and those of them with more than one.
with open_episodes as (
    select
        authority_code,
        return_year,
        child_id,
        count(*) as episode_count
    from sent.episodes
    where dec is null
    group by authority_code, return_year, child_id
)

select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (o.episode_count > 1) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join open_episodes as o on u.authority_code = o.authority_code and u.return_year = o.return_year
group by u.unit_key
