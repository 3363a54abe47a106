/*
title:    Whether each need cohort is told of at each month end of the line, of those chosen
summary:  A cohort is told of where every authority that the line is of reaches back as far as its rule looks and has had
          collected, within a year, what it rests on; without_codes has those that had not. It follows from who sent what,
          never from which children are there.
grain:    one row per cohort, as_at
source:   int_line; int_vouched; int_known_facts; headers of sql/cohorts
*/
with whole as (
    select
        l.as_at,
        min(v.vouched_months) as shortest_months,
        bool_and(f.are_prices_known) as are_prices_known,
        bool_and(f.are_outcomes_known) as are_outcomes_known,
        bool_and(f.are_searches_known) as are_searches_known,
        string_agg(l.authority_code, ' ' order by l.authority_code) filter (where not f.are_prices_known) as unpriced,
        string_agg(l.authority_code, ' ' order by l.authority_code) filter (where not f.are_outcomes_known) as unscored,
        string_agg(l.authority_code, ' ' order by l.authority_code) filter (where not f.are_searches_known) as unsearched
    from int_line as l
    inner join int_vouched as v on l.authority_code = v.authority_code and l.as_at = v.as_at
    inner join int_known_facts as f on l.authority_code = f.authority_code and l.as_at = f.as_at
    group by l.as_at
)

select
    c.cohort,
    w.as_at,
    coalesce(c.collected, '') as collected,
    coalesce(
        case c.collected when 'prices' then w.unpriced when 'outcomes' then w.unscored when 'searches' then w.unsearched end,
        ''
    ) as without_codes,
    w.shortest_months >= c.look_back_months
    and is_fact_known(c.collected, w.are_prices_known, w.are_outcomes_known, w.are_searches_known) as is_told
from ref.cohorts as c
cross join whole as w
