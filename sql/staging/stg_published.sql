/*
title:    What DfE has published
grain:    one row per return_year, area_code, measure, category
source:   DfE, Children looked after in England including adoptions; as imported or else data/reference/published_figures.csv
caveats:  Of two releases that give a figure of one area and year that one counts whose name comes last by the alphabet: names
          of releases end in their year.
stored:   yes
*/
with offered as (
    select
        return_year,
        area_code,
        measure,
        category,
        child_count,
        percent as published_pct,
        symbol,
        1 as preference
    from raw.published_figures
    union all
    select
        return_year::integer as return_year,
        area_code,
        measure,
        category,
        try_cast(child_count as double) as child_count,
        try_cast(percent as double) as published_pct,
        case when try_cast(child_count as double) is null then child_count else '' end as symbol,
        2 as preference
    from ref.published_figures
)

select
    return_year,
    area_code,
    measure,
    category,
    child_count,
    published_pct,
    symbol
from offered
qualify row_number() over (
    partition by return_year, area_code, measure, category order by preference
) = 1
