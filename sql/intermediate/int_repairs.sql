/*
title:    Repairs made when joining years of returns, counted by rule
grain:    one row per authority_code, return_year, rule
source:   int_episodes and, for dropped rows, int_episodes_closed
belongs_to: authority
stored:   yes
*/
with labelled as (
    select
        authority_code,
        return_year,
        unnest(string_split(repair_rule, ' then ')) as rule
    from int_episodes
    where repair_rule is not null
    union all
    select
        authority_code,
        return_year,
        unnest(string_split(closing_rule, ' then ')) as rule
    from int_episodes_closed
    where is_dropped
)

select
    authority_code,
    return_year,
    rule,
    count(*) as repair_count
from labelled
group by authority_code, return_year, rule
