/*
title:    What those chosen are compared with, in words
summary:  {Region}, the area, or how many of the ten statistical neighbours: those that count at the date, and over time.
grain:    one row
source:   data/reference/area_groupings.csv; data/reference/statistical_neighbours.csv; int_vouched; the choice of comparator
once:     yes
shared:   yes
columns:
  comparator_name | text | What stands beside, without saying how many of it count
  compared_with | text | What stands beside at the date
  compared_without | text | Those of it that do not count at the date, by name
  line_compared_with | text | What stands beside over time
  line_compared_without | text | Those of it that do not vouch for every month of a line, by name
*/
with members as (
    select
        c.authority_code,
        coalesce(a.authority_name, c.authority_code) as authority_name,
        coalesce(
            v.is_vouched and v.vouched_months >= b.look_back_months and (not b.is_of_searches or f.are_searches_known), false
        ) as is_counted,
        c.authority_code in (
            select l.authority_code from int_lines as l
            where l.population = 'comparators'
        ) as is_in_line
    from int_comparator_authorities as c
    cross join int_look_back as b
    left join stg_authorities as a on c.authority_code = a.authority_code
    left join int_vouched as v on c.authority_code = v.authority_code and v.as_at = chosen_date()
    left join int_known_facts as f on v.authority_code = f.authority_code and v.as_at = f.as_at
),

counted as (
    select
        count(*) as member_count,
        count(*) filter (where is_counted) as counted_count,
        count(*) filter (where is_in_line) as line_count,
        string_agg(authority_name, ', ' order by authority_name) filter (where not is_counted) as compared_without,
        string_agg(authority_name, ', ' order by authority_name) filter (where not is_in_line) as line_compared_without
    from members
),

areas as (
    select max(g.area_name) as area_name
    from stg_areas as g
    where
        is_compared_with('area')
        and is_chosen('grouping', g.grouping)
        and list_contains(getvariable('beside'), g.authority_code)
)

select
    case
        when is_compared_with_region() then region_name()
        when is_compared_with('neighbours') then 'Statistical neighbours'
        else coalesce(a.area_name, 'No area')
    end as comparator_name,
    comparator_words(c.counted_count, c.member_count, a.area_name, n.least_count) as compared_with,
    coalesce(c.compared_without, '') as compared_without,
    comparator_words(c.line_count, c.member_count, a.area_name, n.least_count) as line_compared_with,
    coalesce(c.line_compared_without, '') as line_compared_without
from counted as c
cross join areas as a
cross join int_least_compared as n
