-- Episodes of a unit, and those of them that end after its year has ended.
select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (e.dec > make_date(u.return_year, 3, 31)) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join sent.episodes as e on u.authority_code = e.authority_code and u.return_year = e.return_year
group by u.unit_key
