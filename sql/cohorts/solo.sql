/*
title:       To live alone (solo), where searches were sent
definition:  A placement without other children was recommended on a form of found placements, of a quarter that ended in
             the twelve months to the date.
source:      National Placements Standard, who the child can be cared for alongside
limits:      Only children for whom a placement was found in a quarter that the authority sent are seen: a lower bound,
             and higher where more quarters were sent. Authorities that sent none are left out. Whether
             the child was then placed alone is not told here.
collected:   searches
*/
select
    child_id,
    as_at
from int_search_needs
where is_solo
