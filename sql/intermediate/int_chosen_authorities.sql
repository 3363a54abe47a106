/*
title:    Authorities that count at the chosen date, of those chosen
summary:  What a rate or a supply figure at the date covers: those whose inputs vouch for it.
grain:    one row per authority_code
source:   Returns received; the choices of date, area and authority
once:     yes
*/
select
    a.authority_code,
    v.vouched_months,
    f.are_prices_known,
    f.are_outcomes_known,
    f.are_searches_known
from chosen_authorities as a
cross join int_look_back as b
inner join int_vouched as v on a.authority_code = v.authority_code
left join int_known_facts as f on v.authority_code = f.authority_code and v.as_at = f.as_at
where
    v.as_at = chosen_date() and v.is_vouched and v.vouched_months >= b.look_back_months
    and (not b.is_of_searches or f.are_searches_known)
