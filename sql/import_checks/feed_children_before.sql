-- Children in care on the day of a feed, and on the day of the feed before it, as each says.
with feeds as (
    select
        authority_code,
        feed_date,
        count(distinct child_id) as child_count
    from result.feed_episodes
    where dec is null
    group by authority_code, feed_date
)

select
    u.unit_key,
    b.feed_date::varchar as subject,
    b.child_count as before_count,
    coalesce(a.child_count, 0) as after_count,
    100.0 * abs(coalesce(a.child_count, 0) - b.child_count) / b.child_count as figure
from unit as u
inner join feeds as b on u.authority_code = b.authority_code and u.unit_day > b.feed_date
left join feeds as a on u.authority_code = a.authority_code and u.unit_day = a.feed_date
where u.unit_kind = 'feed'
qualify row_number() over (partition by u.unit_key order by b.feed_date desc) = 1
