/*
title:    Children behind the figures
summary:  Each child chosen, under a pseudonym: where they live, since when, how far from home and at what cost.
grain:    one row per child_label
source:   SSDA903; placement costs return; Ofsted's lists
caveats:  A pseudonym is part of a keyed hash of the authority's own id: the authority can find the child in its own
          system with the key, nobody else can. It stays the same from date to date.
section:  overview
child_level: yes
columns:
  child_label           | text     | Child, by pseudonym
  authority_name        | text     | Responsible authority
  age_band              | text     | Age
  sex                   | text     | Sex
  need                  | text     | Category of need
  legal_status          | text     | Legal status
  placement_type        | text     | Placement type
  provider_sector       | text     | Provider
  host_authority_name   | text     | Authority the placement lies in
  placement_month       | month    | Placement began (blank where it began before the returns, or in a year not sent)
  distance_class        | text     | Distance from home
  distance_reason       | text     | Reason recorded for the distance
  provider_name         | text     | Provider's name
  owner_name            | text     | Owner of the home
  child_count           | count    | Children (always one)
  distance_miles        | miles    | Distance from home to placement | mean of child_count
  placement_count       | count    | Placements in the twelve months
  missing_count         | count    | Times missing or away without leave in the twelve months
  weekly_cost_gbp_week  | gbp_week | Weekly cost | mean of child_count
  overall_rating        | text     | Judgement of the home or agency
  is_unregistered       | flag     | Unregistered
look_back: placement_count 12 months; missing_count 12 months
collected: distance_reason prices; provider_name prices; weekly_cost_gbp_week prices; is_unregistered prices
checks:   unique child_label; not_null child_label child_count
*/
select
    coalesce(a.authority_name, c.authority_code) || ' ' || printf('%010X', c.child_id & 1099511627775) as child_label,
    coalesce(a.authority_name, c.authority_code) as authority_name,
    coalesce(c.age_band, 'Not known') as age_band,
    sex_in_words(c.sex) as sex,
    c.need,
    c.legal_status,
    c.placement_type,
    c.provider_sector,
    coalesce(h.authority_name, 'Not known') as host_authority_name,
    date_trunc('month', c.placement_start)::date as placement_month,
    c.distance_class,
    coalesce(r.reason, 'Not recorded') as distance_reason,
    coalesce(c.provider_name, 'Not recorded') as provider_name,
    coalesce(c.owner_name, 'Not matched') as owner_name,
    1 as child_count,
    c.distance_miles,
    c.placements_12_months as placement_count,
    c.missing_12_months as missing_count,
    c.weekly_cost_gbp as weekly_cost_gbp_week,
    coalesce(c.overall_rating, 'Not matched') as overall_rating,
    c.is_unregistered
from looked_after as c
left join stg_authorities as a on c.authority_code = a.authority_code
left join stg_hosts as h on c.host_authority_code = h.authority_code
left join ref.distance_reasons as r on c.distance_reason = r.distance_reason
order by child_label
