/*
title:    Ethnic group: who is looked after, and how
summary:  Each ethnic group's share of children looked after, of each placement type, distance and cost band, beside
          its share of the area's people.
grain:    one row per dimension, category, ethnic_group
source:   SSDA903; placement costs return; ONS Census 2021, all ages. Index: observed over expected, with Byar's 95
          per cent interval as public health statisticians use it
caveats:  The Census is of all ages and {region}'s children are more diverse than its adults, so the index overstates
          for groups with a young population. Children whose group is not known are left out. Unaccompanied children
          can be left out by choice. An interval that spans 1 is no evidence of a difference.
section:  fairness
chart:    dot x=representation_index y=ethnic_group colour=category
columns:
  dimension            | text   | Breakdown
  category             | text   | Category
  ethnic_group         | text   | Ethnic group
  child_count          | count  | Children of the group in the category
  category_count       | count  | Children in the category whose group is known
  child_pct            | pct    | Group's share of these children | share of child_count in category_count
  looked_after_count   | count  | Children of the group looked after
  known_count          | count  | All children looked after whose group is known
  looked_after_pct     | pct    | Group's share of children looked after | share of looked_after_count in known_count
  population_pct       | number | Group's share of the area's people (Census 2021, per cent)
  expected_count       | count  | Children expected if the category had the area's shares
  representation_index | ratio | Representation index (1 means in proportion) | index of child_count in expected_count
  low_index            | ratio  | Lower end of the 95 per cent interval | low of representation_index
  high_index           | ratio  | Upper end of the 95 per cent interval | high of representation_index
checks:   unique dimension category ethnic_group; not_null dimension category ethnic_group child_count
*/
with people as (
    select
        e.ethnic_group,
        sum(e.population_all_ages::bigint) as population,
        sum(sum(e.population_all_ages::bigint)) over () as all_population
    from ref.ethnic_population as e
    inner join int_chosen_authorities as c on e.area_code = c.authority_code
    group by e.ethnic_group
),

children as (
    select
        p.ethnic_group,
        p.placement_type,
        p.distance_class,
        p.are_prices_known,
        b.cost_band
    from looked_after as p
    left join ref.cost_bands as b
        on
            p.weekly_cost_gbp >= b.at_least_gbp_week::double
            and p.weekly_cost_gbp < b.below_gbp_week::double
    where p.ethnic_group in (select q.ethnic_group from people as q)
),

long as (
    select
        ethnic_group,
        unnest(['All', 'Placement type', 'Distance', 'Weekly cost']) as dimension,
        unnest(['All looked after', placement_type, distance_class, coalesce(cost_band, 'Not priced')]) as category,
        are_prices_known
    from children
),

groups as (
    select
        dimension,
        category,
        ethnic_group,
        count(*) as child_count
    from long
    where dimension <> 'Weekly cost' or are_prices_known
    group by dimension, category, ethnic_group
),

categories as (
    select
        dimension,
        category,
        sum(child_count)::bigint as category_count
    from groups
    group by dimension, category
),

compared as (
    select
        c.dimension,
        c.category,
        p.ethnic_group,
        coalesce(g.child_count, 0) as child_count,
        c.category_count,
        coalesce(w.child_count, 0) as looked_after_count,
        k.category_count as known_count,
        pct(p.population, p.all_population) as population_pct,
        c.category_count * p.population / p.all_population::double as expected_count
    from categories as c
    cross join people as p
    left join groups as g
        on c.dimension = g.dimension and c.category = g.category and p.ethnic_group = g.ethnic_group
    left join groups as w on w.dimension = 'All' and p.ethnic_group = w.ethnic_group
    left join categories as k on k.dimension = 'All'
)

select
    dimension,
    category,
    ethnic_group,
    child_count,
    category_count,
    pct(child_count, category_count) as child_pct,
    looked_after_count,
    known_count,
    pct(looked_after_count, known_count) as looked_after_pct,
    population_pct,
    expected_count,
    child_count / nullif(expected_count, 0) as representation_index,
    byar_low(child_count, confidence_z()) / nullif(expected_count, 0) as low_index,
    byar_high(child_count, confidence_z()) / nullif(expected_count, 0) as high_index
from compared
order by dimension, category, ethnic_group
