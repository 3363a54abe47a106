/*
title:    Why placements changed
summary:  Moves from one placement to another in the twelve months to the date, by the reason sent. DfE lists a change in a
          placement's status alone among the reasons: the child stays where they are, and three or more placements leave it out.
grain:    one row per reason_code
section:  stability
source:   SSDA903 reason for placement change; DfE, Children looked after in England
caveats:  Moves are counted, not children. A reason that was not sent is a row; so is one that the joining of returns supplied.
chart:    bar x=move_pct y=reason sort=-x
columns:
  reason_code     | code   | Reason for placement change, SSDA903 code
  reason          | text   | Reason for placement change
  move_count      | count  | Moves in the twelve months
  all_move_count  | count  | All moves in the twelve months
  move_pct        | pct    | Share of all moves | share of move_count in all_move_count
  last_year_count | count  | Moves in the twelve months before
  published_value | number | DfE's share, latest published on or before the date, per cent
  published_year  | text   | Year of DfE's figure (to 31 March)
look_back: move_count 12 months; all_move_count 12 months; move_pct 12 months; last_year_count 24 months
checks:   unique reason_code; not_null reason_code
*/
with counted as (
    select
        v.reason_code,
        count(*) filter (where v.event_date > last_day((chosen_date() - interval 12 month)::date)) as move_count,
        count(*) filter (where v.event_date <= last_day((chosen_date() - interval 12 month)::date)) as last_year_count
    from chosen_events as v
    inner join int_chosen_authorities as a on v.authority_code = a.authority_code
    where
        a.vouched_months >= 12
        and v.event = 'placement' and not v.begins_period
        and v.event_date > last_day((chosen_date() - interval 24 month)::date)
        and v.event_date <= chosen_date()
    group by v.reason_code
),

-- The year before stands beside only where all the authorities counted reach back two years: it is then of the same.
reach as (
    select min(vouched_months) as shortest_months
    from int_chosen_authorities
    where vouched_months >= 12
)

select
    c.reason_code,
    coalesce(r.reason, 'Not recorded') as reason,
    c.move_count,
    (sum(c.move_count) over ())::bigint as all_move_count,
    pct(c.move_count, sum(c.move_count) over ()) as move_pct,
    case when h.shortest_months >= 24 then c.last_year_count end as last_year_count,
    p.published_value,
    p.published_year
from counted as c
cross join reach as h
left join ref.placement_change_reasons as r on c.reason_code = r.reason_code
left join chosen_published as p on p.measure = 'reason_place_change' and r.published_category = p.category
order by coalesce(r.display_order::integer, 99), c.reason_code
