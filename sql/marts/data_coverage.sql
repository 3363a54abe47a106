/*
title:    How complete the data is by local authority
summary:  For how many children looked after the distance, place, provider, price and behaviour score are known.
grain:    one row per authority_code
section:  data
source:   SSDA903; placement costs return; Ofsted's lists; this tool's own definitions
caveats:  A URN is expected of foster placements, homes, residential schools, family centres and supported accommodation.
chart:    dot x=distance_pct y=authority_name sort=x
columns:
  authority_code     | code  | Responsible local authority, ONS code
  authority_name     | text  | Responsible local authority
  child_count        | count | Children looked after
  distance_count     | count | Children whose distance is known
  distance_pct       | pct   | Distance known                         | share of distance_count in child_count
  host_count         | count | Children whose placement's authority is known
  host_pct           | pct   | Authority of the placement known       | share of host_count in child_count
  urn_expected_count | count | In a placement that should have an Ofsted number
  urn_count          | count | Of them, with one
  urn_pct            | pct   | Ofsted number sent, where expected     | share of urn_count in urn_expected_count
  matched_count      | count | Of them, found in Ofsted's list
  matched_pct        | pct   | Found in Ofsted's list, where expected | share of matched_count in urn_expected_count
  provider_count     | count | Children whose provider is recorded
  provider_pct       | pct   | Provider recorded                      | share of provider_count in child_count
  priced_count       | count | Children whose price was sent
  priced_pct         | pct   | Price sent                             | share of priced_count in child_count
  outcomes_count     | count | Aged 5 to 16, with a health and behaviour record of the year
  scored_count       | count | Of them, with an SDQ score
  scored_pct         | pct   | SDQ score sent, of those with a record | share of scored_count in outcomes_count
collected: priced_count prices; priced_pct prices; outcomes_count outcomes; scored_count outcomes; scored_pct outcomes
checks:   unique authority_code; not_null authority_code
*/
with counted as (
    select
        authority_code,
        count(*) as child_count,
        count(distance_miles) as distance_count,
        count(host_authority_code) as host_count,
        count(*) filter (where expects_urn(placement_code)) as urn_expected_count,
        count(urn) filter (where expects_urn(placement_code)) as urn_count,
        count(*) filter (where expects_urn(placement_code) and is_registered_match) as matched_count,
        count(*) filter (where provider_sector <> 'Not recorded') as provider_count,
        count(weekly_cost_gbp) as priced_count,
        count(*) filter (where has_outcomes and age_years between 5 and 16) as outcomes_count,
        count(sdq_score) filter (where has_outcomes and age_years between 5 and 16) as scored_count
    from looked_after
    group by authority_code
)

select
    c.authority_code,
    a.authority_name,
    c.child_count,
    c.distance_count,
    pct(c.distance_count, c.child_count) as distance_pct,
    c.host_count,
    pct(c.host_count, c.child_count) as host_pct,
    c.urn_expected_count,
    c.urn_count,
    pct(c.urn_count, c.urn_expected_count) as urn_pct,
    c.matched_count,
    pct(c.matched_count, c.urn_expected_count) as matched_pct,
    c.provider_count,
    pct(c.provider_count, c.child_count) as provider_pct,
    c.priced_count,
    pct(c.priced_count, c.child_count) as priced_pct,
    c.outcomes_count,
    c.scored_count,
    pct(c.scored_count, c.outcomes_count) as scored_pct
from counted as c
inner join stg_authorities as a on c.authority_code = a.authority_code
order by a.authority_name
