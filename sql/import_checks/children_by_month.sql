-- Children with an open episode at the end of each month of a unit's year: the most beside the fewest.
with month_ends as (
    select
        u.unit_key,
        u.authority_code,
        u.return_year,
        last_day(make_date(u.return_year - 1, 4, 1) + to_months(m.month_number::integer)) as day
    from unit as u
    cross join range(12) as m (month_number)
    where u.return_year is not null
),

counted as (
    select
        m.unit_key,
        m.day,
        count(distinct e.child_id) as child_count
    from month_ends as m
    left join sent.episodes as e
        on
            m.authority_code = e.authority_code and m.return_year = e.return_year
            and e.decom <= m.day and coalesce(e.dec > m.day, true)
    group by m.unit_key, m.day
)

select
    unit_key,
    strftime(arg_min(day, row(child_count, day)), '%B %Y') as subject,
    max(child_count) as before_count,
    min(child_count) as after_count,
    100.0 * (before_count - after_count) / before_count as figure
from counted
group by unit_key
having max(child_count) > 0
