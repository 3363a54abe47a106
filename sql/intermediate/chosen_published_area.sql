/*
title:    The area whose published figures can stand beside the choices
summary:  The one authority chosen, or London when every London authority is; nothing when the choices narrow the children.
grain:    one row, or none where no published figure compares
source:   Choices; data/reference/authorities.csv
*/
with chosen as (
    select
        count(*) as authority_count,
        min(a.authority_code) as first_code,
        bool_and(a.is_london) as is_london
    from chosen_authorities as a
    inner join int_chosen_authorities as s on a.authority_code = s.authority_code
),

london as (
    select count(*) as london_count
    from stg_authorities
    where is_london
)

select case when c.authority_count = 1 then c.first_code else 'E12000007' end as area_code
from chosen as c, london as l
where
    (c.authority_count = 1 or (c.authority_count = l.london_count and c.is_london))
    and is_every_child()
