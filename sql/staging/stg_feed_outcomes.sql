/*
title:    Health and behaviour of children in care on the day of the case system's newest feed
grain:    one row per authority_code, child_id
source:   Case system's feed (Standard Safeguarding Dataset), of the twelve months to its day
*/
select
    authority_code,
    feed_date,
    child_id,
    sdq_score,
    is_convicted,
    substance_misuse as has_substance_misuse
from raw.feed_outcomes
qualify feed_date = max(feed_date) over (partition by authority_code)
