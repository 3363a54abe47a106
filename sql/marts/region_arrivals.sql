/*
title:    {Region}'s children placed in each area by other authorities, month by month
summary:  How many children other {region_name} authorities placed in each area: what one authority cannot count for itself.
grain:    one row per as_at, authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's definition of locality
caveats:  Choices do not change it. Children from outside {region} are not in {region}'s returns.
chart:    line x=as_at y=others_in_count colour=authority_name
shared:   yes
columns:
  as_at           | date  | Month end
  authority_code  | code  | Area, ONS code
  authority_name  | text  | Area
  others_in_count | count | Children of other {region_name} authorities placed in the area
checks:   unique as_at authority_code; not_null as_at authority_code
*/
select
    e.as_at,
    a.authority_code,
    a.authority_name,
    count(*) filter (where e.authority_code <> a.authority_code) as others_in_count
from everyone as e
inner join stg_authorities as a on e.host_authority_code = a.authority_code
where a.is_in_region and (chosen_date() is null or e.as_at = chosen_date())
group by e.as_at, a.authority_code, a.authority_name
order by e.as_at, a.authority_name
