-- Children in care on the day the authority's last return ends: in that return, and in a feed of a later day.
with returned as (
    select
        authority_code,
        max(return_year) as return_year,
        make_date(max(return_year), 3, 31) as returned_to
    from result.episodes
    group by authority_code
),

in_return as (
    select
        r.authority_code,
        count(distinct e.child_id) as child_count
    from returned as r
    inner join result.episodes as e on r.authority_code = e.authority_code and r.return_year = e.return_year
    where e.decom <= r.returned_to and (e.dec is null or e.dec > r.returned_to)
    group by r.authority_code
)

select
    u.unit_key,
    r.return_year::varchar as subject,
    i.child_count as before_count,
    count(distinct f.child_id) as after_count,
    100.0 * abs(after_count - before_count) / before_count as figure
from unit as u
inner join returned as r on u.authority_code = r.authority_code and u.unit_day > r.returned_to
inner join in_return as i on u.authority_code = i.authority_code
left join sent.feed_episodes as f
    on
        u.authority_code = f.authority_code and u.unit_day = f.feed_date
        and f.decom <= r.returned_to and (f.dec is null or f.dec > r.returned_to)
where u.unit_kind = 'feed'
group by u.unit_key, r.return_year, i.child_count
