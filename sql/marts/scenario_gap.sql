/*
title:    Residential places that a scenario leaves lacking
summary:  Children expected to need a residential place, the places that can be used, and what is lacking, with and without the
          change.
grain:    one row per years_ahead
source:   Scenario; Ofsted's lists; assumptions that Gaps lists, of which the scenario changes how many places can be filled
caveats:  Where the scenario leaves the assumption as it is, usable places are the same. Residential places are those of
          children's homes, residential schools and other residential settings in the areas chosen. Usable places are the middle
          of the gap's low and high; homes that said how many they staff are taken at the share that can be filled like all
          others. Of today's places: no opening or closing is foreseen.
section:  need
columns:
  years_ahead           | text   | Years ahead
  need_without_count    | count  | Children in residential placements with no change
  need_with_count       | count  | Children in residential placements with the scenario
  usable_without_places | places | Usable places as the gap assumes
  usable_with_places    | places | Usable places by the scenario's assumption
  gap_without_count     | count  | Lacking with no change | difference of need_without_count less usable_without_places
  gap_with_count        | count  | Lacking with the scenario | difference of need_with_count less usable_with_places
checks:   unique years_ahead; not_null years_ahead
*/
with levers as (
    select max(value) filter (where lever = 'places_available') / 100 as places_available
    from stg_scenario_levers
),

assumed as (
    select
        subject as placement_type,
        value_low::double as value_low,
        value_high::double as value_high
    from ref.assumptions
    where assumption = 'availability'
),

supply as (
    select
        sum(s.usable_low_places + s.usable_high_places) / 2 as usable_without_places,
        sum(
            s.usable_low_places * v.places_available / a.value_low + s.usable_high_places * v.places_available / a.value_high
        ) / 2 as usable_with_places
    from int_gap_supply as s
    inner join ref.placement_kinds as k on s.placement_type = k.placement_type
    inner join assumed as a on s.placement_type = a.placement_type
    cross join levers as v
    where k.placement_kind = 'Residential placements' and is_chosen('grouping', s.grouping)
),

expected as (
    select
        months_ahead,
        sum(without_expected) as need_without_count,
        sum(with_expected) as need_with_count
    from int_scenario
    where kind = 'Placement' and category_code = 'Residential placements' and months_ahead in (12, 24, 36)
    group by months_ahead
)

select
    years_ahead_words((e.months_ahead / 12)::integer) as years_ahead,
    e.need_without_count,
    e.need_with_count,
    round(s.usable_without_places) as usable_without_places,
    round(coalesce(s.usable_with_places, s.usable_without_places)) as usable_with_places,
    e.need_without_count - s.usable_without_places as gap_without_count,
    e.need_with_count - coalesce(s.usable_with_places, s.usable_without_places) as gap_with_count
from expected as e
cross join supply as s
order by e.months_ahead
