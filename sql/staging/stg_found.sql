/*
title:    Found placements as sent
grain:    one row per found_id
source:   National Placements Standard
caveats:  Of rows alike in authority, quarter, child and start the first is kept: the same search, told twice.
stored:   yes
*/
select
    row_number() over (order by f.authority_code, f.quarter_end, f.child_id, f.placement_start nulls last)::integer as found_id,
    f.*
from raw.found_placements as f
qualify row_number() over (
    partition by f.authority_code, f.quarter_end, f.child_id, f.placement_start
    order by f.days_to_find desc nulls last, f.total_gbp, f.urn, f.placement_type
) = 1
