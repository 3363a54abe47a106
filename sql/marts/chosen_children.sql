/*
title:    Children chosen
summary:  How many children the choices leave.
grain:    one row
section:  overview
source:   SSDA903 episodes
caveats:  Looked after at the end of the day, without children in a series of short breaks.
columns:
  child_count | count | Children looked after, of those chosen
checks:   not_null child_count
*/
select count(*) as child_count
from looked_after
