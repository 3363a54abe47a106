-- Children with an episode open at the end of 31 March, in a unit and in the same authority's year before it.
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
    '' as subject,
    b.child_count as before_count,
    coalesce(a.child_count, 0) as after_count,
    100.0 * abs(coalesce(a.child_count, 0) - b.child_count) / b.child_count as figure
from unit as u
inner join counted as b on u.authority_code = b.authority_code and b.return_year = u.return_year - 1
left join counted as a on u.authority_code = a.authority_code and u.return_year = a.return_year
