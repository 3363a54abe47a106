/*
title:    Every episode starts before it ends, after repair
grain:    one row per episode that does not
*/
select
    authority_code,
    return_year
from int_episodes
where episode_end < episode_start
