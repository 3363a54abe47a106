-- Children of a unit whose id and day of birth stand in another authority's units too.
with others as (
    select distinct
        person_mark,
        authority_code
    from result.child_marks
    where person_mark is not null
)

select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (
        where exists (
            select 1 from others as o
            where o.person_mark = m.person_mark and o.authority_code <> m.authority_code
        )
    ) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join result.child_marks as m on u.authority_code = m.authority_code and u.return_year = m.return_year
where m.person_mark is not null
group by u.unit_key
