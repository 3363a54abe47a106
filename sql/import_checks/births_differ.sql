-- Children of a unit who have more than one date of birth: between its tables, or in another year of the same authority.
with births as (
    select
        authority_code,
        return_year,
        child_id,
        birth_month::varchar as birth
    from result.header
    union
    select
        authority_code,
        return_year,
        child_id,
        birth_month::varchar as birth
    from result.uasc
),

by_month as (
    select
        authority_code,
        child_id
    from births
    where birth is not null
    group by authority_code, child_id
    having count(distinct birth) > 1
),

by_day as (
    select
        authority_code,
        child_id
    from result.child_marks
    group by authority_code, child_id
    having max(birth_count) > 1 or count(distinct person_mark) > 1
),

children as (
    select distinct
        authority_code,
        return_year,
        child_id
    from sent.header
)

select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (m.child_id is not null or d.child_id is not null) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join children as c on u.authority_code = c.authority_code and u.return_year = c.return_year
left join by_month as m on c.authority_code = m.authority_code and c.child_id = m.child_id
left join by_day as d on c.authority_code = d.authority_code and c.child_id = d.child_id
group by u.unit_key
