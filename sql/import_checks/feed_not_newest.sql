-- By how many days the authority's feed that is served is newer than one that comes: the newest alone counts. Where a feed
-- of that day or later comes too, the whole was sent again.
with served as (
    select
        authority_code,
        max(feed_date) as feed_date
    from served.feed_episodes
    group by authority_code
)

select
    u.unit_key,
    s.feed_date::varchar as subject,
    count(distinct f.child_id) as before_count,
    (s.feed_date - u.unit_day)::bigint as after_count,
    (s.feed_date - u.unit_day)::double as figure
from unit as u
inner join served as s on u.authority_code = s.authority_code and u.unit_day < s.feed_date
inner join sent.feed_episodes as f on u.authority_code = f.authority_code and u.unit_day = f.feed_date
where
    u.unit_kind = 'feed'
    and not exists (
        select 1 from unit as o
        where o.unit_kind = 'feed' and o.authority_code = u.authority_code and o.unit_day >= s.feed_date
    )
group by u.unit_key, u.unit_day, s.feed_date
