-- Episodes of a unit that end before its year, 1 April to 31 March, or begin after it.
select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (
        where e.decom > make_date(u.return_year, 3, 31) or e.dec < make_date(u.return_year - 1, 4, 1)
    ) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join sent.episodes as e on u.authority_code = e.authority_code and u.return_year = e.return_year
group by u.unit_key
