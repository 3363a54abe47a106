/*
title:    Found placements of the quarter that is shown, of those chosen
summary:  Each with what was preferred and the placement of the returns that it became.
grain:    one row per found_id
source:   National Placements Standard; SSDA903 episodes
caveats:  Choices about children keep those who are looked after at the date chosen and answer them.
*/
select
    f.*,
    a.authority_name,
    preferred_type(f.foster_suitability, f.residential_suitability, f.supported_suitability) as preferred_type,
    is_in_time(f.needed_by, f.days_to_find) as is_in_time,
    is_no_number(f.urn) as is_unregistered,
    is_solo(f.cared_for_alongside) as is_solo,
    is_exploited(f.risk_criminal_exploitation, f.risk_sexual_exploitation, f.risk_exploits_others) as is_exploited,
    l.linked_to,
    l.is_out_of_area,
    l.is_distant
from stg_found as f
inner join int_found_counted as a on f.authority_code = a.authority_code and f.quarter_end = a.quarter_end
left join int_found_links as l on f.found_id = l.found_id and f.authority_code = l.authority_code
where
    is_every_child()
    or (f.authority_code, f.child_id) in (select (p.authority_code, p.child_id) from looked_after as p)
