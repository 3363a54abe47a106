/*
title:    Episodes as the authorities sent them
grain:    one row per authority_code, return_year, child_id, episode_start as sent
source:   SSDA903 episodes table, postcodes turned into places and distance at import; data/reference/nations.csv
*/
select
    e.authority_code,
    return_year,
    child_id,
    decom as episode_start,
    rne as new_episode_code,
    ls as legal_status_code,
    cin as need_code,
    place as placement_code,
    place_provider as provider_code,
    dec as episode_end,
    rec as ceased_code,
    reason_place_change as change_reason_code,
    upper(nullif(trim(urn), '')) as urn,
    placement_sector,
    home_authority_code,
    -- Other nations are one place each: their councils are not named.
    coalesce(n.nation_code, e.host_authority_code) as host_authority_code,
    distance_miles
from raw.episodes as e
left join ref.nations as n on left(e.host_authority_code, 1) = n.code_letter
where decom is not null
