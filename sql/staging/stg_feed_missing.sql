/*
title:    Times missing or away of the case system's newest feed
grain:    one row per time
source:   Case system's feed (Standard Safeguarding Dataset)
*/
select
    authority_code,
    feed_date,
    child_id,
    missing_type,
    missing_start,
    missing_end
from raw.feed_missing
qualify feed_date = max(feed_date) over (partition by authority_code)
