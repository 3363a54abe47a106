/*
title:       Disabled children
definition:  Child's disability is the category of need, or the primary special educational need is a severe or
             profound learning difficulty, a physical disability or a sensory impairment.
source:      SSDA903 category of need N2; placement costs return, primary need
limits:      Category of need records only the main reason for care. Children in a series of short breaks are left
             out, as DfE leaves them out.
collected:   prices
*/
select
    child_id,
    as_at
from everyone
where need_code = 'N2' or primary_need in ('SLD', 'PMLD', 'PD', 'HI', 'VI')
