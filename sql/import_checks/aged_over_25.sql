-- Children and care leavers of a unit whose month of birth is known, and those of them who had turned 26 by its end.
select
    u.unit_key,
    '' as subject,
    count(*) as before_count,
    count(*) filter (h.birth_month <= make_date(u.return_year - 26, 3, 1)) as after_count,
    100.0 * after_count / before_count as figure
from unit as u
inner join sent.header as h on u.authority_code = h.authority_code and u.return_year = h.return_year
where h.birth_month is not null
group by u.unit_key
