-- Days from the last change that a feed tells of (an episode that began or ended) to its own day.
select
    u.unit_key,
    greatest(max(f.decom), max(f.dec))::varchar as subject,
    count(distinct f.child_id) filter (f.dec is null) as before_count,
    (u.unit_day - greatest(max(f.decom), max(f.dec)))::bigint as after_count,
    (u.unit_day - greatest(max(f.decom), max(f.dec)))::double as figure
from unit as u
inner join sent.feed_episodes as f on u.authority_code = f.authority_code and u.unit_day = f.feed_date
where u.unit_kind = 'feed'
group by u.unit_key, u.unit_day
