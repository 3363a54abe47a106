/*
title:    Needs and risks of each child at each month end, as told when a placement was looked for
summary:  A need that a form of the twelve months to the month end names; a form counts from the end of its quarter.
grain:    one row per as_at, child_id
source:   National Placements Standard; SSDA903
caveats:  Children for whom no placement was found in a quarter that was sent have no row.
*/
select
    e.child_id,
    e.as_at,
    bool_or(is_exploited(f.risk_criminal_exploitation, f.risk_sexual_exploitation, f.risk_exploits_others)) as is_exploited,
    bool_or(is_present(f.risk_self_harm)) as has_self_harm,
    bool_or(is_present(f.risk_fire_setting)) as sets_fires,
    bool_or(is_solo(f.cared_for_alongside)) as is_solo
from everyone as e
inner join stg_found as f
    on
        e.authority_code = f.authority_code and e.child_id = f.child_id
        and f.quarter_end <= e.as_at and f.quarter_end > (e.as_at - interval 12 month)::date
group by e.child_id, e.as_at
