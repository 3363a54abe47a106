-- Children whose episode the authority's last return left open, and those of them whom a feed of a later day has in care
-- on the day that return ends. A feed of which less than half of those in care then are linked stands alone: of it nothing
-- is asked.
with returned as (
    select
        authority_code,
        max(return_year) as return_year,
        make_date(max(return_year), 3, 31) as returned_to
    from result.episodes
    group by authority_code
),

left_open as (
    select distinct
        r.authority_code,
        r.returned_to,
        r.return_year,
        e.child_id
    from returned as r
    inner join result.episodes as e on r.authority_code = e.authority_code and r.return_year = e.return_year
    where e.dec is null
),

fed as (
    select distinct
        u.unit_key,
        u.authority_code,
        f.child_id,
        f.is_linked
    from unit as u
    inner join returned as r on u.authority_code = r.authority_code and u.unit_day > r.returned_to
    inner join sent.feed_episodes as f on u.authority_code = f.authority_code and u.unit_day = f.feed_date
    where u.unit_kind = 'feed' and f.decom <= r.returned_to and (f.dec is null or f.dec > r.returned_to)
),

linked as (
    select
        unit_key,
        authority_code
    from fed
    group by unit_key, authority_code
    having 2 * count(*) filter (is_linked) >= count(*)
)

select
    n.unit_key,
    o.return_year::varchar as subject,
    count(*) as before_count,
    count(f.child_id) as after_count,
    100.0 * after_count / before_count as figure
from linked as n
inner join left_open as o on n.authority_code = o.authority_code
left join fed as f on n.unit_key = f.unit_key and o.child_id = f.child_id
group by n.unit_key, o.return_year
