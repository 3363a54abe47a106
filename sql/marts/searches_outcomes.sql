/*
title:    What was wanted and what was found
summary:  Of the placements found in the newest quarter sent, how many came to what was wanted: kind of home, place, siblings,
          school, registration. A place out of the authority may be one that was preferred: over a border can be nearer.
grain:    one row per measure
section:  supply
source:   National Placements Standard, as placement teams fill it in; out of the authority by the placement in the returns
caveats:  Each share is of those of whom the form says both sides. Whether a child who was to live locally was placed out of the
          authority is known where the placement is in a return.
chart:    bar x=outcome_pct y=measure_title sort=-x
columns:
  measure       | code  | Question
  measure_title | text  | Question, in words
  known_count   | count | Placements found of which it is known
  outcome_count | count | Of these, so
  outcome_pct   | pct   | Share | share of outcome_count in known_count
checks:   unique measure; not_null measure measure_title
*/
with asked as (
    select
        unnest([
            'preferred_type', 'preferred_place', 'out_of_area', 'siblings_together', 'education_disrupted', 'unregistered',
            'in_time'
        ]) as measure,
        unnest([
            'In the kind of home preferred', 'In a place that was preferred',
            'Out of the authority, though a place in it was preferred', 'With every sibling they were to live with',
            'Education disrupted by the move', 'In an unregistered home', 'Found in the time the child had'
        ]) as measure_title,
        unnest([
            case
                when preferred_type not in ('More than one', 'None said') and placement_type is not null
                    then preferred_type = placement_type
            end,
            is_location_preferred,
            case when is_local_preferred then is_out_of_area end,
            case when siblings_wanted > 0 then siblings_together >= siblings_wanted end,
            is_education_disrupted,
            case when urn is not null then is_unregistered end,
            is_in_time
        ]) as is_so
    from int_found
)

select
    measure,
    measure_title,
    count(is_so) as known_count,
    count(*) filter (where is_so) as outcome_count,
    pct(count(*) filter (where is_so), count(is_so)) as outcome_pct
from asked
group by measure, measure_title
order by measure
