/*
title:    Episodes of the case system's newest feed
grain:    one row per authority_code, child_id, episode_start
source:   Case system's feed (Standard Safeguarding Dataset), composed to episodes at import; data/reference/nations.csv
*/
select
    e.authority_code,
    e.feed_date,
    e.child_id,
    e.is_linked,
    e.decom as episode_start,
    e.rne as new_episode_code,
    e.ls as legal_status_code,
    e.cin as need_code,
    e.place as placement_code,
    e.place_provider as provider_code,
    e.dec as episode_end,
    e.rec as ceased_code,
    e.reason_place_change as change_reason_code,
    upper(nullif(trim(e.urn), '')) as urn,
    e.placement_sector,
    e.home_authority_code,
    coalesce(n.nation_code, e.host_authority_code) as host_authority_code,
    e.distance_miles
from raw.feed_episodes as e
left join ref.nations as n on left(e.host_authority_code, 1) = n.code_letter
qualify e.feed_date = max(e.feed_date) over (partition by e.authority_code)
