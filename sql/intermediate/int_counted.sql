/*
title:    Which authorities count at the chosen date, of those chosen
summary:  {Region}'s authorities and any other that sent a return: whether its inputs vouch for the date, and why not.
grain:    one row per authority_code
source:   int_vouched; the choices of date, area and authority
shared:   yes
columns:
  authority_code | code   | Authority, ONS code
  authority_name | text   | Authority
  is_counted     | flag   | Its inputs vouch for the date
  vouched_months | number | Months to the date that its inputs vouch for without a hole
  reason         | text   | Why it does not count (blank where it does)
  priced_at      | date   | Day of the latest collection of prices on or before the date, a year old at most
  scored_at      | date   | Day of the latest collection of health and behaviour, the 31 March before the date
  searched_at    | date   | Last day of the newest quarter of found placements on or before the date, a year old at most
  are_prices_known   | flag | What rests on the costs return is known of the date
  are_outcomes_known | flag | What rests on health and behaviour is known of the date
  are_searches_known | flag | What rests on found placements is known of the date
  counts_to      | date   | Newest month end before the date for which it counts
  counts_from    | date   | Oldest month end after the date for which it counts
*/
with senders as (
    select distinct authority_code
    from int_collections
    where
        fact = 'searches'
        and collected_at <= chosen_date() and collected_at > (chosen_date() - interval 12 month)::date
),

others as (
    select
        v.authority_code,
        max(v.as_at) filter (where v.as_at < chosen_date()) as counts_to,
        min(v.as_at) filter (where v.as_at > chosen_date()) as counts_from
    from int_vouched as v
    cross join int_look_back as b
    left join int_known_facts as f on v.authority_code = f.authority_code and v.as_at = f.as_at
    where v.is_vouched and v.vouched_months >= b.look_back_months and (not b.is_of_searches or f.are_searches_known)
    group by v.authority_code
)

select
    a.authority_code,
    a.authority_name,
    coalesce(
        v.is_vouched and v.vouched_months >= b.look_back_months and (not b.is_of_searches or s.authority_code is not null), false
    ) as is_counted,
    coalesce(v.vouched_months, 0) as vouched_months,
    case
        when v.authority_code is null then 'No return was accepted'
        when v.is_vouched and v.vouched_months < b.look_back_months
            then 'The cohort chosen looks back ' || b.look_back_months || ' months'
        when v.is_vouched and b.is_of_searches and s.authority_code is null
            then 'The cohort chosen is told by found placements alone, and none were accepted'
        else v.reason
    end as reason,
    p.priced_at,
    p.scored_at,
    p.searched_at,
    coalesce(p.are_prices_known, false) as are_prices_known,
    coalesce(p.are_outcomes_known, false) as are_outcomes_known,
    coalesce(p.are_searches_known, false) as are_searches_known,
    o.counts_to,
    o.counts_from
from chosen_authorities as a
cross join int_look_back as b
left join int_known_facts as p on a.authority_code = p.authority_code and p.as_at = chosen_date()
left join int_vouched as v on a.authority_code = v.authority_code and v.as_at = chosen_date()
left join senders as s on a.authority_code = s.authority_code
left join others as o on a.authority_code = o.authority_code
where a.is_in_region or a.authority_code in (select i.authority_code from int_vouched as i)
-- Where few are named, those whose return is late come before those who never sent one.
order by v.authority_code is null, a.authority_name
