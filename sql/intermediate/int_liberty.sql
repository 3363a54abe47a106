/*
title:    Children under a deprivation of liberty order at each month end
summary:  The same order in several returns is one, as the latest return that lists it has it.
grain:    one row per authority_code, child_id, as_at
source:   SSDA903 DoLO table; this tool's own rule for orders left open
caveats:  An order left open in a return, and not in the authority's next DoLO table, stands to 31 March of the return that lists
          it last.
*/
with newest as (
    select
        authority_code,
        return_year
    from stg_liberty_orders
    qualify row_number() over (partition by authority_code order by return_year desc) = 1
),

orders as (
    select
        o.authority_code,
        o.child_id,
        o.order_start,
        coalesce(o.order_end, case when o.return_year < n.return_year then make_date(o.return_year, 4, 1) end) as order_end
    from stg_liberty_orders as o
    inner join newest as n on o.authority_code = n.authority_code
    qualify row_number() over (
        partition by o.authority_code, o.child_id, o.order_start order by o.return_year desc, o.order_end desc nulls first
    ) = 1
)

select distinct
    o.authority_code,
    o.child_id,
    m.as_at
from orders as o
inner join int_month_ends as m
    on o.order_start <= m.as_at and (o.order_end is null or o.order_end > m.as_at)
