/*
title:    Quality of the homes and agencies used
summary:  Children by the Ofsted judgement of their home or agency, and how many an approved-list rule of Good or
          better would rule out.
grain:    one row per placement_type, overall_rating
source:   SSDA903 URN matched to Ofsted's list at the date; a rule of approved lists (Good or Outstanding)
caveats:  Judgements are of the home or agency, not of a child's experience. Not yet inspected is neither in nor out.
          Supported accommodation is not graded on this scale.
section:  supply
chart:    stacked x=child_count y=placement_type colour=overall_rating share=yes
columns:
  placement_type       | text  | Placement type
  overall_rating       | text  | Latest overall judgement, or why there is none
  child_count          | count | Children
  type_count           | count | Children in this type of placement
  rating_pct           | pct   | Share of the type's children | share of child_count in type_count
  rated_count          | count | Children of the type whose home or agency has a judgement
  good_or_better_count | count | Of these, in Good or Outstanding
  good_or_better_pct   | pct   | Share in Good or Outstanding | share of good_or_better_count in rated_count
  ruled_out_count      | count | Of these, whom a rule of Good or better would rule out
  ruled_out_pct        | pct   | Share that the rule would rule out | share of ruled_out_count in rated_count
checks:   unique placement_type overall_rating; not_null placement_type overall_rating child_count
*/
with rated as (
    select
        p.placement_type,
        case
            when p.is_registered_match then coalesce(p.overall_rating, 'Not yet inspected')
            when p.urn is null then 'No Ofsted number'
            else 'Not on the list'
        end as overall_rating,
        count(*) as child_count
    from looked_after as p
    where p.placement_type in (select s.placement_type from ref.placement_supply as s)
    group by p.placement_type, p.is_registered_match, p.overall_rating, p.urn is null
),

summed as (
    select
        placement_type,
        overall_rating,
        sum(child_count)::bigint as child_count
    from rated
    group by placement_type, overall_rating
),

types as (
    select
        placement_type,
        sum(child_count)::bigint as type_count,
        coalesce(sum(child_count) filter (where has_judgement(overall_rating)), 0)::bigint as rated_count,
        coalesce(sum(child_count) filter (where is_good_or_better(overall_rating)), 0)::bigint as good_or_better_count
    from summed
    group by placement_type
)

select
    s.placement_type,
    s.overall_rating,
    s.child_count,
    t.type_count,
    pct(s.child_count, t.type_count) as rating_pct,
    t.rated_count,
    t.good_or_better_count,
    pct(t.good_or_better_count, t.rated_count) as good_or_better_pct,
    t.rated_count - t.good_or_better_count as ruled_out_count,
    pct(t.rated_count - t.good_or_better_count, t.rated_count) as ruled_out_pct
from summed as s
inner join types as t on s.placement_type = t.placement_type
order by s.placement_type, s.overall_rating
