/*
title:    Weekly costs of {region}'s children of similar need, in order, of those chosen
summary:  Every choice but place is applied; with none of them made they are everyone's, which are kept ready.
grain:    one row per as_at, need_profile, placement_type
source:   int_similar_lists; int_similar_everyone when nothing is chosen but place
*/
select *
from int_similar_everyone
where is_every_child()
union all
select * exclude (population)
from int_similar_lists
where population = 'chosen' and not is_every_child()
