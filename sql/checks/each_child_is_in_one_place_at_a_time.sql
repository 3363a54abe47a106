/*
title:    No episode runs on after the child's next one has begun, after repair
grain:    one row per episode that does
*/
select
    authority_code,
    return_year
from int_episodes
qualify episode_end > lead(episode_start) over (partition by authority_code, child_id order by episode_start)
