/*
title:    How many authorities must count for a sub-region or neighbours to stand beside one
summary:  Fewer would be little more than a figure of one of them. Where one authority alone is held, all of it counts: what it
          holds of its own area is there to be taken from {region}'s before that is protected.
grain:    one row
source:   data/reference/certainty.csv; int_vouched
*/
select case when count(distinct authority_code) = 1 then 1 else least_authorities() end as least_count
from int_vouched
