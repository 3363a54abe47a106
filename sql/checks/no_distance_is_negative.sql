/*
title:    No distance is negative
grain:    one row per child and month that breaks it
*/
select as_at
from everyone
where distance_miles < 0
