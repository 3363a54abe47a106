/*
title:    How many children were in each kind of placement, by authority and month end
summary:  Kept ready, because lines over time count all children of every month and nothing is mostly chosen among them.
grain:    one row per authority_code, as_at, placement_type, are_prices_known
source:   everyone
belongs_to: authority
stored:   yes
*/
select
    authority_code,
    as_at,
    placement_type,
    are_prices_known,
    count(*) as child_count
from everyone
group by authority_code, as_at, placement_type, are_prices_known
