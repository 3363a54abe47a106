/*
title:    Children that those chosen are compared with, at every month end that counts
summary:  {Region}'s children, or those of the sub-region or of the statistical neighbours of the one authority looked at, with
          every choice but place.
grain:    one row per authority_code, child_id, as_at
source:   all_places_by_month; the choice of comparator
*/
select c.*
from all_places_by_month as c
where
    is_compared_with_region()
    or (c.authority_code, c.as_at) in (select (m.authority_code, m.as_at) from int_comparator_months as m)
