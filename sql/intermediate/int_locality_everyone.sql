/*
title:    Distance and locality of placements of every child, at every month end
summary:  Kept ready, because it is what the children of a place are compared with when nothing else is chosen.
grain:    one row per as_at, locality_class
source:   int_locality
stored:   yes
*/
select * exclude (population)
from int_locality
where population = 'everyone'
