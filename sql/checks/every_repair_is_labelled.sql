/*
title:    An end that differs from the one sent says which rule supplied it
grain:    one row per episode that does not
*/
select
    authority_code,
    return_year
from int_episodes
where repair_rule is null and episode_end is distinct from submitted_end
