-- Children with an episode open at the end of 31 March, in a unit and in the same authority's year before it, or, where
-- that is not served, the year after it, unless it came at the same time and is compared with this one itself.
with counted as (
    select
        authority_code,
        return_year,
        count(distinct child_id) as child_count
    from result.episodes
    where decom <= make_date(return_year, 3, 31) and (dec is null or dec > make_date(return_year, 3, 31))
    group by authority_code, return_year
)

select
    u.unit_key,
    case when b.return_year < u.return_year then 'the year before' else 'the year after' end as subject,
    b.child_count as before_count,
    coalesce(a.child_count, 0) as after_count,
    100.0 * abs(coalesce(a.child_count, 0) - b.child_count) / b.child_count as figure
from unit as u
inner join counted as b on u.authority_code = b.authority_code and abs(b.return_year - u.return_year) = 1
left join counted as a on u.authority_code = a.authority_code and u.return_year = a.return_year
where
    b.return_year < u.return_year
    or not exists (
        select 1 from unit as o
        where o.authority_code = u.authority_code and o.return_year = b.return_year
    )
qualify row_number() over (partition by u.unit_key order by b.return_year) = 1
