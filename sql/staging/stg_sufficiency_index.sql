/*
title:    Ofsted's sufficiency index as it was loaded, the newest
grain:    one row per area_code, domain, indicator
source:   Ofsted's sufficiency index, by a mapping file
*/
select
    index_date,
    area_code,
    coalesce(domain, 'Not said') as domain,
    indicator,
    index_value,
    source
from raw.sufficiency_index
qualify index_date = max(index_date) over ()
