-- Children of a unit whose home's postcode is known, and those of them whose home lies in the authority that sent them.
with homes as (
    select
        authority_code,
        return_year,
        child_id,
        bool_or(home_authority_code = authority_code) as is_at_home
    from sent.episodes
    where home_authority_code is not null
    group by authority_code, return_year, child_id
)

select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (h.is_at_home) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join homes as h on u.authority_code = h.authority_code and u.return_year = h.return_year
group by u.unit_key
