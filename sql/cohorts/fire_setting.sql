/*
title:       Fire-setting, where searches were sent
definition:  Fire-setting is ticked as a risk to others that is present on a form of found placements, of a quarter that
             ended in the twelve months to the date.
source:      National Placements Standard, risks as the social worker knew them at referral
limits:      Only children for whom a placement was found in a quarter that the authority sent are seen: a lower bound,
             and higher where more quarters were sent. Authorities that sent none are left out. Few
             children: often withheld where figures are protected.
collected:   searches
*/
select
    child_id,
    as_at
from int_search_needs
where sets_fires
