-- Children whom a feed has in care on its day, and those of them of whom it says no placement.
select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (f.place is null) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join sent.feed_episodes as f on u.authority_code = f.authority_code and u.unit_day = f.feed_date
where u.unit_kind = 'feed' and f.dec is null
group by u.unit_key
