/*
title:    Found placements as sent
grain:    one row per found_id
source:   National Placements Standard
caveats:  Rows alike in authority, child and start are one placement, in whatever quarters' files they stand: it counts in the
          quarter it began in, or else in the first that tells of it. Of those without a start one a quarter is kept.
stored:   yes
*/
select
    row_number() over (order by f.authority_code, f.quarter_end, f.child_id, f.placement_start nulls last)::integer as found_id,
    f.*
from raw.found_placements as f
qualify row_number() over (
    partition by
        f.authority_code, f.child_id, f.placement_start, case when f.placement_start is null then f.quarter_end end
    order by
        is_in_quarter(f.placement_start, f.quarter_end) desc nulls last, f.quarter_end,
        f.days_to_find desc nulls last, f.total_gbp, f.urn, f.placement_type
) = 1
