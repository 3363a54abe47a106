/*
title:       Remand and youth justice
definition:  A youth justice legal status (remanded, held under PACE, or a youth rehabilitation order with residence),
             or placed in youth custody, or in a placement that a custody arrangement began.
source:      SSDA903 legal status J1 to J3; placement type R5; reason for placement change CUSTOD
limits:      Cannot see bail, or children whom an alternative to custody kept out of care. Month-end counts miss short
             remands. Children sentenced to custody, or whose remand ended, have left care: they are among the ends.
*/
select
    child_id,
    as_at
from everyone
where is_youth_justice(legal_status_code) or is_in_custody(placement_code) or is_custody_arrangement(move_reason_code)
