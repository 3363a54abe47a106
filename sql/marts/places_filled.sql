/*
title:    Registered places that {region}'s children fill
summary:  For each kind of home with listed places: how many {region}'s looked-after children fill in the areas chosen, beside the
          share of usable places that is assumed for them.
grain:    one row per placement_type
source:   Ofsted's lists; SSDA903 episodes; data/reference/assumptions.csv
caveats:  The share counts {region}'s looked-after children living in registered homes in the areas chosen against all
          registered places there, so it holds {region}'s share and how full homes are together: it is to be set beside both
          assumptions. Where no list says how many places a kind of home has, there is no share.
section:  supply
chart:    bar x=filled_pct y=placement_type sort=-x
columns:
  placement_type    | text   | Kind of home
  filled_count      | count  | {Region}'s children in such homes in the areas chosen
  registered_places | places | Registered places in such homes in the areas chosen
  filled_pct        | pct    | Share of registered places they fill | rate of filled_count in registered_places
  assumed_low       | number | Share of usable places assumed to be {region}'s, low
  assumed_high      | number | Share of usable places assumed to be {region}'s, high
collected: registered_places lists
checks:   unique placement_type; not_null placement_type filled_count
*/
with homes as (
    select
        s.placement_type,
        p.urn,
        p.place_count
    from int_provision_at as p
    inner join ref.placement_supply as s on p.provision_type = s.provision_type
    inner join int_chosen_authorities as c on p.authority_code = c.authority_code
    where p.as_at = chosen_date() and s.has_places = 'yes'
),

registered as (
    select
        placement_type,
        sum(place_count)::double as registered_places
    from homes
    group by placement_type
),

-- A provider of several settings is one for the children who live with it.
providers as (
    select distinct
        placement_type,
        urn
    from homes
),

places as (
    select
        h.placement_type,
        count(*) as filled_count
    from providers as h
    inner join everyone as e on h.urn = e.urn
    where e.as_at = chosen_date()
    group by h.placement_type
)

select
    r.placement_type,
    coalesce(p.filled_count, 0)::bigint as filled_count,
    r.registered_places,
    pct(coalesce(p.filled_count, 0), r.registered_places) as filled_pct,
    a.value_low::double as assumed_low,
    a.value_high::double as assumed_high
from registered as r
left join places as p on r.placement_type = p.placement_type
left join ref.assumptions as a on r.placement_type = a.subject and a.assumption = 'region_share'
order by r.placement_type
