/*
title:       Self-harm, where searches were sent
definition:  Self-harm is ticked as a risk that is present on a form of found placements, of a quarter that ended in the
             twelve months to the date.
source:      National Placements Standard, risks as the social worker knew them at referral
limits:      Only children for whom a placement was found in a quarter that the authority sent are seen: a lower bound,
             and higher where more quarters were sent. Authorities that sent none are left out. Severity
             is not told.
collected:   searches
*/
select
    child_id,
    as_at
from int_search_needs
where has_self_harm
