-- By how many days the authority's last return reaches as far as a feed, or further: then nothing of the feed counts.
with returned as (
    select
        authority_code,
        make_date(max(return_year), 3, 31) as returned_to
    from result.episodes
    group by authority_code
)

select
    u.unit_key,
    r.returned_to::varchar as subject,
    count(distinct f.child_id) as before_count,
    (r.returned_to - u.unit_day)::bigint as after_count,
    (r.returned_to - u.unit_day + 1)::double as figure
from unit as u
inner join returned as r on u.authority_code = r.authority_code
inner join sent.feed_episodes as f on u.authority_code = f.authority_code and u.unit_day = f.feed_date
where u.unit_kind = 'feed' and u.unit_day <= r.returned_to
group by u.unit_key, u.unit_day, r.returned_to
