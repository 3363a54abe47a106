/*
title:    The area whose published figures can stand beside the choices
summary:  The one authority chosen, or {region} when every {region_name} authority is, all of them counting at the date; nothing
          when the choices narrow the children.
grain:    one row, or none where no published figure compares
source:   Choices; int_vouched; data/reference/authorities.csv
*/
with chosen as (
    select
        count(*) as authority_count,
        min(a.authority_code) as first_code,
        bool_and(a.is_in_region) as is_in_region,
        bool_and(v.is_vouched) as is_counted
    from chosen_authorities as a
    inner join int_vouched as v on a.authority_code = v.authority_code
    where v.as_at = chosen_date()
),

region as (
    select count(*) as region_count
    from stg_authorities
    where is_in_region
)

select case when c.authority_count = 1 then c.first_code else region_code() end as area_code
from chosen as c, region as r
where
    (c.authority_count = 1 or (c.authority_count = r.region_count and c.is_in_region))
    and c.is_counted
    and is_every_child()
