/*
title:    Children's details of the case system's newest feed
grain:    one row per authority_code, child_id
source:   Case system's feed (Standard Safeguarding Dataset)
*/
select
    authority_code,
    feed_date,
    child_id,
    is_linked,
    case when sex in ('M', 'F') then sex else 'U' end as sex,
    birth_month,
    ethnic as ethnic_code,
    is_mother,
    child_birth_month,
    is_unaccompanied,
    unaccompanied_until
from raw.feed_children
qualify feed_date = max(feed_date) over (partition by authority_code)
