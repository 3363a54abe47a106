/*
title:    Fostering: in house, independent, relatives and friends
summary:  Who each authority's foster carers work for, and how many children live with relatives or friends.
grain:    one row per authority_code
section:  supply
source:   SSDA903 placement codes U1 to U6 and provider codes; independent share as in sector practice: U4 to U6 with PR4 or PR5
caveats:  Carers who are relatives or friends are outside the in-house and independent shares, whoever is named as provider.
chart:    bar x=independent_pct y=authority_name sort=-x
columns:
  authority_code    | code  | Responsible local authority, ONS code
  authority_name    | text  | Responsible local authority
  foster_count      | count | Children in foster placements
  relative_count    | count | With relatives or friends
  relative_pct      | pct   | Share with relatives or friends                    | share of relative_count in foster_count
  other_carer_count | count | With other foster carers
  in_house_count    | count | With the authority's own carers
  in_house_pct      | pct   | Own carers' share of other foster carers           | share of in_house_count in other_carer_count
  independent_count | count | With carers of private or voluntary agencies
  independent_pct   | pct   | Independent agencies' share of other foster carers | share of independent_count in other_carer_count
  elsewhere_count   | count | With carers of other authorities or of a provider not recorded
checks:   unique authority_code; not_null authority_code
*/
with fostered as (
    select
        authority_code,
        provider_sector,
        is_relative_carer(placement_code) as is_relative
    from looked_after
    where placement_type = 'Foster placements'
),

counted as (
    select
        authority_code,
        count(*) as foster_count,
        count(*) filter (where is_relative) as relative_count,
        count(*) filter (where not is_relative) as other_carer_count,
        count(*) filter (where not is_relative and provider_sector = 'Own provision') as in_house_count,
        count(*) filter (where not is_relative and is_independent_provider(provider_sector)) as independent_count
    from fostered
    group by authority_code
)

select
    c.authority_code,
    a.authority_name,
    c.foster_count,
    c.relative_count,
    pct(c.relative_count, c.foster_count) as relative_pct,
    c.other_carer_count,
    c.in_house_count,
    pct(c.in_house_count, c.other_carer_count) as in_house_pct,
    c.independent_count,
    pct(c.independent_count, c.other_carer_count) as independent_pct,
    c.other_carer_count - c.in_house_count - c.independent_count as elsewhere_count
from counted as c
inner join stg_authorities as a on c.authority_code = a.authority_code
order by a.authority_name
