-- Children of a unit, and those of them with an episode that goes on after another of theirs has begun.
with ordered as (
    select
        authority_code,
        return_year,
        child_id,
        dec > lead(decom) over (
            partition by authority_code, return_year, child_id order by decom, dec nulls last
        ) as is_overlap
    from sent.episodes
    where decom is not null
),

children as (
    select
        authority_code,
        return_year,
        child_id,
        coalesce(bool_or(is_overlap), false) as is_overlap
    from ordered
    group by authority_code, return_year, child_id
)

select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (c.is_overlap) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join children as c on u.authority_code = c.authority_code and u.return_year = c.return_year
group by u.unit_key
