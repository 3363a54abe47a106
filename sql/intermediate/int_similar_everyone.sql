/*
title:    Weekly costs of {region}'s children of similar need, in order, with nothing chosen about them
summary:  Kept ready, because it is what a price is compared with when only a place is chosen.
grain:    one row per as_at, need_profile, placement_type
source:   int_similar_lists
stored:   yes
*/
select * exclude (population)
from int_similar_lists
where population = 'everyone'
order by as_at
