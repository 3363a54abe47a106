/*
title:    On the register, and not counted as places that can be used
summary:  Homes and places on Ofsted's list that were closed, suspended or only proposed at the date, in the areas chosen.
grain:    one row per provision_type, reason
source:   Ofsted's published lists; data/reference/registration_statuses.csv says which status can be used
caveats:  A closing date on or before the date counts as closed, whatever the status says. Choices about children don't
          change it.
section:  data
columns:
  provision_type | text   | Kind of provision
  reason         | text   | Reason it is not counted
  home_count     | places | Homes, agencies or settings
  place_count    | places | Places registered for them
collected: place_count lists
checks:   unique provision_type reason; not_null provision_type reason home_count
*/
select
    p.provision_type,
    case when coalesce(p.closed_date <= p.as_at, false) then 'Closed' else coalesce(s.meaning, 'Closed') end as reason,
    count(*) as home_count,
    sum(p.place_count)::bigint as place_count
from int_listed_at as p
inner join chosen_authorities as c on p.authority_code = c.authority_code
left join ref.registration_statuses as s on lower(trim(p.registration_status)) = s.status
where p.as_at = chosen_date() and not p.is_supply
group by p.provision_type, reason
order by p.provision_type, reason
