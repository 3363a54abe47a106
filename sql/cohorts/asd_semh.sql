/*
title:       Autism, or social, emotional and mental health needs
definition:  Primary special educational need recorded as autistic spectrum disorder or social, emotional and mental
             health.
source:      Placement costs return, primary need (DfE special educational needs codes)
limits:      The looked-after return holds no special educational need, so children of authorities that sent no costs
             return, and children whose placement was not priced, cannot be seen. Needs not yet assessed are not seen
             either.
collected:   prices
*/
select
    child_id,
    as_at
from everyone
where primary_need in ('ASD', 'SEMH')
