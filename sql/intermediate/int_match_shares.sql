/*
title:    Share of the rows of each table that were matched, over everything received
grain:    one row per table_title, matched_to
source:   int_matches
belongs_to: authority
*/
select
    t.table_title,
    m.matched_to,
    sum(m.row_count)::bigint as row_count,
    coalesce(sum(m.row_count) filter (where m.is_matched), 0)::bigint as matched_count,
    pct(matched_count, sum(m.row_count)) as matched_pct
from int_matches as m
inner join ref.return_tables as t on m.table_name = t.table_name
group by t.table_title, t.display_order, m.matched_to
order by t.display_order::integer, m.matched_to
