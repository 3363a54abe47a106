/*
title:    Each authority's published count beside the one of one to three years later, and beside what simple forecasts said of it
grain:    one row per authority_code, return_year, years_ahead, method
source:   data/reference/looked_after_counts.csv (DfE)
*/
with counts as (
    select
        authority_code,
        return_year::integer as return_year,
        looked_after::double as looked_after,
        dense_rank() over (order by authority_code) % 2 as half
    from ref.looked_after_counts
),

pairs as (
    select
        n.authority_code,
        n.return_year,
        n.half,
        t.return_year - n.return_year as years_ahead,
        n.looked_after as last_seen,
        b.looked_after as seen_before,
        t.looked_after as came
    from counts as n
    inner join counts as t
        on n.authority_code = t.authority_code and t.return_year between n.return_year + 1 and n.return_year + 3
    left join counts as b on n.authority_code = b.authority_code and n.return_year - 1 = b.return_year
)

select
    authority_code,
    return_year,
    half,
    years_ahead,
    'Last value' as method,
    last_seen as said,
    came,
    abs(came - last_seen) / nullif(last_seen, 0) as off_share
from pairs
union all
select
    authority_code,
    return_year,
    half,
    years_ahead,
    'Last change repeated' as method,
    greatest(last_seen + years_ahead * (last_seen - seen_before), 0) as said,
    came,
    null as off_share
from pairs
where seen_before is not null
