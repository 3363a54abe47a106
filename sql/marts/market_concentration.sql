/*
title:    How concentrated the market is
summary:  How much of each market the largest owners hold, by registered places, by children placed and by spend.
grain:    one row per placement_type, basis
source:   This tool's own definition: the Herfindahl-Hirschman index, the sum of squared percentage shares of owners
          outside the councils; the Competition and Markets Authority reads 1,000 to 2,000 as concentrated and more as
          highly so
caveats:  Owners are as Ofsted names them; companies in one group are counted apart, which understates concentration.
          Agencies have no listed places.
section:  supply
chart:    bar x=concentration_score y=placement_type colour=basis
columns:
  placement_type      | text   | Placement type
  basis               | text   | Basis: registered places, children placed or spend
  owner_count         | count  | Owners outside the councils
  behind_count        | count  | Children, or registered places, behind the measure
  largest_pct         | pct    | Share of the largest owner | exact eyes only
  top_three_pct       | pct    | Share of the three largest | exact eyes only
  concentration_score | score  | Herfindahl-Hirschman index, 0 to 10,000 | exact eyes only
checks:   unique placement_type basis; not_null placement_type basis owner_count
*/
with held as (
    select
        placement_type,
        unnest(['Registered places', 'Children placed', 'Weekly spend']) as basis,
        unnest([place_count, child_count::double, spend_gbp_week]) as amount,
        unnest([place_count::bigint, child_count, priced_count]) as behind_count
    from int_market
),

shares as (
    select
        placement_type,
        basis,
        behind_count,
        pct(amount, sum(amount) over (partition by placement_type, basis)) as share_pct
    from held
    where amount > 0
)

select
    placement_type,
    basis,
    count(*) as owner_count,
    sum(behind_count)::bigint as behind_count,
    max(share_pct) as largest_pct,
    list_sum(max(share_pct, 3)) as top_three_pct,
    round(sum(share_pct * share_pct)) as concentration_score
from shares
group by placement_type, basis
order by placement_type, basis
