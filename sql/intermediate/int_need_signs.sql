/*
title:    Signs of complex need of each child at each month end
summary:  How many of eight signs the returns hold.
grain:    one row per as_at, child_id
source:   This tool's own proxy, after Ofsted (2024) on complex needs and the Nuffield Family Justice Observatory's factors
caveats:  The placement itself is no sign here, so that prices can be compared between children of similar need. Not known where
          the authority's inputs vouch for fewer than twelve months without a hole.
*/
select
    as_at,
    child_id,
    authority_code,
    age_years,
    age_band,
    placement_code,
    need_sign_count(
        placements_12_months, behaviour_moves_12_months, missing_12_months, is_convicted, has_substance_misuse, sdq_score,
        need_code, legal_status_code, custody_moves_12_months
    ) as sign_count
from everyone
