-- Children whose episode was left open in the year before, and those of them that the unit has.
with open_before as (
    select distinct
        authority_code,
        return_year + 1 as return_year,
        child_id
    from result.episodes
    where dec is null
)

select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(e.child_id) as after_count,
    100.0 * count(e.child_id) / count(*) as figure
from unit as u
inner join open_before as b on u.authority_code = b.authority_code and u.return_year = b.return_year
left join (select distinct
    authority_code,
    return_year,
    child_id
from result.episodes) as e
    on b.authority_code = e.authority_code and b.return_year = e.return_year and b.child_id = e.child_id
group by u.unit_key
