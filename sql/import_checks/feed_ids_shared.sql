-- Children of a feed whose id and day of birth stand in another authority's returns or feeds too.
with own as (
    select distinct
        u.unit_key,
        u.authority_code,
        m.person_mark
    from unit as u
    inner join sent.child_marks as m on u.authority_code = m.authority_code
    inner join sent.feed_episodes as f
        on m.authority_code = f.authority_code and m.child_id = f.child_id and u.unit_day = f.feed_date
    where u.unit_kind = 'feed' and m.return_year is null and m.person_mark is not null
)

select
    w.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (
        where exists (
            select 1 from result.child_marks as o
            where o.person_mark = w.person_mark and o.authority_code <> w.authority_code
        )
    ) as after_count,
    100.0 * after_count / before_count as figure
from own as w
group by w.unit_key
