/*
title:    Assumptions behind the gaps
summary:  Every number assumed when usable places are worked out, low and high, beside what the data show where they
          can.
grain:    one row per assumption, subject
source:   data/reference/assumptions.csv, where each row has its own source and may be changed
caveats:  The measured share counts London's looked-after children living in registered homes in London against all
          registered places there, so it holds London's share and availability together.
section:  supply
columns:
  assumption        | text   | What is assumed
  subject           | text   | What it is assumed of
  value_low         | number | Low value
  value_high        | number | High value
  meaning           | text   | What the value means
  source            | text   | Where it comes from
  filled_count      | count  | London's children in such homes in the areas chosen
  registered_places | number | Registered places in such homes in the areas chosen
  filled_pct        | pct    | Share of registered places they fill | rate of filled_count in registered_places
checks:   unique assumption subject; not_null assumption meaning source
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
    a.assumption,
    coalesce(a.subject, 'All') as subject,
    a.value_low::double as value_low,
    a.value_high::double as value_high,
    a.meaning,
    a.source,
    case when r.placement_type is not null then coalesce(p.filled_count, 0) end as filled_count,
    r.registered_places,
    pct(coalesce(p.filled_count, 0), r.registered_places) as filled_pct
from ref.assumptions as a
left join registered as r on a.assumption = 'london_share' and a.subject = r.placement_type
left join places as p on r.placement_type = p.placement_type
order by a.assumption, a.subject
