/*
title:       Secure children's home on welfare grounds
definition:  In a secure children's home without a youth justice legal status.
source:      SSDA903 placement type K1; Children Act 1989 section 25
limits:      Cannot see children referred for a secure place who were not offered one.
*/
select
    child_id,
    as_at
from everyone
where is_secure_home(placement_code) and not is_youth_justice(legal_status_code)
