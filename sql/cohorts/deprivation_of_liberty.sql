/*
title:       Deprived of liberty
definition:  Under a deprivation of liberty order at the date, or the costs return says that one is current.
source:      SSDA903 DoLO table (from the 2026-27 return); placement costs return (DOL)
limits:      Before the 2026-27 return only the costs return shows it, and only for priced placements. Children at
             risk of an order are not seen.
collected:   prices
*/
select
    child_id,
    as_at
from everyone
where is_deprived_of_liberty
