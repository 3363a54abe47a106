/*
title:    {Region}'s flows between authorities, month by month
summary:  How many children each authority placed in each other authority.
grain:    one row per as_at, authority_code, host_authority_code
section:  distance
source:   SSDA903 episodes; ONS Postcode Directory; DfE's definition of locality
caveats:  Choices do not change it. Placements whose authority is not known are left out.
chart:    heat x=host_authority_name y=authority_name colour=child_count
shared:   yes
columns:
  as_at               | date  | Month end
  authority_code      | code  | Responsible local authority, ONS code
  authority_name      | text  | Responsible local authority
  host_authority_code | code  | Authority the placement lies in, ONS code
  host_authority_name | text  | Authority the placement lies in
  child_count         | count | Children looked after
checks:   unique as_at authority_code host_authority_code; not_null as_at authority_code host_authority_code
*/
select
    e.as_at,
    e.authority_code,
    a.authority_name,
    e.host_authority_code,
    coalesce(h.authority_name, e.host_authority_code) as host_authority_name,
    count(*) as child_count
from everyone as e
inner join stg_authorities as a on e.authority_code = a.authority_code
left join stg_hosts as h on e.host_authority_code = h.authority_code
where e.host_authority_code is not null and (chosen_date() is null or e.as_at = chosen_date())
group by e.as_at, e.authority_code, a.authority_name, e.host_authority_code, h.authority_name
order by e.as_at, a.authority_name, host_authority_name
